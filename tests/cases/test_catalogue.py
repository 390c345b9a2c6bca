"""Every demand has exactly one office, and none judges itself."""

from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases import loading
from cases.catalogue import Catalogue, Route, RuleFacts, load_catalogue, resolve
from cases.catalogue_check import problems
from cases.catalogue_editing import publish_rules
from cases.models import CatalogueRule
from community.setup import Setup
from core.actor import OPERATOR, resident_actor
from core.errors import Invalid, Refused, Unavailable
from core.versions import version_of
from tests.cases import pack
from tests.cases.people import NOON, World

SETUP = pack.starter()
PACK = Catalogue(1, tuple(loading._rules(SETUP)))
TOPICS = sorted(topic.key for topic in SETUP.topics.values())
AREAS = sorted(area.key for area in SETUP.areas)


def routed(topic: str | None, area: str | None, *, complaint: bool = False) -> Route:
    own = pack.topic(topic) if topic else None
    return resolve(PACK, SETUP, own, pack.area_id(area) if area else None, complaint=complaint)


def owner(topic: str | None, area: str | None, *, complaint: bool = False) -> str:
    return SETUP.offices[routed(topic, area, complaint=complaint).office_id].key


@pytest.mark.parametrize(
    ("topic", "area", "office"),
    [
        ("lift", "xingfuli-1-b3", "xingfuli-property"),
        ("lift", "anning", "anning-property"),
        ("lift", "baiyun", "baiyun-committee"),
        ("lift", "xingfu-street", "xingfu-intake"),
        ("street_light", "xingfuli", "xingfu-city"),
        # A rule for the topic comes before one for the function.
        ("street_light", "baiyun-1", "baiyun-committee"),
        ("property_fee", "xingfuli-2-b5", "xingfuli-owners"),
        ("property_fee", "anning", "anning-committee"),
        ("water_supply", "anning-1", "xingfu-water"),
        (None, "xingfuli-1-b3", "xingfuli-intake"),
        (None, "baiyun-2", "baiyun-intake"),
        ("lift", None, "xingfu-intake"),
        (None, None, "xingfu-intake"),
    ],
)
def test_the_nearest_office_answers(topic: str | None, area: str | None, office: str) -> None:
    assert owner(topic, area) == office


@pytest.mark.parametrize(
    ("topic", "area", "office", "about"),
    [
        ("property_service", "xingfuli-1-b3", "xingfu-city", "xingfuli-property"),
        ("staff_service", "anning", "xingfu-supervision", "anning-committee"),
        ("staff_service", "baiyun", "qingshui-supervision", "baiyun-committee"),
        ("lift", "xingfuli", "xingfu-supervision", "xingfuli-property"),
        ("water_supply", "anning", "xingfu-supervision", "xingfu-water"),
        ("other", "xingfuli", "xingfu-supervision", "xingfuli-intake"),
    ],
)
def test_a_complaint_goes_above_the_office_it_is_about(
    topic: str, area: str, office: str, about: str
) -> None:
    route = routed(topic, area, complaint=True)
    assert SETUP.offices[route.office_id].key == office
    assert SETUP.offices[route.about_office_id or 0].key == about


@pytest.mark.parametrize("complaint", [False, True])
def test_nobody_is_without_an_office_and_none_judges_itself(complaint: bool) -> None:
    for topic, area in product([None, *TOPICS], [None, *AREAS]):
        route = routed(topic, area, complaint=complaint)
        assert SETUP.offices[route.office_id].active
        assert route.office_id != route.about_office_id, (topic, area)


@given(st.lists(st.sampled_from(PACK.rules)), st.sampled_from(TOPICS), st.sampled_from(AREAS))
def test_whatever_rules_are_left_there_is_one_office(
    rules: list[RuleFacts], topic: str, area: str
) -> None:
    left = Catalogue(1, tuple(rules))
    for complaint in (False, True):
        route = resolve(left, SETUP, pack.topic(topic), pack.area_id(area), complaint=complaint)
        assert route.office_id in SETUP.offices
        assert route.office_id != route.about_office_id


def test_an_office_that_closed_is_passed_over() -> None:
    gone = routed("lift", "xingfuli").office_id
    offices = {**SETUP.offices, gone: replace(SETUP.offices[gone], active=False)}
    route = resolve(
        PACK, replace(SETUP, offices=offices), pack.topic("lift"), pack.area_id("xingfuli")
    )
    assert SETUP.offices[route.office_id].key == "xingfu-intake"


def test_without_any_office_the_resident_is_told_to_call() -> None:
    with pytest.raises(Unavailable, match="打电话"):
        resolve(PACK, replace(SETUP, offices={}), pack.topic("lift"), pack.area_id("xingfuli"))


def test_the_pack_has_no_faults() -> None:
    assert problems(PACK.rules, SETUP) == []


def test_gaps_double_owners_and_names_of_nothing_are_found() -> None:
    lift = [rule for rule in PACK.rules if rule.function != "property"]
    assert "幸福里社区的电梯故障没有单位。" in problems(lift, SETUP)
    twice = [*PACK.rules, replace(PACK.rules[0], office_id=2)]
    assert any("写了 2 个单位" in found for found in problems(twice, SETUP))
    wrong = [
        RuleFacts(999, 1, function="property"),
        RuleFacts(pack.area_id("anning-1"), 999, function="property"),
        RuleFacts(1, 1, topic_id=999),
        RuleFacts(1, 1, function="nothing"),
        RuleFacts(1, 1),
    ]
    for rule in wrong:
        assert len(problems([*PACK.rules, rule], SETUP)) == 1, rule


def test_the_pack_comes_in_once(db: Session, world: World) -> None:
    assert load_catalogue(db).edition == 1
    before = version_of(db, "catalogue")
    assert loading.load_starter(db, now=NOON) == 0
    assert version_of(db, "catalogue") == before == (1,)
    assert db.scalar(select(func.count()).select_from(CatalogueRule)) == len(PACK.rules)
    assert len(world.catalogue.rules) == len(PACK.rules)


def test_a_new_edition_takes_over_and_the_old_one_stays(
    db: Session, setup: Setup, world: World
) -> None:
    rules = [
        replace(rule, office_id=world.office("xingfuli-committee"))
        if rule.function == "property" and rule.area_id == world.area("xingfuli")
        else rule
        for rule in world.catalogue.rules
    ]
    publish_rules(db, rules, actor=OPERATOR, setup=setup, now=NOON)
    newest = load_catalogue(db)
    assert newest.edition == 2
    route = resolve(newest, setup, setup.topics[world.topic("lift")], world.area("xingfuli"))
    assert route.office_id == world.office("xingfuli-committee")
    assert db.scalar(select(func.count()).select_from(CatalogueRule)) == 2 * len(rules)
    assert loading.load_starter(db, now=NOON) == 0, "what staff published stays"


def test_a_faulty_edition_is_refused_and_so_is_a_stranger(
    db: Session, setup: Setup, world: World
) -> None:
    now: datetime = NOON
    with pytest.raises(Invalid):
        publish_rules(db, [], actor=OPERATOR, setup=setup, now=now)
    with pytest.raises(Refused):
        publish_rules(db, world.catalogue.rules, actor=resident_actor(1), setup=setup, now=now)
