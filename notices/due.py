"""Which notices may be sent now, and claiming one of them for this process."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

import structlog
from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    false,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session, aliased

from accounts.models import Contact, Resident
from community.texts.notices import CUT
from core.columns import UtcTime
from core.sealing import Unsealable
from notices import subscriptions
from notices.asking import words_to_ask
from notices.contacts import (
    NOW,
    count_send,
    has_window,
    is_reachable,
    lock_contact,
    reach_of,
    times,
    window_of,
)
from notices.letters import card, letter
from notices.models import Notice, NoticeState
from notices.outcomes import MAX_DOUBTS, STALE_AFTER
from notices.windows import Opening, Way, opening

log = structlog.get_logger()


@dataclass(frozen=True)
class Errand:
    """One claimed send: to whom, what, which way, and in what it was counted: a window of the
    resident's, or (`subscription_id`) his yes to this one, with the scene he gave it for."""

    notice_id: int
    resident_id: int
    openid: str
    text: str
    attempts: int
    doubts: int
    way: Way
    window: str = ""
    opened_at: datetime | None = None
    subscription_id: int | None = None
    scene: int = 0


def is_any_open(db: Session) -> bool:
    """Whether any notice is waiting or being sent: looks find nothing most times."""
    return db.scalar(_ANY_OPEN) is not None


def note_stale(db: Session, *, now: datetime) -> None:
    """Write down the doubt about sends whose process died without an outcome."""
    db.execute(_STALE, {"now": now, "given_up": now - STALE_AFTER})


def find_due(
    db: Session, abilities: Collection[str], *, now: datetime, limit: int
) -> list[tuple[int, int]]:
    """(notice id, resident id), oldest first, none while one is sent: at most one a resident, and
    with it each that he has agreed to get in any case."""
    heads = _heads(*_ways(abilities)).order_by(Notice.id).limit(limit)
    rows = db.execute(heads, times(now))
    return [(notice_id, resident_id) for notice_id, resident_id in rows]


def claim(
    db: Session,
    notice_id: int,
    resident_id: int,
    abilities: Collection[str],
    *,
    hint: str = CUT.default,
    now: datetime,
) -> Errand | None:
    """Mark the notice as being sent and count the send; None when it can't go now.

    The caller commits before it sends. None also while another process has the resident.
    """
    contact = lock_contact(db, resident_id, wait=False)
    if contact is None:
        return None
    opened = opening(reach_of(contact), abilities, now)
    if opened.way is Way.SILENT or not _take(db, notice_id, abilities, now):
        return None
    notice = db.get_one(Notice, notice_id, populate_existing=True)
    try:
        return _errand(db, notice, contact, opened, hint, now)
    except Unsealable:
        log.error("notice_unsealable", notice=notice_id)
        notice.state, notice.reason = NoticeState.GIVEN_UP, "unsealable"
        return None


def _errand(
    db: Session, notice: Notice, contact: Contact, opened: Opening, hint: str, now: datetime
) -> Errand | None:
    """The send, counted in the window that is open, else in the resident's yes to this one."""
    openid, news = db.get_one(Resident, notice.resident_id).openid, notice.text
    if openid is None or news is None:
        raise Unsealable()
    words = words_to_ask(db, notice, now=now)
    known = Errand(
        notice_id=notice.id,
        resident_id=notice.resident_id,
        openid=openid,
        text=letter(news, words, hint),
        attempts=notice.attempts,
        doubts=notice.doubts,
        way=opened.way,
    )
    window = window_of(contact, opened.window) if opened.window else None
    if opened.window and window:
        count_send(contact, opened.window)
        return replace(known, window=opened.window, opened_at=window.opened_at)
    agreed = subscriptions.spend(db, notice, now)
    if agreed is None:
        # The window has closed since the notice was found.
        notice.state = NoticeState.WAITING
        return None
    text = card(news, words, hint)
    return replace(
        known, text=text, way=Way.ONE_TIME, subscription_id=agreed.id, scene=agreed.scene
    )


def _take(db: Session, notice_id: int, abilities: Collection[str], now: datetime) -> bool:
    """The claim itself: one statement that only one process can win."""
    head = select(_heads(*_ways(abilities)).where(Notice.id == notice_id).exists())
    if not db.scalar(head, times(now)):
        return False
    taken = db.execute(
        update(Notice)
        .where(Notice.id == notice_id, _is_open(Notice))
        .values(state=NoticeState.SENDING, attempts=Notice.attempts + 1, sending_at=now)
        .returning(Notice.id)
    )
    return taken.first() is not None


def _ways(abilities: Collection[str]) -> tuple[bool, bool]:
    """Whether a notice may go in a window, and whether by a yes to it."""
    return "customer_service" in abilities, "subscribe" in abilities


@cache
def _heads(by_window: bool, by_yes: bool) -> Select[int, int]:
    """Each resident's oldest open notice, when it is due and he may be written to; where he may
    not, what he has agreed to get once. Made once, as it costs more than the database's answer."""
    other = aliased(Notice)
    his = select(other.id).where(other.resident_id == Notice.resident_id)
    being_sent = his.where(other.state == NoticeState.SENDING).exists()
    comes_after = his.where(_is_open(other), other.id < Notice.id).exists()
    window = has_window() if by_window else false()
    agreed = subscriptions.is_agreed() if by_yes else false()
    return (
        select(Notice.id, Notice.resident_id)
        .join(Contact, Contact.resident_id == Notice.resident_id)
        .join(Resident, Resident.id == Notice.resident_id)
        .where(_is_open(Notice), Notice.due_at <= NOW)
        .where(Resident.follows, Resident.openid_sealed.is_not(None), is_reachable())
        .where(~being_sent, or_(and_(window, ~comes_after), and_(window.is_not(true()), agreed)))
    )


def _is_open(notice: type[Notice]) -> ColumnElement[bool]:
    """Whether the worker may still send it; `way` set means that only a reply may carry it."""
    return and_(
        notice.state.in_((NoticeState.WAITING, NoticeState.UNCERTAIN)), notice.way.is_(None)
    )


# Made once, as they are asked twice a second.
_ANY_OPEN = (
    select(Notice.id).where(or_(Notice.state == NoticeState.SENDING, _is_open(Notice))).limit(1)
)
_STALE = (
    update(Notice)
    .where(Notice.state == NoticeState.SENDING)
    .where(Notice.sending_at <= bindparam("given_up", type_=UtcTime))
    .values(
        state=NoticeState.UNCERTAIN,
        reason="no_outcome",
        doubts=Notice.doubts + 1,
        way=case((Notice.doubts + 1 >= MAX_DOUBTS, Way.REPLY.value)),
        due_at=NOW,
    )
    .execution_options(synchronize_session=False)
)
