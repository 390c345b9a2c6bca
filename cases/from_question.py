"""Whether a resident has made a case of what he asked."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.models import Case, CaseReporter
from core.language import normalise

# An offer to register it lives that long; a case opened meanwhile came from it.
OFFER_LIVES = timedelta(minutes=30)


def has_case_from(db: Session, resident_id: int, text: str, asked_at: datetime) -> bool:
    """Whether he opened or joined a case within half an hour of asking, or one later that holds
    the very words."""
    own = (
        select(Case.opened_at, Case.description)
        .join(CaseReporter, CaseReporter.case_id == Case.id)
        .where(CaseReporter.resident_id == resident_id, CaseReporter.joined_at >= asked_at)
    )
    words = normalise(text)
    return any(
        opened_at < asked_at + OFFER_LIVES or words in normalise(description)
        for opened_at, description in db.execute(own)
    )
