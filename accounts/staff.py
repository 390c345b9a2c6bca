"""Who works here: staff with their roles, added, changed and disabled, never deleted."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Staff, StaffRole
from accounts.passwords import check_password, hash_password, is_password
from accounts.permissions import NEEDS_OFFICE, ROLES, WITHOUT_OFFICE
from accounts.roles import covers_all, require_over, roles_of
from accounts.sessions import end_all
from core.actor import Actor
from core.audit import record
from core.errors import Conflict, Invalid, NotFound, Refused

LONGEST_NAME = 40
KEEPS_THE_KEYS = "admin"


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
    must_change: bool = False,
) -> Staff:
    """Somebody who can sign in, with a first role; raises `Refused`, `Invalid` or `Conflict`.

    `must_change`: the password is one that somebody else knows.
    """
    actor.require("staff.edit", area=area_path, office=office_id)
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise Invalid("name", f"姓名要 1 到 {LONGEST_NAME} 个字。")
    check_password(password, name)
    _check_role(role, office_id)
    # Before the first statement: a hash takes long, and SQLite has one writer.
    hashed = hash_password(password)
    if find_staff(db, name):
        raise Conflict("已经有同名的工作人员。")
    staff = Staff(name=name, password_hash=hashed, password_expired=must_change, created_at=now)
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
    actor.require("staff.edit", area=area_path, office=office_id)
    _check_role(role, office_id)
    known = [(row.role, row.area_path, row.office_id) for row in roles_of(db, staff)]
    if (role, area_path, office_id) in known:
        raise Conflict("已经有这个角色。")
    given = StaffRole(staff_id=staff.id, role=role, area_path=area_path, office_id=office_id)
    db.add(given)
    db.flush()
    facts = {"role": role, "area": area_path, "office": office_id}
    record(db, actor, "staff.add_role", f"staff:{staff.id}", facts, now=now)
    end_all(db, staff, actor=actor, now=now)
    return given


def take_role(db: Session, staff: Staff, role_id: int, *, actor: Actor, now: datetime) -> None:
    """A role less; the last admin stays one."""
    given = next((row for row in roles_of(db, staff) if row.id == role_id), None)
    if given is None:
        raise NotFound("没有这个角色。")
    actor.require("staff.edit", area=given.area_path, office=given.office_id)
    if given.role == KEEPS_THE_KEYS:
        _require_other_admin(db, staff)
    facts = {"role": given.role, "area": given.area_path, "office": given.office_id}
    db.delete(given)
    db.flush()
    record(db, actor, "staff.take_role", f"staff:{staff.id}", facts, now=now)
    end_all(db, staff, actor=actor, now=now)


def disable(db: Session, staff: Staff, *, actor: Actor, now: datetime) -> None:
    """He can sign in no more; what he did keeps his name. Nobody disables himself."""
    require_over(db, staff, actor=actor)
    if (actor.kind, actor.id) == ("staff", staff.id):
        raise Conflict("不能停用自己的账号。")
    if any(row.role == KEEPS_THE_KEYS for row in roles_of(db, staff)):
        _require_other_admin(db, staff)
    staff.active = False
    _changed(db, staff, "staff.disable", actor, now)


def enable(db: Session, staff: Staff, *, actor: Actor, now: datetime) -> None:
    """He can sign in again, with the roles he had."""
    require_over(db, staff, actor=actor)
    staff.active = True
    _changed(db, staff, "staff.enable", actor, now)


def reset_password(db: Session, staff: Staff, hashed: str, *, actor: Actor, now: datetime) -> None:
    """A password that somebody else knows: the first thing he does is to choose another.

    `hashed` was made (`make_password`) and hashed before the first statement: that takes long.
    """
    require_over(db, staff, actor=actor)
    staff.password_hash, staff.password_expired = hashed, True
    _changed(db, staff, "staff.reset_password", actor, now)


def change_password(
    db: Session, staff: Staff, old: str, new: str, *, actor: Actor, now: datetime
) -> None:
    """One's own password; raises `Invalid`. All sessions end, this one too."""
    if (actor.kind, actor.id) != ("staff", staff.id):
        raise Refused()
    if not is_password(old, staff.password_hash):
        raise Invalid("old", "现在的密码不对。")
    if new == old:
        raise Invalid("new", "新密码要和现在的不一样。")
    try:
        check_password(new, staff.name)
    except Invalid as error:
        raise Invalid("new", error.sentence) from None
    staff.password_hash, staff.password_expired = hash_password(new), False
    _changed(db, staff, "staff.change_password", actor, now)


def find_staff(db: Session, name: str) -> Staff | None:
    """The staff of that name, active or not."""
    return db.scalars(select(Staff).where(Staff.name == name)).first()


def get_staff(db: Session, public_id: str, *, actor: Actor) -> Staff:
    """The staff of that id; raises `NotFound` alike for none and for somebody one has no
    business with."""
    staff = db.scalars(select(Staff).where(Staff.public_id == public_id)).first()
    if staff is None or not covers_all(actor, roles_of(db, staff)):
        raise NotFound("没有这位工作人员。")
    return staff


def list_staff(db: Session, *, actor: Actor) -> list[tuple[Staff, list[StaffRole]]]:
    """All whom the actor may change, by name, with their roles."""
    every = db.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name)).all()
    roles: dict[int, list[StaffRole]] = {staff.id: [] for staff in every}
    for row in db.scalars(select(StaffRole).order_by(StaffRole.id)):
        roles[row.staff_id].append(row)
    return [(one, roles[one.id]) for one in every if covers_all(actor, roles[one.id])]


def _changed(db: Session, staff: Staff, action: str, actor: Actor, now: datetime) -> None:
    staff.version += 1
    db.flush()
    record(db, actor, action, f"staff:{staff.id}", now=now)
    end_all(db, staff, actor=actor, now=now)


def _require_other_admin(db: Session, staff: Staff) -> None:
    """Raises `Conflict` where nobody else could let anybody in."""
    others = (
        select(func.count())
        .select_from(StaffRole)
        .join(Staff, Staff.id == StaffRole.staff_id)
        .where(
            StaffRole.role == KEEPS_THE_KEYS,
            StaffRole.area_path == "",
            StaffRole.office_id.is_(None),
            Staff.active,
            Staff.id != staff.id,
        )
    )
    if not db.scalar(others):
        raise Conflict("这是最后一位管理员，要先有另一位管理员。")


def _check_role(role: str, office_id: int | None) -> None:
    if role not in ROLES:
        raise Invalid("role", "没有这个角色。")
    if role in NEEDS_OFFICE and office_id is None:
        raise Invalid("office", "合作单位的人要选一个承办单位。")
    if role in WITHOUT_OFFICE and office_id is not None:
        raise Invalid("office", "值班按区域分，不分单位，请不要选单位。")
