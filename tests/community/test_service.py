"""Filling an area's placeholders."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import Area
from community.service import fill_values
from community.setup import Setup, load_setup
from core.actor import OPERATOR, Actor, rights
from core.audit import AuditRow
from core.errors import Invalid, Refused
from core.versions import version_of


@pytest.fixture
def home(db: Session, setup: Setup) -> Area:
    """幸福里."""
    assert setup.areas
    return db.scalars(select(Area).where(Area.key == "xingfuli")).one()


def test_a_value_filled_once_is_everywhere_below(db: Session, home: Area, now: datetime) -> None:
    before = version_of(db, "community")
    fill_values(db, home, {"社区电话": " 甲 ", "值班电话": "乙"}, actor=OPERATOR, now=now)
    fill_values(db, home, {"值班电话": ""}, actor=OPERATOR, now=now)
    areas = load_setup(db).areas
    building = next(area for area in areas if area.key == "xingfuli-1-b3")
    assert areas.placeholders(building.id) == {"社区电话": "甲"}
    assert version_of(db, "community") > before
    assert db.scalars(select(AuditRow.action)).all().count("area.fill") == 2


def test_only_who_may_edit_this_area_may_fill_it(
    db: Session, home: Area, setup: Setup, now: datetime
) -> None:
    calm = next(area for area in setup.areas if area.key == "anning")
    admin = Actor("staff", 1, rights(["community.edit"], calm.path))
    for actor in (admin, Actor("staff", 2)):
        with pytest.raises(Refused):
            fill_values(db, home, {"社区电话": "甲"}, actor=actor, now=now)


@pytest.mark.parametrize("values", [{"{x}": "甲"}, {"社区电话": "{甲}"}, {"社区电话": "甲" * 101}])
def test_a_value_can_not_smuggle_braces_or_a_novel(
    db: Session, home: Area, values: dict[str, str], now: datetime
) -> None:
    with pytest.raises(Invalid):
        fill_values(db, home, values, actor=OPERATOR, now=now)
