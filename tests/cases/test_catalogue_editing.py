"""Editions of the routing catalogue: looked through, published, brought back."""

import pytest
from sqlalchemy import select

from cases.catalogue import Catalogue, RuleFacts, load_catalogue
from cases.catalogue_changes import line_changes, moved_topics, with_area
from cases.catalogue_check import problems
from cases.catalogue_editing import (
    get_edition,
    list_editions,
    publish_rules,
    restore_edition,
    rules_of,
)
from community.area_editing import create_areas
from community.models import Area
from community.setup import load_setup
from core.actor import OPERATOR, Actor, rights
from core.audit import AuditRow
from core.errors import Conflict, Invalid, NotFound, Refused
from core.versions import version_of
from tests.cases.people import World


def lift_to_committee(world: World) -> list[RuleFacts]:
    """The lifts of 幸福里 become its committee's."""
    area = world.area("xingfuli")
    own = [rule for rule in world.catalogue.rules if rule.area_id == area]
    functions = {rule.function: rule.office_id for rule in own if rule.function}
    topics = [(rule.topic_id, rule.office_id) for rule in own if rule.topic_id]
    lift = (world.topic("lift"), world.office("xingfuli-committee"))
    return with_area(world.catalogue.rules, area, functions, [*topics, lift])


def publish(world: World, rules: list[RuleFacts], read: int = 1) -> int:
    return publish_rules(
        world.db, rules, actor=OPERATOR, setup=world.setup, now=world.now, read=read
    )


def test_a_change_is_told_before_it_is_made(world: World) -> None:
    rules = lift_to_committee(world)
    assert [(one.before, one.after) for one in line_changes(world.catalogue.rules, rules)] == [
        (None, world.office("xingfuli-committee"))
    ]
    [moved] = moved_topics(world.catalogue, Catalogue(1, tuple(rules)), world.setup)
    assert (moved.topic.key, moved.areas) == ("lift", ("幸福里社区",))
    assert moved.before == world.office("xingfuli-property")
    assert moved_topics(world.catalogue, world.catalogue, world.setup) == []


def test_an_edition_holds_until_an_older_one_is_brought_back(world: World) -> None:
    before = version_of(world.db, "catalogue")
    publish(world, lift_to_committee(world))
    assert version_of(world.db, "catalogue") > before
    world.catalogue = load_catalogue(world.db)
    assert world.owner(world.open("电梯坏了")) == "xingfuli-committee"
    restore_edition(world.db, 1, actor=OPERATOR, setup=world.setup, now=world.now, read=2)
    world.catalogue = load_catalogue(world.db)
    assert world.owner(world.open("电梯坏了", by="张大爷")) == "xingfuli-property"
    editions = list_editions(world.db, actor=OPERATOR)
    assert [(one.edition, one.restores) for one in editions] == [(3, 1), (2, None), (1, None)]
    facts = [row for row in world.db.scalars(select(AuditRow.facts)) if "edition" in row]
    lift = [world.area("xingfuli"), world.topic("lift"), None, world.office("xingfuli-committee")]
    assert facts[1]["lines"] == [lift], "the log says which line became whose"


def test_of_two_who_publish_the_second_is_told(world: World) -> None:
    rules = lift_to_committee(world)
    publish(world, rules)
    with pytest.raises(Conflict):
        publish(world, list(world.catalogue.rules))
    assert len(rules_of(world.db, 2)) == len(rules)


def test_gaps_and_double_owners_are_never_published(world: World) -> None:
    rules = lift_to_committee(world)
    twice = RuleFacts(
        world.area("xingfuli"), world.office("xingfuli-property"), topic_id=world.topic("lift")
    )
    with pytest.raises(Invalid, match="写了 2 个单位"):
        publish(world, [*rules, twice])
    with pytest.raises(Invalid, match="没有单位"):
        publish(world, [rule for rule in rules if rule.function != "water"])
    assert load_catalogue(world.db).edition == 1


def test_a_town_still_without_offices_hinders_nobody_else(world: World) -> None:
    create_areas(world.db, None, "镇", ["白马镇"], actor=OPERATOR, now=world.now)
    villages = world.db.scalars(select(Area).where(Area.name == "白马镇")).one()
    create_areas(world.db, villages, "村", ["黑山村"], actor=OPERATOR, now=world.now)
    world.db.commit()
    setup = load_setup(world.db)
    assert any("黑山村" in fault for fault in problems(world.catalogue.rules, setup))
    rules = lift_to_committee(world)
    publish_rules(world.db, rules, actor=OPERATOR, setup=setup, now=world.now, read=1)
    fewer = [rule for rule in rules if rule.function != "water"]
    with pytest.raises(Invalid, match="幸福里社区"):
        publish_rules(world.db, fewer, actor=OPERATOR, setup=setup, now=world.now, read=2)


def test_only_who_may_change_all_of_it_reads_and_writes_editions(world: World) -> None:
    here = Actor("staff", 1, rights(["catalogue.edit"], world.path("xingfuli")))
    rules = list(world.catalogue.rules)
    for actor in (here, Actor("staff", 2)):
        with pytest.raises(Refused):
            publish_rules(world.db, rules, actor=actor, setup=world.setup, now=world.now)
        with pytest.raises(Refused):
            list_editions(world.db, actor=actor)
        with pytest.raises(NotFound):
            get_edition(world.db, 1, actor=actor)
    with pytest.raises(NotFound):
        restore_edition(world.db, 99, actor=OPERATOR, setup=world.setup, now=world.now, read=1)
