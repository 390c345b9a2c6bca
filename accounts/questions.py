"""The one question that waits for a resident's answer."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Delete, Insert, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from accounts.models import OpenQuestion
from core.columns import BigId, new_public_id, seal_value
from core.database import is_postgresql
from core.postponed import write

REMEMBERED = timedelta(days=1)
"""So long a question that is over can still be shown again to who answers it too late."""


def find_question(db: Session, resident_id: int, *, now: datetime) -> OpenQuestion | None:
    """The question he may answer now."""
    question = db.get(OpenQuestion, resident_id)
    return question if is_open(question, now) else None


def is_open(question: OpenQuestion | None, now: datetime) -> bool:
    """Whether it waits for an answer now."""
    return question is not None and question.expires_at > now


def unless_expired(
    db: Session, question: OpenQuestion | None, *, now: datetime
) -> OpenQuestion | None:
    """The question, open or over for less than a day; any older one is taken away."""
    if question is not None and question.expires_at + REMEMBERED <= now:
        close_question(db, question.resident_id)
        return None
    return question


def ask(
    db: Session,
    resident_id: int,
    kind: str,
    content: dict[str, Any],
    *,
    case_id: int | None = None,
    times_asked: int = 1,
    lives: timedelta,
    now: datetime,
) -> None:
    """Open this question instead of any other; `content` is any JSON object and is sealed.

    `times_asked`: this time included.
    """
    public_id = new_public_id()
    _forget(db, resident_id)
    values = {
        "resident_id": resident_id,
        "public_id": public_id,
        "kind": kind,
        "case_id": case_id,
        "content_sealed": seal_value(
            content, OpenQuestion.__tablename__, "content_sealed", public_id
        ),
        "times_asked": times_asked,
        "asked_at": now,
        "expires_at": now + lives,
    }
    asked = {f"asked_{name}": value for name, value in values.items()}
    write(db, _REPLACE[is_postgresql(db)], asked, row=(OpenQuestion, resident_id))


def ask_again(question: OpenQuestion, now: datetime) -> None:
    """Count that it was asked once more; it lives as long again."""
    question.expires_at = now + (question.expires_at - question.asked_at)
    question.asked_at = now
    question.times_asked += 1


def reopen_question(question: OpenQuestion, lives: timedelta, now: datetime) -> None:
    """Ask once more what was over, and count it."""
    question.asked_at, question.expires_at = now, now + lives
    question.times_asked += 1


def end_question(question: OpenQuestion, now: datetime) -> None:
    """It is answered, or given up, and may still be shown again."""
    question.expires_at = now


def close_question(db: Session, resident_id: int) -> None:
    """No question is open any more, and none remembered."""
    _forget(db, resident_id)
    write(db, _close, {"answered_by": resident_id}, row=(OpenQuestion, resident_id))


def _forget(db: Session, resident_id: int) -> None:
    """The session must not remember a question that is written past it."""
    key = OpenQuestion.__mapper__.identity_key_from_primary_key((resident_id,))
    known = db.identity_map.get(key)
    if known is not None:
        db.expunge(known)


_TABLE: Any = OpenQuestion.__table__


def _close(when: ColumnElement[bool]) -> Delete:
    return delete(_TABLE).where(_TABLE.c.resident_id == bindparam("answered_by", type_=BigId), when)


def _replace(dialect: Any, when: ColumnElement[bool]) -> Insert:
    columns = {
        column.name: bindparam(f"asked_{column.name}", type_=column.type) for column in _TABLE.c
    }
    insert = dialect.insert(_TABLE)
    insert = insert.from_select(list(columns), select(*columns.values()).where(when))
    changes = {name: insert.excluded[name] for name in columns}
    upsert: Insert = insert.on_conflict_do_update(index_elements=["resident_id"], set_=changes)
    return upsert


_REPLACE = {True: partial(_replace, postgresql), False: partial(_replace, sqlite)}
"""By whether it is for PostgreSQL."""
