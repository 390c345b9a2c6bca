"""Forgetting a resident: what `accounts` knows of him."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from accounts.models import Consent, Contact, Home, OpenQuestion, Resident


def erase(db: Session, resident: Resident, *, now: datetime) -> None:
    """Cut the link to his openid and delete profile, homes and open question; idempotent.

    The row stays without any link, for the cases that hang on it; if he ever writes again he is
    somebody new. Consents end but stay as proof that there was one.
    """
    own = resident.id
    for model in (OpenQuestion, Contact, Home):
        db.execute(delete(model).where(model.resident_id == own))
    standing = update(Consent).where(Consent.resident_id == own, Consent.withdrawn_at.is_(None))
    db.execute(standing.values(withdrawn_at=now))
    resident.openid = None
    resident.openid_hash = None
    resident.follows = False
    resident.introduced_at = None
    resident.erased_at = resident.erased_at or now
    db.flush()
