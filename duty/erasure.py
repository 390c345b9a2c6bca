"""Forgetting a resident: what the duty knows of him.

That there was a cry, in which neighbourhood, and who did something about it when, stays: it names
nobody. The words go with the message; who it was, and what staff noted, go here.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Resident
from duty.models import Concern, ConcernStep


def erase(db: Session, resident: Resident) -> None:
    """Cut the link and empty the notes; idempotent."""
    own = select(Concern.id).where(Concern.resident_id == resident.id)
    noted = update(ConcernStep).where(ConcernStep.concern_id.in_(own))
    db.execute(noted.values(note_sealed=None).execution_options(synchronize_session=False))
    linked = update(Concern).where(Concern.resident_id == resident.id)
    db.execute(linked.values(resident_id=None).execution_options(synchronize_session=False))
