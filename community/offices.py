"""The offices that answer for cases, as a snapshot."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import Office


@dataclass(frozen=True)
class OfficeFacts:
    """One office; a partner sees only the cases assigned to it."""

    id: int
    key: str
    name: str
    kind: str
    area_id: int
    partner: bool = False
    active: bool = True
    phone: str = ""
    liaison: str = ""
    liaison_phone: str = ""


def load_offices(db: Session) -> dict[int, OfficeFacts]:
    """All offices by id; old cases still name those no longer active."""
    return {office.id: _facts_of(office) for office in db.scalars(select(Office))}


def _facts_of(office: Office) -> OfficeFacts:
    return OfficeFacts(
        office.id,
        office.key,
        office.name,
        office.kind,
        office.area_id,
        office.partner,
        office.active,
        office.phone,
        office.liaison,
        office.liaison_phone,
    )
