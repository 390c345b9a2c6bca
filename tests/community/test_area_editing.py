"""An admin changes the tree of areas, on both databases."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community.area_editing import (
    EDIT,
    SEE,
    AreaContent,
    change_area,
    content_of,
    create_areas,
    get_area,
    restore_area,
    retire_area,
)
from community.loading import load_starter
from community.models import Area, Office
from community.setup import Setup, load_setup
from core.actor import OPERATOR, Actor, rights
from core.audit import AuditRow
from core.errors import Conflict, Invalid, NotFound, Refused
from core.versions import version_of

GetArea = Callable[[str], Area]


@pytest.fixture
def area(db: Session, setup: Setup) -> GetArea:
    """The starter's area of a key."""
    assert setup.areas
    return lambda key: db.scalars(select(Area).where(Area.key == key)).one()


def test_twenty_buildings_are_added_in_one_line(db: Session, area: GetArea, now: datetime) -> None:
    before = version_of(db, "community")
    grid = area("anning")
    made = create_areas(db, grid, "楼栋", ["31-50号楼", "东平房"], actor=OPERATOR, now=now)
    assert [one.name for one in made][::10] == ["31号楼", "41号楼", "东平房"]
    areas = load_setup(db).areas
    found = areas.named("安宁社区50栋")[0]
    assert areas.name_of(found.id) == "安宁社区50号楼"
    assert areas.by_scene(made[19].scene or "") == found
    assert version_of(db, "community") > before
    assert db.scalars(select(AuditRow.action)).all().count("area.create") == 21


def test_who_lives_there_reads_the_new_name_and_values(
    db: Session, area: GetArea, now: datetime
) -> None:
    home = area("xingfuli")
    scene = home.scene
    content = AreaContent("幸福新村社区", ("幸福新村",), {"社区电话": " 甲 ", "值班电话": ""})
    change_area(db, home, content, version=home.version, actor=OPERATOR, now=now)
    areas = load_setup(db).areas
    building = next(one for one in areas if one.key == "xingfuli-1-b3")
    assert areas.name_of(building.id) == "幸福新村社区3号楼"
    assert areas.placeholders(building.id) == {"社区电话": "甲"}
    assert content_of(home) == AreaContent("幸福新村社区", ("幸福新村",), {"社区电话": "甲"})
    assert home.scene == scene, "codes that hang in the street stay good"
    facts = db.scalars(select(AuditRow.facts).where(AuditRow.action == "area.change")).one()
    assert facts["name"] == ["幸福里社区", "幸福新村社区"]
    assert facts["values"] == ["社区电话"], "what stands for it may be somebody's number"
    load_starter(db, demo=True, now=now)
    assert area("xingfuli").name == "幸福新村社区", "an upgrade leaves it alone"


def test_an_area_of_ones_own_gets_no_example_values(
    db: Session, setup: Setup, now: datetime
) -> None:
    assert setup.areas
    made = create_areas(db, None, "镇", ["白马镇"], actor=OPERATOR, now=now)[0]
    load_starter(db, demo=True, now=now)
    assert made.filled == {}


def test_the_newer_version_is_not_overwritten(db: Session, area: GetArea, now: datetime) -> None:
    home = area("xingfuli")
    read = home.version
    change_area(db, home, AreaContent("甲社区"), version=read, actor=OPERATOR, now=now)
    with pytest.raises(Conflict):
        change_area(db, home, AreaContent("乙社区"), version=read, actor=OPERATOR, now=now)
    assert home.name == "甲社区"


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ([], "names"),
        (["  "], "names"),
        (["幸福里"], "names"),
        (["3栋"], "names"),
        (["长" * 21], "names"),
        (["9-1号楼"], "names"),
        (["1-500号楼"], "names"),
    ],
)
def test_names_that_mean_nothing_or_another_are_refused(
    db: Session, area: GetArea, names: list[str], field: str, now: datetime
) -> None:
    grid = area("xingfuli-1")
    with pytest.raises(Invalid) as caught:
        create_areas(db, grid, "楼栋", names, actor=OPERATOR, now=now)
    assert caught.value.field == field


def test_two_communities_may_both_have_a_third_building(
    db: Session, area: GetArea, now: datetime
) -> None:
    made = create_areas(db, area("anning"), "楼栋", ["3号楼"], actor=OPERATOR, now=now)
    assert made[0].path.startswith(area("anning").path)


def test_a_village_does_not_lie_in_a_building(db: Session, area: GetArea, now: datetime) -> None:
    with pytest.raises(Invalid, match="类型"):
        create_areas(db, area("xingfuli-1-b3"), "村", ["白云村"], actor=OPERATOR, now=now)
    with pytest.raises(Invalid, match="类型"):
        create_areas(db, None, "楼栋", ["1号楼"], actor=OPERATOR, now=now)


def test_an_area_goes_when_nothing_is_left_in_it_and_comes_back(
    db: Session, area: GetArea, now: datetime
) -> None:
    grid, building = area("xingfuli-1"), area("xingfuli-1-b3")
    with pytest.raises(Conflict, match="号楼"):
        retire_area(db, grid, actor=OPERATOR, now=now)
    retire_area(db, building, actor=OPERATOR, now=now)
    areas = load_setup(db).areas
    assert areas.by_scene(building.scene or "") is None
    assert areas.name_of(building.id) == "幸福里社区3号楼", "old cases still say where"
    create_areas(db, grid, "楼栋", ["3号楼"], actor=OPERATOR, now=now)
    with pytest.raises(Conflict, match="分不清"):
        restore_area(db, building, actor=OPERATOR, now=now)
    other = area("xingfuli-1-b2")
    retire_area(db, other, actor=OPERATOR, now=now)
    restore_area(db, other, actor=OPERATOR, now=now)
    assert load_setup(db).areas.by_scene(other.scene or "") is not None


def test_an_area_with_an_office_and_the_last_root_stay(
    db: Session, area: GetArea, now: datetime
) -> None:
    village = next(
        one for one in db.scalars(select(Area)) if one.kind == "村" and one.key != "xingfuli"
    )
    for below in db.scalars(select(Area).where(Area.parent_id == village.id)).all():
        retire_area(db, below, actor=OPERATOR, now=now)
    with pytest.raises(Conflict, match="单位"):
        retire_area(db, village, actor=OPERATOR, now=now)
    for office in db.scalars(select(Office)):
        office.active = False
    for row in db.scalars(select(Area).order_by(Area.path.desc())).all():
        if row.parent_id is not None and row.active:
            retire_area(db, row, actor=OPERATOR, now=now)
    retire_area(db, area("qingshui-town"), actor=OPERATOR, now=now)
    with pytest.raises(Conflict, match="最后一个"):
        retire_area(db, area("xingfu-street"), actor=OPERATOR, now=now)


def test_nobody_touches_another_areas_tree(db: Session, area: GetArea, now: datetime) -> None:
    mine, theirs = area("xingfuli"), area("anning")
    admin = Actor("staff", 1, rights(["community.edit", "area.see"], mine.path))
    assert get_area(db, "xingfuli", EDIT, actor=admin) == mine
    for key in ("anning", "nowhere"):
        with pytest.raises(NotFound):
            get_area(db, key, SEE, actor=admin)
    with pytest.raises(Refused):
        create_areas(db, theirs, "网格", ["第九网格"], actor=admin, now=now)
    with pytest.raises(Refused):
        create_areas(db, None, "镇", ["白马镇"], actor=admin, now=now)
    with pytest.raises(Refused):
        change_area(db, theirs, AreaContent("我的"), version=1, actor=admin, now=now)
    for change in (retire_area, restore_area):
        with pytest.raises(Refused):
            change(db, theirs, actor=admin, now=now)
    assert create_areas(db, mine, "网格", ["第九网格"], actor=admin, now=now)
