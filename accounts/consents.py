"""A resident's yes for one purpose, and its end."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts.models import Consent
from accounts.ownership import require_own
from core.actor import Actor


def has_consent(db: Session, resident_id: int, purpose: str) -> bool:
    """Whether a yes for the purpose stands."""
    return db.scalars(_standing(resident_id, purpose)).first() is not None


def give_consent(
    db: Session, resident_id: int, purpose: str, text_version: str, *, actor: Actor, now: datetime
) -> Consent:
    """His yes to these words; the same yes twice is one row."""
    require_own(actor, "consent.own", resident_id)
    for standing in db.scalars(_standing(resident_id, purpose)):
        if standing.text_version == text_version:
            return standing
        standing.withdrawn_at = now
    consent = Consent(
        resident_id=resident_id, purpose=purpose, text_version=text_version, given_at=now
    )
    db.add(consent)
    db.flush()
    return consent


def withdraw_consent(
    db: Session, resident_id: int, purpose: str | None = None, *, actor: Actor, now: datetime
) -> int:
    """Take back his yes for the purpose (None: for all); returns how many stood."""
    require_own(actor, "consent.own", resident_id)
    standing = db.scalars(_standing(resident_id, purpose)).all()
    for consent in standing:
        consent.withdrawn_at = now
    db.flush()
    return len(standing)


def _standing(resident_id: int, purpose: str | None) -> Select[Consent]:
    own = select(Consent).where(Consent.resident_id == resident_id, Consent.withdrawn_at.is_(None))
    return own if purpose is None else own.where(Consent.purpose == purpose)
