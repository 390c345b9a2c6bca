"""Erasing what a resident was told: the rows stay as facts, without a word."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from accounts.models import Resident
from notices.contacts import lock_contact
from notices.models import Notice, NoticeState, Subscription

ERASED = "erased"


def erase(db: Session, resident: Resident, *, now: datetime) -> None:  # noqa: ARG001
    """Drop texts and questions of all his notices, and what he agreed to; those not yet sent are
    given up."""
    lock_contact(db, resident.id)
    own = Notice.resident_id == resident.id
    db.execute(
        update(Notice)
        .where(own, Notice.state.not_in((NoticeState.SENT, NoticeState.GIVEN_UP)))
        .values(state=NoticeState.GIVEN_UP, reason=ERASED)
    )
    db.execute(update(Notice).where(own).values(text_sealed=None, question_sealed=None))
    db.execute(delete(Subscription).where(Subscription.resident_id == resident.id))
