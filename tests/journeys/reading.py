"""What stories read out of what was said and kept."""

import re
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.database import Base

NUMBER = re.compile(r"\d{8}-\d{4,}")
Row = TypeVar("Row", bound=Base)


def number_in(text: str) -> str:
    """The case number in a text."""
    found = NUMBER.search(text)
    assert found, text
    return found.group()


def count(db: Session, table: type[Base], **values: object) -> int:
    """How many rows have these values."""
    return db.scalar(select(func.count()).select_from(table).filter_by(**values)) or 0


def rows(db: Session, table: type[Row], **values: object) -> list[Row]:
    """The rows with these values in the order of their making."""
    return list(db.scalars(select(table).filter_by(**values).order_by("id")))
