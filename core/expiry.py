"""What is kept for a time only: counted, and taken away row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from core.columns import UtcTime
from core.database import Base

BEFORE = bindparam("before", type_=UtcTime)
"""The instant from before which rows are due."""


@dataclass(frozen=True)
class Expiry:
    """Rows of a table (with a column `id`) that are due, in terms of `BEFORE`, and what becomes of
    them: `values` are set, or without any the rows are deleted. A row so treated is due no more."""

    model: Any
    is_due: ColumnElement[bool]
    values: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def oldest(self) -> Select[int]:
        """The ids of the `most` oldest; made once, as most looks find nothing."""
        identity = self.model.id
        return (
            select(identity)
            .where(self.is_due)
            .order_by(identity)
            .limit(bindparam("most", type_=Integer))
        )


def count_due(db: Session, expiry: Expiry, before: datetime) -> int:
    """How many rows are due, those from before that instant."""
    due = select(func.count()).select_from(expiry.model).where(expiry.is_due)
    return db.scalar(due, {"before": before}) or 0


def take_away(db: Session, expiry: Expiry, before: datetime, limit: int) -> int:
    """Treat the oldest of them; returns how many, fewer than `limit` when all is done."""
    model: type[Base] = expiry.model
    ids = list(db.scalars(expiry.oldest, {"before": before, "most": limit}))
    if ids:
        change = update(model).values(**expiry.values) if expiry.values else delete(model)
        own = change.where(expiry.model.id.in_(ids))
        db.execute(own.execution_options(synchronize_session=False))
    return len(ids)
