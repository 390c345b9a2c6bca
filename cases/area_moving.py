"""An area moved below another one, with all that lies in it: its cases and who works there."""

from datetime import datetime

from sqlalchemy import func, literal, select, update
from sqlalchemy.orm import Session

from accounts.models import StaffRole
from cases.models import Case
from community.area_editing import EDIT, check_name
from community.editing import begin, finish
from community.kinds import area_kinds_below
from community.models import Area
from core.actor import Actor, is_within
from core.errors import Invalid


def move_area(
    db: Session, area: Area, parent: Area, *, version: int, actor: Actor, now: datetime
) -> Area:
    """Put the area below another parent, over the version that was read, else `Conflict`.

    Homes, entries and printed codes follow by themselves; cases, and roles given for an area in
    it, are moved with it. Looks at personal fields stay where they were. Raises `Refused` (for
    either place) or `Invalid`.
    """
    actor.require(EDIT, area=area.path)
    actor.require(EDIT, area=parent.path)
    begin(db, area, version)
    db.refresh(parent)
    if not may_hold(parent, area):
        raise Invalid("parent", "不能放到那里。")
    before = area.parent_id
    area.parent_id = parent.id
    db.flush()
    check_name(db, area, "parent")
    old, new = area.path, f"{parent.path}{area.id}/"
    for column in (Area.path, StaffRole.area_path, Case.area_path):
        table = column.class_
        moved = literal(new) + func.substr(column, len(old) + 1)
        within = column.startswith(old, autoescape=True)
        db.execute(
            update(table)
            .where(within)
            .values({column: moved})
            .execution_options(synchronize_session="fetch")
        )
    db.refresh(area)
    facts = {"name": area.name, "parent": [before, parent.id]}
    finish(db, "area.move", f"area:{area.id}", facts, actor=actor, now=now)
    return area


def places_for(db: Session, area: Area, *, actor: Actor) -> list[Area]:
    """The areas below which it may be moved, in the order of the tree."""
    rows = db.scalars(select(Area).where(Area.active, Area.id != (area.parent_id or 0)))
    fit = [row for row in rows if may_hold(row, area) and actor.may(EDIT, area=row.path)]
    return sorted(fit, key=lambda row: [int(part) for part in row.path.split("/") if part])


def may_hold(parent: Area, area: Area) -> bool:
    """Whether the area could lie right below that one."""
    fits = area.kind in area_kinds_below(parent.kind)
    return parent.active and fits and not is_within(parent.path, area.path)
