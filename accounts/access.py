"""查看记录: who has looked at which personal field of whom, when and why."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from accounts.models import AccessRow, Staff
from accounts.roles import role_behind, roles_of
from core.actor import Actor, Right
from core.errors import Invalid, Refused

SEE = "access.see"
# Why somebody may look: a list, so that nobody writes a name into a reason.
PURPOSES = {
    "contact": "联系居民",
    "visit": "上门办理",
    "handover": "转交承办单位",
    "verify": "核对情况",
    "callback": "回访",
    "emergency": "紧急情况",
}
SHOWN = {
    "phone": "电话",
    "name": "姓名",
    "place": "住址",
    "words": "原话里的号码",
    "said": "原话",
}


def log_access(
    db: Session,
    residents: Iterable[int | None],
    right: str,
    *,
    area: str | None,
    office: int | None,
    subject: str,
    shown: str,
    purpose: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Write down that the field of these residents is being looked at; commit before showing it.

    Raises `Refused`, or `Invalid` for a purpose or field that is not on the list.
    """
    actor.require(right, area=area, office=office)
    if purpose not in PURPOSES:
        raise Invalid("purpose", "请选一个查看的原因。")
    if shown not in SHOWN:
        raise Invalid("shown", "没有这一项。")
    role, own_office = _acting_as(db, actor, right, area, office)
    db.add_all(
        AccessRow(
            at=now,
            actor_kind=actor.kind,
            actor_id=actor.id,
            role=role,
            area_path=area or "",
            office_id=own_office or office,
            resident_id=resident_id,
            subject=subject,
            shown=shown,
            purpose=purpose,
        )
        for resident_id in set(residents) or {None}
    )
    db.flush()


def accesses_of(db: Session, resident_id: int, *, limit: int = 5) -> list[AccessRow]:
    """Who has looked at a resident's fields, newest first."""
    own = select(AccessRow).where(AccessRow.resident_id == resident_id)
    return list(db.scalars(own.order_by(AccessRow.at.desc(), AccessRow.id.desc()).limit(limit)))


def count_accesses(db: Session, resident_id: int) -> int:
    """How often anybody has looked at them."""
    own = select(func.count()).select_from(AccessRow).where(AccessRow.resident_id == resident_id)
    return db.scalar(own) or 0


def list_accesses(
    db: Session, *, actor: Actor, before: int | None = None, limit: int = 50
) -> list[AccessRow]:
    """All looks in the areas and offices the actor may know of, newest first and older than the
    row of the id `before`; raises `Refused`."""
    seeing = [right for right in actor.rights if right.name in (SEE, "*")]
    if not seeing:
        raise Refused()
    rows = select(AccessRow).where(or_(*(_covered(right) for right in seeing)))
    if before is not None:
        rows = rows.where(AccessRow.id < before)
    return list(db.scalars(rows.order_by(AccessRow.id.desc()).limit(limit)))


def _covered(right: Right) -> ColumnElement[bool]:
    in_area = AccessRow.area_path.startswith(right.area, autoescape=True)
    of_office = AccessRow.office_id == right.office if right.office is not None else true()
    return and_(in_area, of_office)


def _acting_as(
    db: Session, actor: Actor, right: str, area: str | None, office: int | None
) -> tuple[str, int | None]:
    """By which role of his, and for which office, he may."""
    staff = db.get(Staff, actor.id) if actor.kind == "staff" and actor.id else None
    row = role_behind(roles_of(db, staff), right, area, office) if staff else None
    return (row.role, row.office_id) if row else (actor.kind, None)
