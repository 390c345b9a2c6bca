"""Erasing a resident from every package, at once when he leaves and once more afterwards."""

from datetime import datetime

from sqlalchemy.orm import Session

import accounts.erasure
import bot.erasure
import cases.erasure
import duty.erasure
import faq.erasure
import notices.erasure
from accounts.models import Resident
from bot.ledger import sender_hash_of
from core.actor import SYSTEM
from core.audit import record


def erase_resident(db: Session, resident: Resident, *, now: datetime) -> None:
    """Drop everything personal, in the caller's transaction; may be called again.

    Only contact and place of his open cases stay, until they close and for 30 days at most.
    Messages go first: who still handles one of his finds it ended and rolls back.
    """
    openid = resident.openid
    if openid is not None:
        bot.erasure.erase(db, sender_hash_of(openid), now=now)
    duty.erasure.erase(db, resident)
    faq.erasure.erase(db, resident, now=now)
    cases.erasure.erase(db, resident, now=now)
    notices.erasure.erase(db, resident, now=now)
    accounts.erasure.erase(db, resident, now=now)
    record(db, SYSTEM, "resident.erase", f"resident:{resident.id}", now=now)
    db.flush()


def erase_leftovers(db: Session, *, now: datetime) -> int:
    """Erase what stayed for open cases of residents who have left: those cases that are over by
    now, and all after 30 days. Returns out of how many cases."""
    return cases.erasure.erase_due(db, now=now)
