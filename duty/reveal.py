"""查看明文: the words, and how the resident is reached, for who says why and is written down."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from accounts.access import log_access
from accounts.homes import current_home
from bot.models import Message
from bot.words import talk_around, words_of
from cases.last_told import last_told
from community.areas import Areas
from core.actor import Actor
from core.audit import record
from core.clock import SHANGHAI
from core.errors import NotFound
from core.sealing import Unsealable
from duty.concerns import RIGHT, area_for, get_concern, others_of, take_step
from duty.models import Concern, ConcernState

# Where he is, and with whom, is often said in other words than those that were understood.
BEFORE, AFTER, MOST = timedelta(hours=1), timedelta(hours=24), 50
SAID, PHONE, NAME, PLACE = "said", "phone", "name", "place"


def masked_fields(db: Session, concern: Concern) -> list[str]:
    """What can be revealed of it, by the keys of `accounts.access.SHOWN`."""
    if concern.resident_id is None:
        return []
    message = db.get_one(Message, concern.message_id)
    told, home = last_told(db, concern.resident_id), current_home(db, concern.resident_id)
    there = {
        SAID: message.body_sealed,
        PHONE: told.phone,
        NAME: told.name,
        PLACE: told.place or home,
    }
    return [shown for shown, value in there.items() if value is not None]


def log_reveal(
    db: Session, public_id: str, shown: str, purpose: str, *, actor: Actor, now: datetime
) -> Concern:
    """Write down who is about to look at what and why; commit, then call `revealed`.

    Raises `NotFound` for what he may not see or is not there, `Refused`, `Invalid`.
    """
    concern = get_concern(db, public_id, actor=actor)
    if shown not in masked_fields(db, concern):
        raise NotFound("没有这一项。")
    log_access(
        db,
        [concern.resident_id],
        RIGHT,
        area=area_for(db, concern, actor),
        office=None,
        subject=f"concern:{concern.id}",
        shown=shown,
        purpose=purpose,
        actor=actor,
        now=now,
    )
    facts = {"shown": shown, "purpose": purpose}
    record(db, actor, "concern.reveal", f"concern:{concern.id}", facts, now=now)
    if shown == SAID:
        _see(db, concern, actor=actor, now=now)
    return concern


def revealed(db: Session, concern: Concern, shown: str, areas: Areas) -> list[str]:
    """The field in plain, by lines; only after `log_reveal` has been committed."""
    if concern.resident_id is None:
        return []
    if shown == SAID:
        return _lines(_talk(db, concern))
    told = last_told(db, concern.resident_id)
    if shown == PHONE:
        return [(told.phone and told.phone.phone) or ""]
    if shown == NAME:
        return [(told.name and told.name.name) or ""]
    home = current_home(db, concern.resident_id)
    lives = f"{areas.name_of(home.area_id)}{home.place or ''}" if home else ""
    reported = f"最近一件工单写的地点：{told.place.place}" if told.place else ""
    return [line for line in (lives, reported) if line]


def _see(db: Session, concern: Concern, *, actor: Actor, now: datetime) -> None:
    """Whoever reads one of his cries reads those around it."""
    read = {message.id for message in _talk(db, concern)}
    shown = [
        one
        for one in (concern, *others_of(db, concern, actor=actor))
        if one.state == ConcernState.NEW and one.message_id in read
    ]
    take_step(db, shown, ConcernState.SEEN, actor=actor, now=now)


def _talk(db: Session, concern: Concern) -> list[Message]:
    message = db.get_one(Message, concern.message_id)
    return talk_around(db, message, before=BEFORE, after=AFTER, most=MOST)


def _lines(talk: list[Message]) -> list[str]:
    """What he said, a line each with its time."""
    said = [(one.sent_at.astimezone(SHANGHAI), _words(one)) for one in talk]
    return [f"{at:%m-%d %H:%M}　{words}" for at, words in said if words]


def _words(message: Message) -> str:
    try:
        return words_of(message)
    except Unsealable:
        return "（这条打不开）"
