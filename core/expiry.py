"""What is kept for a time only: counted, and taken away row by row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from core.database import Base


@dataclass(frozen=True)
class Expiry:
    """Rows of a table (with a column `id`) that are due from an instant on, and what becomes of
    them: `values` are set, or without any the rows are deleted. A row so treated is due no more."""

    model: Any
    is_due: Callable[[datetime], ColumnElement[bool]]
    values: Mapping[str, object] = field(default_factory=dict)


def count_due(db: Session, expiry: Expiry, before: datetime) -> int:
    """How many rows are due, those from before that instant."""
    due = select(func.count()).select_from(expiry.model).where(expiry.is_due(before))
    return db.scalar(due) or 0


def take_away(db: Session, expiry: Expiry, before: datetime, limit: int) -> int:
    """Treat the oldest of them; returns how many, fewer than `limit` when all is done."""
    model: type[Base] = expiry.model
    identity = expiry.model.id
    due = select(identity).where(expiry.is_due(before)).order_by(identity).limit(limit)
    ids = list(db.scalars(due))
    if ids:
        change = update(model).values(**expiry.values) if expiry.values else delete(model)
        db.execute(change.where(identity.in_(ids)).execution_options(synchronize_session=False))
    return len(ids)
