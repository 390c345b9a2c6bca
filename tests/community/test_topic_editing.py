"""An admin teaches the desk what residents report, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community.area_editing import EDIT
from community.loading import load_starter
from community.models import Topic
from community.setup import Setup, load_setup
from community.topic_editing import (
    TopicContent,
    change_topic,
    content_of,
    create_topic,
    get_topic,
    restore_topic,
    retire_topic,
)
from core.actor import OPERATOR, Actor, rights
from core.audit import AuditRow
from core.errors import Conflict, Invalid, NotFound, Refused

GetTopic = Callable[[str], Topic]
CHARGERS = TopicContent(
    name="充电桩故障",
    kind="报修",
    words=("充电桩坏了", " 充电枪拔不下来 ", "充电桩坏了"),
    urgency="normal",
    accept_within="4h",
    resolve_within="3d",
    clock="working",
    asks=("place", "photo"),
    function="property",
)


@pytest.fixture
def topic(db: Session, setup: Setup) -> GetTopic:
    """The starter's topic of a key."""
    assert setup.topics
    return lambda key: db.scalars(select(Topic).where(Topic.key == key)).one()


def found(db: Session, words: str) -> list[str]:
    """The topics that residents' words name."""
    return [one.topic.name for one in load_setup(db).topic_words.found(words)]


def test_a_new_topic_is_found_by_its_words(db: Session, topic: GetTopic, now: datetime) -> None:
    assert topic("lift")
    made = create_topic(db, CHARGERS, actor=OPERATOR, now=now)
    assert made.words == ["充电桩坏了", "充电枪拔不下来"]
    assert found(db, "3号楼充电桩坏了") == ["充电桩故障"]
    retire_topic(db, made, actor=OPERATOR, now=now)
    assert "充电桩故障" not in found(db, "3号楼充电桩坏了")
    assert load_setup(db).topics[made.id].name == "充电桩故障", "old cases keep its name"
    restore_topic(db, made, actor=OPERATOR, now=now)
    assert found(db, "3号楼充电桩坏了") == ["充电桩故障"]


def test_a_change_is_written_down_and_outlives_an_upgrade(
    db: Session, topic: GetTopic, now: datetime
) -> None:
    lift = topic("lift")
    read = lift.version
    content = replace(content_of(lift), accept_within="30m", asks=("photo", "place"))
    change_topic(db, lift, content, version=read, actor=OPERATOR, now=now)
    facts = db.scalars(select(AuditRow.facts).where(AuditRow.action == "topic.change")).one()
    assert facts == {"accept_within": ["1h", "30m"]}, "asked for the same, the order stays"
    load_starter(db, demo=True, now=now)
    assert topic("lift").accept_within == "30m"
    with pytest.raises(Conflict):
        change_topic(db, lift, content, version=read, actor=OPERATOR, now=now)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "电梯故障"),
        ("name", "长" * 21),
        ("kind", "闲聊"),
        ("words", ("路灯",)),
        ("words", ("灯",)),
        ("words", ("长" * 21,)),
        ("words", tuple(f"说法{number}" for number in range(101))),
        ("urgency", "very"),
        ("clock", "sundial"),
        ("accept_within", "0h"),
        ("accept_within", "4d"),
        ("accept_within", "None"),
        ("resolve_within", "999d"),
        ("asks", ("place", "photo", "phone")),
        ("asks", ("age",)),
        ("function", "magic"),
        ("complaint_about", "committee"),
    ],
)
def test_what_can_not_be_is_refused_by_its_field(
    db: Session, topic: GetTopic, field: str, value: object, now: datetime
) -> None:
    assert topic("lift")
    with pytest.raises(Invalid) as caught:
        create_topic(db, replace(CHARGERS, **{field: value}), actor=OPERATOR, now=now)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_a_word_taken_meanwhile_keeps_the_old_topic_away(
    db: Session, topic: GetTopic, now: datetime
) -> None:
    light = topic("street_light")
    retire_topic(db, light, actor=OPERATOR, now=now)
    create_topic(db, replace(CHARGERS, words=("路灯",)), actor=OPERATOR, now=now)
    with pytest.raises(Conflict, match="路灯"):
        restore_topic(db, light, actor=OPERATOR, now=now)


def test_topics_are_for_who_may_edit_everywhere(
    db: Session, topic: GetTopic, setup: Setup, now: datetime
) -> None:
    lift, path = topic("lift"), next(iter(setup.areas)).path
    admin = Actor("staff", 1, rights([EDIT], path))
    for key in ("lift", "nowhere"):
        with pytest.raises(NotFound):
            get_topic(db, key, EDIT, actor=admin)
    with pytest.raises(Refused):
        create_topic(db, CHARGERS, actor=admin, now=now)
    with pytest.raises(Refused):
        change_topic(db, lift, CHARGERS, version=lift.version, actor=admin, now=now)
    for change in (retire_topic, restore_topic):
        with pytest.raises(Refused):
            change(db, lift, actor=admin, now=now)
