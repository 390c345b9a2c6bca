"""An admin keeps the list of offices, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community.area_editing import EDIT, SEE
from community.loading import load_starter
from community.models import Office
from community.office_editing import (
    OfficeContent,
    change_office,
    content_of,
    create_office,
    get_office,
    restore_office,
)
from community.setup import Setup, load_setup
from core.actor import OPERATOR, Actor, rights
from core.audit import AuditRow
from core.errors import Conflict, Invalid, NotFound, Refused

GetOffice = Callable[[str], Office]


@pytest.fixture
def office(db: Session, setup: Setup) -> GetOffice:
    """The starter's office of a key."""
    assert setup.offices
    return lambda key: db.scalars(select(Office).where(Office.key == key)).one()


def test_an_office_is_added_and_changed_for_good(
    db: Session, office: GetOffice, now: datetime
) -> None:
    area = office("xingfuli-property").area_id
    content = OfficeContent("幸福里 车棚管理处", "其他单位", area, True, "8765 4321")
    made = create_office(db, content, actor=OPERATOR, now=now)
    assert content_of(made) == content
    new = replace(content, liaison="老赵", liaison_phone="8765 1234")
    change_office(db, made, new, version=made.version, actor=OPERATOR, now=now)
    facts = load_setup(db).offices[made.id]
    assert (facts.liaison, facts.partner, facts.active) == ("老赵", True, True)
    said = db.scalars(select(AuditRow.facts).where(AuditRow.action == "office.change")).one()
    assert said == {"liaison": "changed", "liaison_phone": "changed"}
    property_ = office("xingfuli-property")
    change_office(
        db,
        property_,
        replace(content_of(property_), name="新物业"),
        version=property_.version,
        actor=OPERATOR,
        now=now,
    )
    load_starter(db, demo=True, now=now)
    assert office("xingfuli-property").name == "新物业", "an upgrade leaves it alone"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "长" * 31),
        ("name", "安宁物业服务中心"),
        ("kind", "火星科"),
        ("area_id", 999_999),
        ("phone", "1" * 41),
        ("liaison", "赵" * 21),
    ],
)
def test_what_can_not_be_is_refused_by_its_field(
    db: Session, office: GetOffice, field: str, value: str | int, now: datetime
) -> None:
    row = office("xingfuli-property")
    content = replace(content_of(row), **{field: value})  # type: ignore[arg-type]
    with pytest.raises(Invalid) as caught:
        change_office(db, row, content, version=row.version, actor=OPERATOR, now=now)
    assert caught.value.field == field


def test_the_newer_version_is_not_overwritten(
    db: Session, office: GetOffice, now: datetime
) -> None:
    row = office("xingfuli-property")
    read, content = row.version, content_of(row)
    change_office(db, row, replace(content, phone="1"), version=read, actor=OPERATOR, now=now)
    with pytest.raises(Conflict):
        change_office(db, row, content, version=read, actor=OPERATOR, now=now)


def test_nobody_takes_an_office_of_another_area(
    db: Session, office: GetOffice, setup: Setup, now: datetime
) -> None:
    mine, theirs = office("xingfuli-property"), office("anning-property")
    path = setup.areas.get(mine.area_id).path
    admin = Actor("staff", 1, rights([EDIT, SEE], path))
    assert get_office(db, mine.key, EDIT, actor=admin) == mine
    for key in (theirs.key, "nowhere"):
        with pytest.raises(NotFound):
            get_office(db, key, SEE, actor=admin)
    away = replace(content_of(mine), area_id=theirs.area_id)
    here = replace(content_of(theirs), area_id=mine.area_id)
    for row, content in ((mine, away), (theirs, here)):
        with pytest.raises(Refused):
            change_office(db, row, content, version=row.version, actor=admin, now=now)
    with pytest.raises(Refused):
        create_office(db, replace(away, name="新的"), actor=admin, now=now)
    with pytest.raises(Refused):
        restore_office(db, theirs, actor=admin, now=now)
