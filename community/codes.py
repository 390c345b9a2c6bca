"""The QR codes of areas: a scene for each, and what WeChat's code of that scene says."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from community.area_editing import EDIT
from community.models import Area
from core.actor import Actor
from core.audit import record
from core.tasks import Task, queue_task

KIND = "area_codes"


def order_codes(db: Session, area: Area, *, actor: Actor, now: datetime) -> Task:
    """Have the worker ask WeChat for the codes of the area and all below. Raises `Refused`."""
    actor.require(EDIT, area=area.path)
    task = queue_task(db, KIND, {"area": area.id}, now=now)
    record(db, actor, "area.order_codes", f"area:{area.id}", now=now)
    return task


def find_order(db: Session, public_id: str, area: Area) -> Task | None:
    """The order of that id, if it was for this area."""
    found = db.scalars(select(Task).where(Task.public_id == public_id, Task.kind == KIND)).first()
    return found if found is not None and found.arguments.get("area") == area.id else None


def areas_within(db: Session, area: Area) -> list[Area]:
    """The area and all active ones below it, parents before their children."""
    within = Area.path.startswith(area.path, autoescape=True)
    rows = db.scalars(select(Area).where(within, Area.active | (Area.id == area.id)))
    return sorted(rows, key=lambda row: [int(part) for part in row.path.split("/") if part])


def without_code(db: Session, area_id: int) -> list[tuple[int, str]]:
    """Id and scene of the areas there whose codes have not been fetched; every one has a scene."""
    area = db.get_one(Area, area_id)
    found = [row for row in areas_within(db, area) if not row.code_url]
    for row in found:
        row.scene = row.scene or row.key
    return [(row.id, row.scene or row.key) for row in found]


def keep_code(db: Session, area_id: int, url: str) -> None:
    """Keep what the code says."""
    db.execute(update(Area).where(Area.id == area_id).values(code_url=url))
