"""Grids are drawn anew: a building goes to another one, with its cases and who works there."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from accounts.models import Staff, StaffRole
from cases.area_moving import move_area, places_for
from community.models import Area
from community.setup import load_setup
from core.actor import OPERATOR
from core.audit import AuditRow
from core.errors import Conflict, Invalid, Refused
from tests.cases.people import World

GetArea = Callable[[str], Area]


@pytest.fixture
def area(world: World) -> GetArea:
    """The starter's area of a key."""
    return lambda key: world.db.scalars(select(Area).where(Area.key == key)).one()


def test_a_grid_takes_its_buildings_cases_and_people_along(world: World, area: GetArea) -> None:
    grid, calm = area("xingfuli-1"), area("anning")
    case = world.open("电梯坏了", home="xingfuli-1-b3")
    staff = Staff(name="网格员", password_hash="x", created_at=world.now)
    world.db.add(staff)
    world.db.flush()
    role = StaffRole(staff_id=staff.id, role="officer", area_path=grid.path)
    world.db.add(role)
    world.db.commit()
    with pytest.raises(Invalid, match="分不清"):
        move_area(world.db, grid, calm, version=grid.version, actor=OPERATOR, now=world.now)
    world.db.rollback()
    grid.name = "东区网格"
    world.db.commit()
    move_area(world.db, grid, calm, version=grid.version, actor=OPERATOR, now=world.now)
    world.db.expire_all()
    building = area("xingfuli-1-b3")
    assert grid.path == f"{calm.path}{grid.id}/"
    assert building.path == f"{grid.path}{building.id}/"
    assert (case.area_path, role.area_path) == (building.path, grid.path)
    assert load_setup(world.db).areas.name_of(building.id) == "安宁社区3号楼"
    facts = world.db.scalars(select(AuditRow.facts).where(AuditRow.action == "area.move")).one()
    assert facts["parent"][1] == calm.id


def test_an_area_goes_only_where_its_kind_may_lie(world: World, area: GetArea) -> None:
    grid, version = area("xingfuli-1"), area("xingfuli-1").version
    for key in ("xingfuli-1", "xingfuli-1-b3", "qingshui-town"):
        with pytest.raises(Invalid):
            move_area(world.db, grid, area(key), version=version, actor=OPERATOR, now=world.now)
        world.db.rollback()
    found = [one.key for one in places_for(world.db, grid, actor=OPERATOR)]
    assert found == ["anning"], "not where it is, nor into itself"


def test_both_places_and_the_version_are_asked_for(world: World, area: GetArea) -> None:
    grid, calm = area("xingfuli-1"), area("anning")
    for where in ("xingfuli", "anning"):
        admin = world.staff("admin", area=where)
        with pytest.raises(Refused):
            move_area(world.db, grid, calm, version=grid.version, actor=admin, now=world.now)
    assert places_for(world.db, grid, actor=world.staff("admin", area="xingfuli")) == []
    with pytest.raises(Conflict):
        move_area(world.db, grid, calm, version=99, actor=OPERATOR, now=world.now)
