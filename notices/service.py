"""Telling residents: queue a notice, or take what waits into a passive reply."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from accounts.models import Resident
from core.upsert import insert_into
from notices.asking import Asked
from notices.contacts import lock_contact
from notices.models import Notice, NoticeState
from notices.outcomes import STALE_AFTER
from notices.windows import Way, is_human


def queue(
    db: Session,
    *,
    resident_id: int,
    cause: str,
    kind: str,
    text: str,
    question: Asked | None = None,
    now: datetime,
) -> bool:
    """Add a notice unless this cause has one for this resident already; True when added.

    `cause` names the telling event and holds nothing personal. An erased resident gets none.
    """
    resident = db.get(Resident, resident_id)
    if resident is None or resident.erased_at is not None:
        return False
    notice = Notice(
        resident_id=resident_id,
        cause=cause,
        kind=kind,
        text=text,
        question=question,
        state=NoticeState.WAITING,
        attempts=0,
        doubts=0,
        created_at=now,
        due_at=now,
    )
    insert = insert_into(db, Notice.__table__).values(_values(notice))
    once = insert.on_conflict_do_nothing(index_elements=["cause", "resident_id"])
    return db.execute(once.returning(Notice.id)).first() is not None


def take_waiting(db: Session, resident_id: int, *, now: datetime, limit: int = 3) -> list[Notice]:
    """The notices this passive reply carries first, oldest first; they are marked sent by it.

    One whose delivery is in doubt is among them, with the same text. Empty while a person of
    the office talks with the resident, and while the worker is sending one to him: that one
    comes first, and the others follow it. Call it in the transaction that commits the reply, and
    only where `HAS_NEWS` holds: it locks the contact.
    """
    contact = lock_contact(db, resident_id)
    if contact is not None and is_human(contact.human_until, now):
        return []
    rows = db.scalars(_carried(resident_id)).all()
    if any(is_being_sent(notice, now) for notice in rows):
        return []
    for notice in rows[:limit]:
        _carry(notice, now)
    db.flush()
    return list(rows[:limit])


def _carry(notice: Notice, now: datetime) -> None:
    # A send that began and has no outcome counts as a doubt also when nobody noted it yet.
    notice.doubts += notice.state == NoticeState.SENDING
    notice.attempts += 1
    notice.state, notice.way, notice.reason = NoticeState.SENT, Way.REPLY, None
    notice.sent_at = now


def is_being_sent(notice: Notice, now: datetime) -> bool:
    """Whether a live process is sending it at this moment."""
    return (
        notice.state == NoticeState.SENDING
        and notice.sending_at is not None
        and notice.sending_at > now - STALE_AFTER
    )


# Not by `in_`, which is put into SQL anew whenever it runs.
_UNSENT = or_(
    Notice.state == NoticeState.WAITING,
    Notice.state == NoticeState.UNCERTAIN,
    Notice.state == NoticeState.SENDING,
)
# On `Resident`: whether something waits to be told him. Nearly always nothing does, and it costs
# less as part of a statement that is made anyway.
HAS_NEWS = exists().where(Notice.resident_id == Resident.id, _UNSENT)


def _carried(resident_id: int) -> Select[Notice]:
    # Rows that another reply is taking now are passed over: it carries them.
    unsent = select(Notice).where(Notice.resident_id == resident_id, _UNSENT)
    locked = unsent.order_by(Notice.id).with_for_update(skip_locked=True)
    return locked.execution_options(populate_existing=True)


def _values(notice: Notice) -> dict[str, Any]:
    names = [column.key for column in Notice.__table__.columns if column.key != "id"]
    return {name: getattr(notice, name) for name in names}
