"""Who works here: staff with their roles."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Staff, StaffRole
from accounts.passwords import check_password, hash_password
from accounts.permissions import NEEDS_OFFICE, ROLES, rights_of
from core.actor import Actor
from core.audit import record
from core.errors import Conflict, Invalid

LONGEST_NAME = 40


def create_staff(
    db: Session,
    name: str,
    role: str,
    *,
    password: str,
    actor: Actor,
    now: datetime,
    area_path: str = "",
    office_id: int | None = None,
) -> Staff:
    """Somebody who can sign in, with a first role; raises `Refused`, `Invalid` or `Conflict`."""
    actor.require("staff.edit", area=area_path)
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise Invalid("name", f"姓名要 1 到 {LONGEST_NAME} 个字。")
    check_password(password, name)
    _check_role(role, office_id)
    if find_staff(db, name):
        raise Conflict("已经有同名的工作人员。")
    staff = Staff(name=name, password_hash=hash_password(password), created_at=now)
    db.add(staff)
    db.flush()
    record(db, actor, "staff.create", f"staff:{staff.id}", now=now)
    add_role(db, staff, role, actor=actor, now=now, area_path=area_path, office_id=office_id)
    return staff


def add_role(
    db: Session,
    staff: Staff,
    role: str,
    *,
    actor: Actor,
    now: datetime,
    area_path: str = "",
    office_id: int | None = None,
) -> StaffRole:
    """One more role, within an area path ('' everywhere) and for an office or any."""
    actor.require("staff.edit", area=area_path)
    _check_role(role, office_id)
    given = StaffRole(staff_id=staff.id, role=role, area_path=area_path, office_id=office_id)
    db.add(given)
    db.flush()
    facts = {"role": role, "area": area_path, "office": office_id}
    record(db, actor, "staff.add_role", f"staff:{staff.id}", facts, now=now)
    return given


def find_staff(db: Session, name: str) -> Staff | None:
    """The staff of that name, active or not."""
    return db.scalars(select(Staff).where(Staff.name == name)).first()


def actor_of(db: Session, staff: Staff) -> Actor:
    """The staff with all the rights of all roles; none at all for a disabled account."""
    own = select(StaffRole).where(StaffRole.staff_id == staff.id)
    roles = db.scalars(own).all() if staff.active else ()
    granted = (rights_of(row.role, row.area_path, row.office_id) for row in roles)
    return Actor("staff", staff.id, tuple(right for some in granted for right in some))


def _check_role(role: str, office_id: int | None) -> None:
    if role not in ROLES:
        raise Invalid("role", "没有这个角色。")
    if role in NEEDS_OFFICE and office_id is None:
        raise Invalid("office", "合作单位的人要选一个承办单位。")
