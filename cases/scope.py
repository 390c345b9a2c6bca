"""Whose case it is: what an actor must see and be allowed before he changes a case."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.models import Case
from cases.queries import NO_SUCH_CASE, visible_to
from community.setup import Setup
from core.actor import Actor
from core.errors import NotFound

OWN, ON_BEHALF = "case.own", "case.handle"


def require_visible(db: Session, case: Case, actor: Actor) -> None:
    """Raises the same `NotFound` whether the case is another's or there is none."""
    db.flush()
    if db.scalar(select(Case.id).where(Case.id == case.id, visible_to(actor))) is None:
        raise NotFound(NO_SUCH_CASE)


def require_right(case: Case, right: str, *, actor: Actor, setup: Setup) -> None:
    """Raises `Refused`; for what is a resident's own business staff act on his behalf."""
    if right == OWN and actor.kind != "resident":
        right = ON_BEHALF
    actor.require(right, area=area_path(case, setup), office=case.office_id)


def area_path(case: Case, setup: Setup) -> str:
    """The case's area path, its office's as long as the area is unknown."""
    if case.area_path:
        return case.area_path
    office = setup.offices.get(case.office_id)
    area = setup.areas.find(office.area_id) if office else None
    return area.path if area else ""
