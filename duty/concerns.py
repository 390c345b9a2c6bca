"""值班: what residents said of not wanting to live, for who has the duty, and what he did."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from bot.models import Message
from community.models import Area
from core.actor import Actor, Right
from core.audit import record
from core.errors import Invalid, NotFound, Refused
from duty.models import Concern, ConcernState, ConcernStep

RIGHT = "concern.handle"
WAITING = (ConcernState.NEW, ConcernState.SEEN)
"""Nobody has said yet that he did something."""
LONGEST = 500


def open_concern(
    db: Session,
    account: str,
    key_hash: str,
    *,
    resident_id: int,
    area_id: int | None,
    said_at: datetime,
) -> Concern:
    """The concern of the recorded message that is being handled; committed with its reply.

    account, key_hash: what the message's row is found by; area_id: the resident's neighbourhood.
    """
    own = select(Message.id).where(Message.account == account, Message.key_hash == key_hash)
    made = Concern(
        message_id=db.scalars(own).one(),
        resident_id=resident_id,
        area_id=area_id,
        state=ConcernState.NEW,
        said_at=said_at,
    )
    db.add(made)
    db.flush()
    return made


def has_unread(db: Session, resident_id: int) -> bool:
    """Whether the resident has a concern that nobody has read: what he says now is read with it."""
    own = select(Concern.id).where(
        Concern.resident_id == resident_id, Concern.state == ConcernState.NEW
    )
    return db.scalars(own.limit(1)).first() is not None


def list_concerns(
    db: Session, *, actor: Actor, before: int | None = None, limit: int = 50
) -> list[Concern]:
    """Those of the actor's areas, newest first and older than the row of the id `before`; raises
    `Refused`."""
    rows = select(Concern).where(_visible_to(actor))
    if before is not None:
        rows = rows.where(Concern.id < before)
    return list(db.scalars(rows.order_by(Concern.id.desc()).limit(limit)))


def count_waiting(db: Session, *, actor: Actor) -> int:
    """How many wait for somebody to do something; raises `Refused`."""
    waiting = select(func.count()).select_from(Concern)
    return db.scalar(waiting.where(_visible_to(actor), Concern.state.in_(WAITING))) or 0


def get_concern(db: Session, public_id: str, *, actor: Actor) -> Concern:
    """The concern of that id; raises `NotFound` alike for none and for one of elsewhere."""
    own = select(Concern).where(Concern.public_id == public_id, _visible_to(actor))
    found = db.scalars(own).first()
    if found is None:
        raise NotFound("没有这条值班提醒。")
    return found


def others_of(db: Session, concern: Concern, *, actor: Actor) -> list[Concern]:
    """The same resident's other concerns, newest first; none once he has left."""
    if concern.resident_id is None:
        return []
    own = select(Concern).where(
        Concern.resident_id == concern.resident_id,
        Concern.id != concern.id,
        _visible_to(actor),
    )
    return list(db.scalars(own.order_by(Concern.id.desc())))


def steps_of(db: Session, concern: Concern) -> list[ConcernStep]:
    """What was done about it, in order."""
    own = select(ConcernStep).where(ConcernStep.concern_id == concern.id)
    return list(db.scalars(own.order_by(ConcernStep.id)))


def last_steps(db: Session, concerns: Collection[Concern]) -> dict[int, ConcernStep]:
    """The last thing done about each, by the concern's id."""
    ids = [concern.id for concern in concerns]
    last = select(func.max(ConcernStep.id)).where(ConcernStep.concern_id.in_(ids))
    own = select(ConcernStep).where(ConcernStep.id.in_(last.group_by(ConcernStep.concern_id)))
    return {step.concern_id: step for step in db.scalars(own)}


def mark(
    db: Session,
    concern: Concern,
    state: str,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Say what was done, for this one and for the same resident's others whose words were read;
    returns for how many. Raises `NotFound` or `Invalid`."""
    get_concern(db, concern.public_id, actor=actor)
    if state not in (ConcernState.CONTACTED, ConcernState.HANDED_ON):
        raise Invalid("state", "请选做了什么。")
    note = note.strip()
    if len(note) > LONGEST:
        raise Invalid("note", f"最多 {LONGEST} 个字。")
    if state == ConcernState.HANDED_ON and not note:
        raise Invalid("note", "请写明交给了谁。")
    others = others_of(db, concern, actor=actor)
    read = [concern, *(one for one in others if one.state == ConcernState.SEEN)]
    take_step(db, read, ConcernState(state), note, actor=actor, now=now)
    facts = {"state": state, "rows": len(read)}
    record(db, actor, "concern.mark", f"concern:{concern.id}", facts, now=now)
    return len(read)


def take_step(
    db: Session,
    concerns: Collection[Concern],
    state: ConcernState,
    note: str = "",
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Bring each to the state and write down who did so."""
    for concern in concerns:
        concern.state = state
        step = ConcernStep(concern_id=concern.id, at=now, state=state)
        step.actor_kind, step.actor_id, step.note = actor.kind, actor.id, note or None
        db.add(step)
    db.flush()


def area_for(db: Session, concern: Concern, actor: Actor) -> str:
    """The path by which the actor may: its area's, or where the home is unknown one of his own."""
    path = db.scalar(select(Area.path).where(Area.id == concern.area_id))
    return _seeing(actor)[0].area if path is None else path


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Concern` of what the actor may see; raises `Refused`.

    Whoever has the duty anywhere sees those whose home nobody knows: else they might be nobody's.
    """
    if not actor.may_somewhere(RIGHT):
        raise Refused()
    areas = [Area.path.startswith(right.area, autoescape=True) for right in _seeing(actor)]
    if not areas:
        return false()
    return or_(Concern.area_id.is_(None), Concern.area_id.in_(select(Area.id).where(or_(*areas))))


def _seeing(actor: Actor) -> list[Right]:
    """The rights of the duty; one that is narrowed to an office covers nobody's home."""
    return [right for right in actor.rights if right.name in (RIGHT, "*") and right.office is None]
