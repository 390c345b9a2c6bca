"""Photos and voices of residents, as rows: noted in the chat, fetched and saved by the worker.

A row is waiting → fetching (claimed, with a lease) → saved or refused; a saved one that nobody
needs becomes dropped, and gone when its bytes are deleted. What was sent for a case that was then
declined is aside for a while: it joins no other case, and is there again when he wants it after
all.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Integer, bindparam, func, select, update
from sqlalchemy import case as either
from sqlalchemy.orm import Session

from accounts.ownership import require_own
from cases.events import append_event, lock
from cases.models import Attachment, Case
from cases.scope import require_visible
from cases.workflow import Step, rule_for
from community.setup import Setup
from community.texts import cases as texts
from core.actor import SYSTEM, Actor
from core.columns import UtcTime
from core.expiry import BEFORE, Expiry
from notices.service import queue

PHOTO, VOICE = "photo", "voice"
LEASE = timedelta(minutes=2)
KEPT_WITHOUT_CASE = timedelta(days=30)
KEPT_ASIDE = timedelta(minutes=30)
# With the waits between them a day and more; WeChat keeps media for three.
MOST_ATTEMPTS = 16
# Rows whose bytes are here or still to come.
ALIVE = ("waiting", "fetching", "saved")
ASIDE = "aside"
Rows = list[Attachment]
# Made once, as they are asked every few seconds.
_NOW, _MOST = bindparam("now", type_=UtcTime), bindparam("most", type_=Integer)
_IS_DUE = (Attachment.due_at <= _NOW) & Attachment.state.in_(("waiting", "fetching"))
_DUE = (
    select(Attachment.id)
    .where(_IS_DUE)
    .order_by(Attachment.due_at, Attachment.id)
    .limit(_MOST)
    # SQLite knows no row locks, but lets one transaction write at a time.
    .with_for_update(skip_locked=True)
)
_LAPSED = (Attachment.state == ASIDE) & (Attachment.due_at <= _NOW)
_UNWANTED = select(Attachment).where((Attachment.state == "dropped") | _LAPSED).limit(_MOST)


def note_attachment(
    db: Session,
    resident_id: int,
    kind: str,
    media_id: str,
    *,
    case_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Attachment:
    """A photo or voice to be fetched at once; it joins the case if one is given, else it waits."""
    require_own(actor, "case.own", resident_id)
    row = Attachment(
        resident_id=resident_id,
        kind=kind,
        media_id=media_id,
        state="waiting",
        attempts=0,
        received_at=now,
        due_at=now,
    )
    db.add(row)
    db.flush()
    if case_id is not None:
        _attach(db, [row], case_id, actor, now)
    return row


def join_waiting(db: Session, resident_id: int, case_id: int, *, now: datetime) -> int:
    """Give the case the resident's photos and voices that have none; returns how many."""
    own = (
        Attachment.resident_id == resident_id,
        Attachment.case_id.is_(None),
        Attachment.state.in_(ALIVE),
        Attachment.received_at > now - KEPT_WITHOUT_CASE,
    )
    joined = db.execute(
        update(Attachment).where(*own).values(case_id=case_id).returning(Attachment.id)
    )
    return len(joined.all())


def move(db: Session, from_id: int, case_id: int, *, actor: Actor, now: datetime) -> None:
    """Put the photos and voices of one case into another."""
    own = (Attachment.case_id == from_id, Attachment.state.in_(ALIVE))
    rows = list(db.scalars(select(Attachment).where(*own).order_by(Attachment.id)))
    if rows:
        _attach(db, rows, case_id, actor, now)


def count_photos(db: Session, case_id: int) -> int:
    """How many photos the case has or will have."""
    counted = select(func.count()).where(
        Attachment.case_id == case_id, Attachment.kind == PHOTO, Attachment.state.in_(ALIVE)
    )
    return db.scalar(counted) or 0


def last_received_at(db: Session, resident_id: int) -> datetime | None:
    """When the resident last sent a photo or voice."""
    own = select(func.max(Attachment.received_at)).where(Attachment.resident_id == resident_id)
    return db.scalar(own)


def take_due(db: Session, *, now: datetime, limit: int) -> Rows:
    """Claim rows to be fetched now; commit before fetching. A claim lapses after its lease."""
    ids = db.scalars(_DUE, {"now": now, "most": limit}).all()
    if not ids:
        return []
    claimed = (
        update(Attachment)
        .where(Attachment.id.in_(ids), _IS_DUE)
        .values(state="fetching", due_at=now + LEASE, attempts=Attachment.attempts + 1)
        .returning(Attachment)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return list(db.scalars(claimed, {"now": now}))


def mark_saved(
    db: Session, row: Attachment, *, content_type: str, size: int, now: datetime
) -> bool:
    """The bytes are in the folder; False when they are no longer wanted (or not ours to tell)."""
    values = {
        "state": "saved",
        "content_type": content_type,
        "size": size,
        "saved_at": now,
        "media_id_sealed": None,
    }
    return _settle(db, row, values) is not None


def mark_later(db: Session, row: Attachment, reason: str, due_at: datetime) -> bool:
    """It could not be fetched now: try again then."""
    values = {"state": "waiting", "due_at": due_at, "reason": reason[:60]}
    return _settle(db, row, values) is not None


def mark_refused(db: Session, row: Attachment, reason: str, *, setup: Setup, now: datetime) -> bool:
    """It can't be had: written into the case's timeline, and the resident is told."""
    values = {"state": "refused", "reason": reason[:60], "media_id_sealed": None}
    lost = _settle(db, row, values)
    if lost is None:
        return False
    case = db.get(Case, lost.case_id) if lost.case_id is not None else None
    if case is not None:
        lock(db, case)
        facts = {"kind": lost.kind, "reason": lost.reason}
        append_event(db, case, Step.LOSE_MEDIA, actor=SYSTEM, now=now, facts=facts)
    if lost.resident_id is not None:
        _tell_lost(db, lost, lost.resident_id, case, setup, now)
    return True


WITHOUT_CASE = Expiry(
    Attachment,
    Attachment.case_id.is_(None)
    & (Attachment.received_at <= BEFORE)
    & Attachment.state.in_([*ALIVE, "refused"]),
    {"state": "dropped", "media_id_sealed": None},
)
"""What no case has wanted; a job deletes the bytes."""


def drop(db: Session, which: Iterable[ColumnElement[bool]]) -> int:
    """Forget these rows' media and have their bytes deleted; returns how many rows."""
    dropped = (
        update(Attachment)
        .where(*which)
        .values(state="dropped", media_id_sealed=None)
        .returning(Attachment.id)
    )
    return len(db.execute(dropped.execution_options(synchronize_session="fetch")).all())


def put_aside(db: Session, resident_id: int, *, since: datetime, now: datetime) -> int:
    """Keep what the resident sent since then for a case that he does not want out of any other;
    how many. It goes for good in half an hour, unless it is taken back."""
    own = (
        Attachment.resident_id == resident_id,
        Attachment.case_id.is_(None),
        Attachment.state.in_(ALIVE),
        Attachment.received_at >= since,
    )
    aside = update(Attachment).where(*own).values(state=ASIDE, due_at=now + KEPT_ASIDE)
    return len(db.execute(aside.returning(Attachment.id)).all())


def take_back(db: Session, resident_id: int, *, now: datetime) -> None:
    """What was put aside waits for its case again."""
    own = (
        Attachment.resident_id == resident_id,
        Attachment.state == ASIDE,
        Attachment.due_at > now,
    )
    state = either((Attachment.saved_at.is_(None), "waiting"), else_="saved")
    db.execute(update(Attachment).where(*own).values(state=state, due_at=now))


def dropped(db: Session, *, now: datetime, limit: int) -> Rows:
    """Rows whose bytes are still to be deleted."""
    return list(db.scalars(_UNWANTED, {"now": now, "most": limit}))


def _settle(db: Session, row: Attachment, values: Mapping[str, object]) -> Attachment | None:
    """The row as it now is (a case may have taken it meanwhile); None when this claim no longer
    holds, because the row was dropped or claimed again."""
    own = (
        Attachment.id == row.id,
        Attachment.state == "fetching",
        Attachment.attempts == row.attempts,
    )
    settled = (
        update(Attachment)
        .where(*own)
        .values(**values)
        .returning(Attachment)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return db.scalars(settled).first()


def _attach(db: Session, rows: Rows, case_id: int, actor: Actor, now: datetime) -> None:
    case = db.get_one(Case, case_id)
    require_visible(db, case, actor)
    lock(db, case)
    rule_for(Step.ATTACH, case.state)
    for row in rows:
        row.case_id = case.id
        append_event(db, case, Step.ATTACH, actor=actor, now=now, facts={"kind": row.kind})


def _tell_lost(
    db: Session, row: Attachment, resident_id: int, case: Case | None, setup: Setup, now: datetime
) -> None:
    said = (
        setup.texts.say(texts.MEDIA_LOST_CASE, number=case.number)
        if case is not None
        else setup.texts.say(texts.MEDIA_LOST)
    )
    queue(
        db,
        resident_id=resident_id,
        cause=f"attachment:{row.id}",
        kind="media_lost",
        text=said,
        now=now,
    )
