"""Forgetting a resident: what he asked."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from accounts.models import Resident
from faq.models import Question


def erase(db: Session, resident: Resident, *, now: datetime) -> None:  # noqa: ARG001 (one shape)
    """Take his words and the link to him out of what he asked; outcomes stay to be counted."""
    own = update(Question).where(Question.resident_id == resident.id)
    db.execute(own.values(resident_id=None, text=None))
