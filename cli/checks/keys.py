"""Whether the data key opens what is sealed."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Resident
from core.sealing import Unsealable

LOOKED_AT = 20


def key_problems(db: Session) -> Iterator[str]:
    """A sentence when the oldest or newest residents' openids cannot be opened."""
    sealed = select(Resident).where(Resident.openid_sealed.is_not(None)).limit(LOOKED_AT)
    for order in (Resident.id, Resident.id.desc()):
        if not all(_opens(resident) for resident in db.scalars(sealed.order_by(order))):
            yield "DATA_KEY does not open what is sealed: give the key the data were made with."
            return


def _opens(resident: Resident) -> bool:
    try:
        return bool(resident.openid)
    except Unsealable:
        return False
