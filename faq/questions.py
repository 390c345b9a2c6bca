"""What residents asked and how it ended: rows without personal details."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Insert, bindparam, insert, select
from sqlalchemy.orm import Session

from core.columns import new_public_id
from core.masking import mask_personal
from core.options import ALONE
from core.postponed import read, write
from faq.aspects import names_subject
from faq.models import Outcome, Question

LONGEST = 500
# Later 没帮助 and a digit can hardly be about what was asked then.
STILL_MEANT = timedelta(hours=24)
# So long half a question is about what was answered before it.
IN_TALK = timedelta(minutes=10)
# What says nothing leads away from it only so often.
MOST_BETWEEN = 4


def note_question(
    db: Session,
    text: str,
    *,
    account: str,
    resident_id: int | None,
    area_id: int | None,
    outcome: Outcome,
    entry_id: int | None = None,
    confidence: float = 0.0,
    suggested: Sequence[int] = (),
    now: datetime,
) -> None:
    """Keep what was asked, masked."""
    # Straight into the table: an object that nobody needs would double the cost of every question.
    values = {
        "public_id": new_public_id(),
        "account": account,
        "text": mask_personal(text)[:LONGEST],
        "outcome": outcome,
        "entry_id": entry_id,
        "confidence": confidence,
        "suggested": list(suggested),
        "area_id": area_id,
        "resident_id": resident_id,
        "unhelpful": False,
        "asked_at": now,
    }
    write(db, _keep, {f"question_{name}": value for name, value in values.items()})


_TABLE: Any = Question.__table__
_KEPT = (
    *("public_id", "account", "text", "outcome", "entry_id", "confidence", "suggested"),
    *("area_id", "resident_id", "unhelpful", "asked_at"),
)


def _keep(when: ColumnElement[bool]) -> Insert:
    columns = {name: bindparam(f"question_{name}", type_=_TABLE.c[name].type) for name in _KEPT}
    return insert(_TABLE).from_select(list(columns), select(*columns.values()).where(when))


def last_suggested(
    db: Session, resident_id: int, entry_id: int, *, now: datetime
) -> Question | None:
    """The resident's last question, if the entry was one of its unpicked suggestions."""
    last = _last(db, resident_id, now)
    if last is None or last.outcome != Outcome.SUGGESTED or last.entry_id is not None:
        return None
    return last if entry_id in last.suggested else None


def last_answered(db: Session, resident_id: int, *, now: datetime) -> Question | None:
    """The resident's last question if it was answered, by an entry or by a picked one."""
    last = _last(db, resident_id, now)
    return last if last and last.entry_id is not None else None


def subject_in_talk(db: Session, resident_id: int, *, now: datetime) -> tuple[int, datetime] | None:
    """The entry that he was told of late and has asked nothing else since, and when he asked;
    what nothing answered about an entry goes on about it."""
    known = {"resident_id": resident_id, "since": now - IN_TALK, "until": now}
    # What is asked just now is kept with this very time, and so is not among them.
    for text, entry_id, outcome, suggested, asked_at in read(db, _IN_TALK, known, sees_own=False):
        is_certain = outcome == Outcome.MISSED or len(suggested) == 1
        about = entry_id or (suggested[0] if suggested and is_certain else None)
        if about is not None:
            return about, asked_at
        if outcome != Outcome.MISSED or names_subject(text or ""):
            return None
    return None


def asked_in_talk(db: Session, resident_id: int, *, now: datetime) -> str:
    """What he asked last, masked; '' where that was not of late."""
    known = {"resident_id": resident_id, "since": now - IN_TALK, "until": now}
    return next((row[0] or "" for row in read(db, _IN_TALK, known, sees_own=False)), "")


# Built once, since many a message asks for it.
_IN_TALK = (
    select(
        Question.text,
        Question.entry_id,
        Question.outcome,
        Question.suggested,
        Question.asked_at,
    )
    .where(
        Question.resident_id == bindparam("resident_id"),
        Question.asked_at > bindparam("since"),
        Question.asked_at < bindparam("until"),
    )
    .order_by(Question.id.desc())
    .limit(MOST_BETWEEN)
    .execution_options(**ALONE)
)


def area_in_talk(db: Session, resident_id: int, *, since: datetime) -> int | None:
    """The area for which he last had a question answered, None for none."""
    own = (
        select(Question.area_id)
        .where(Question.resident_id == resident_id, Question.asked_at > since)
        .where(Question.area_id.is_not(None))
        .order_by(Question.id.desc())
        .limit(1)
        .execution_options(**ALONE)
    )
    return db.scalars(own).first()


def _last(db: Session, resident_id: int, now: datetime) -> Question | None:
    own = select(Question).where(
        Question.resident_id == resident_id, Question.asked_at > now - STILL_MEANT
    )
    return db.scalars(own.order_by(Question.id.desc()).limit(1)).first()
