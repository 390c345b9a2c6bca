"""No change of the setup leaves a topic without its office, or a case without an owner."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from cases.catalogue import load_catalogue
from cases.catalogue_editing import publish_rules
from cases.models import CaseState
from cases.wholeness import keep_whole, retire_office
from community.models import Office, Topic
from community.office_editing import restore_office
from community.setup import load_setup
from core.actor import OPERATOR
from core.errors import Conflict, Invalid, Refused
from tests.cases.people import World

GetOffice = Callable[[str], Office]


@pytest.fixture
def office(world: World) -> GetOffice:
    """The starter's office of a key."""
    return lambda key: world.db.scalars(select(Office).where(Office.key == key)).one()


def test_an_office_in_the_catalogue_is_not_retired(world: World, office: GetOffice) -> None:
    with pytest.raises(Conflict, match="派单目录"):
        retire_office(world.db, office("xingfuli-property"), actor=OPERATOR, now=world.now)
    with pytest.raises(Refused):
        retire_office(
            world.db,
            office("xingfuli-property"),
            actor=world.staff("admin", area="anning"),
            now=world.now,
        )


def test_an_office_with_open_cases_is_not_retired(world: World) -> None:
    opened = world.open("电梯坏了")
    row = world.db.get_one(Office, opened.office_id)
    rules = [
        replace(rule, office_id=world.office("xingfu-intake")) if rule.office_id == row.id else rule
        for rule in load_catalogue(world.db).rules
    ]
    publish_rules(world.db, rules, actor=OPERATOR, setup=load_setup(world.db), now=world.now)
    with pytest.raises(Conflict, match="没办完"):
        retire_office(world.db, row, actor=OPERATOR, now=world.now)
    opened.state = CaseState.WITHDRAWN
    retire_office(world.db, row, actor=OPERATOR, now=world.now)
    assert not load_setup(world.db).offices[row.id].active
    restore_office(world.db, row, actor=OPERATOR, now=world.now)
    assert load_setup(world.db).offices[row.id].active


def test_a_change_that_leaves_a_gap_is_refused_with_its_name(world: World) -> None:
    water = world.db.scalars(select(Topic).where(Topic.function == "water")).first()
    assert water

    def change(function: str) -> None:
        water.function = function

    keep_whole(world.db, "function", lambda: change("power"))
    with pytest.raises(Invalid, match="没有单位") as caught:
        keep_whole(world.db, "function", lambda: change("nobody"))
    assert caught.value.field == "function"
