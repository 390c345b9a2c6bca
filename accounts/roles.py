"""What staff may do: their roles as rows, and the actor that these make of them."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from accounts.models import Staff, StaffRole
from accounts.permissions import ROLES, rights_of
from core.actor import Actor, Right
from core.errors import Refused

# Made once, as every page of the console asks it.
_ROLES = select(StaffRole).where(StaffRole.staff_id == bindparam("staff")).order_by(StaffRole.id)


def roles_of(db: Session, staff: Staff) -> list[StaffRole]:
    """His roles, in the order in which they were given."""
    return list(db.scalars(_ROLES, {"staff": staff.id}))


def actor_of(db: Session, staff: Staff) -> Actor:
    """The staff with all the rights of all roles; none at all for a disabled account."""
    return actor_with(staff, roles_of(db, staff))


def actor_with(staff: Staff, roles: Iterable[StaffRole]) -> Actor:
    """The same, the roles being at hand."""
    granted = (rights_of(row.role, row.area_path, row.office_id) for row in roles)
    return Actor("staff", staff.id, tuple(r for some in granted for r in some if staff.active))


def role_behind(
    roles: Iterable[StaffRole], right: str, area: str | None, office: int | None
) -> StaffRole | None:
    """The first role that gives the right there."""
    for row in roles:
        if right in ROLES.get(row.role, ()) and Right(right, row.area_path, row.office_id).covers(
            right, area, office
        ):
            return row
    return None


def covers_all(actor: Actor, roles: Iterable[StaffRole]) -> bool:
    """Whether the actor may edit staff wherever somebody with these roles works."""
    places = [(row.area_path, row.office_id) for row in roles] or [("", None)]
    return all(actor.may("staff.edit", area=area, office=office) for area, office in places)


def require_over(db: Session, staff: Staff, *, actor: Actor) -> None:
    """Raises `Refused` unless the actor may edit this one of the staff."""
    if not covers_all(actor, roles_of(db, staff)):
        raise Refused()
