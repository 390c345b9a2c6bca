"""What staff change must leave every topic with its office, and no case without an owner."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.catalogue import load_catalogue
from cases.catalogue_check import problems
from cases.models import Case
from cases.workflow import OPEN
from community.area_editing import EDIT
from community.editing import begin, finish
from community.models import Area, Office
from community.setup import load_setup
from core.actor import Actor
from core.errors import Conflict, Invalid

Made = TypeVar("Made")


def keep_whole(db: Session, field: str, change: Callable[[], Made]) -> Made:
    """Make the change, unless it leaves a gap in the catalogue that was not there before.

    Raises `Invalid` with the field and the first new gap; the caller rolls back.
    """
    before = set(_gaps(db))
    made = change()
    new = [gap for gap in _gaps(db) if gap not in before]
    if new:
        raise Invalid(field, f"这样改不行：{new[0]}")
    return made


def retire_office(db: Session, office: Office, *, actor: Actor, now: datetime) -> Office:
    """It gets no case any more; those of before keep its name. Raises `Refused`, or `Conflict`
    while the catalogue names it, cases are open there, or somebody would be left without."""
    area = db.get(Area, office.area_id)
    actor.require(EDIT, area=area.path if area else None)
    begin(db, office, None)
    if any(rule.office_id == office.id for rule in load_catalogue(db).rules):
        raise Conflict("派单目录里还写着它，请先在派单目录里换成别的单位。")
    its = Case.office_id == office.id
    if db.scalar(select(Case.id).where(its, Case.state.in_(OPEN)).limit(1)) is not None:
        raise Conflict("它还有没办完的工单，请先转办。")
    before = set(_gaps(db))
    office.active = False
    db.flush()
    new = [gap for gap in _gaps(db) if gap not in before]
    if new:
        raise Conflict(f"不能停用：{new[0]}")
    finish(db, "office.retire", f"office:{office.id}", {"name": office.name}, actor=actor, now=now)
    return office


def _gaps(db: Session) -> list[str]:
    db.flush()
    return problems(load_catalogue(db).rules, load_setup(db))
