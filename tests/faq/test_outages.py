"""Notes about outages: who may write them, what they must say, and which one holds where."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from community.models import Kind, Topic
from core.actor import OPERATOR, Actor, rights
from core.errors import Conflict, Invalid, NotFound, Refused
from faq.models import Outage
from faq.outages import (
    OutageContent,
    change_outage,
    content_of,
    create_outage,
    end_outage,
    get_outage,
    list_outages,
)
from faq.standing import load_outages

XIAOLI = Actor("staff", 3, rights(["outage.edit"]))
# Somebody of 安宁 alone.
ANNING = Actor("staff", 4, rights(["outage.edit"], area="1/3/"))
WATER, LIFT = 1, 2


@pytest.fixture
def content(db: Session, areas: dict[str, int], now: datetime) -> OutageContent:
    """The water is off in 幸福里 for three hours."""
    for number, name in ((WATER, "停水"), (LIFT, "电梯")):
        topic = Topic(id=number, key=f"t{number}", name=name, kind=Kind.REPAIR, function="water")
        topic.accept_within = topic.resolve_within = "4h"
        db.add(topic)
    db.flush()
    until = now + timedelta(hours=3)
    return OutageContent("水管抢修，正在停水。", (WATER,), areas["幸福里"], now, until)


def test_it_holds_from_then_until_then_there_and_on_its_topics(
    db: Session, content: OutageContent, areas: dict[str, int], now: datetime
) -> None:
    later = replace(content, from_at=now + timedelta(hours=1))
    create_outage(db, later, actor=XIAOLI, now=now)
    standing = load_outages(db)
    here, there = [areas["3号楼"], areas["幸福里"], areas["街道"]], [areas["安宁"], areas["街道"]]
    hour = timedelta(hours=1)
    assert standing.find([WATER], here, now) is None
    assert standing.find([WATER], here, now + hour) is not None
    assert standing.find([WATER], here, now + 3 * hour) is None
    assert standing.find([LIFT], here, now + hour) is None
    assert standing.find([WATER], there, now + hour) is None
    assert standing.find([WATER], None, now + hour) is not None


def test_the_nearest_area_speaks_then_the_newest(
    db: Session, content: OutageContent, areas: dict[str, int], now: datetime
) -> None:
    for area, text in ((None, "到处"), (areas["街道"], "街道"), (areas["幸福里"], "旧的")):
        create_outage(db, replace(content, area_id=area, text=text), actor=XIAOLI, now=now)
    create_outage(db, replace(content, text="新的"), actor=XIAOLI, now=now)
    standing = load_outages(db)

    def told(*chain: int) -> str:
        found = standing.find([WATER], chain, now)
        assert found is not None
        return found.text

    assert told(areas["幸福里"], areas["街道"]) == "新的"
    assert told(areas["安宁"], areas["街道"]) == "街道"
    assert told(99) == "到处"


def test_ended_it_answers_no_longer_and_changed_it_holds_again(
    db: Session, content: OutageContent, areas: dict[str, int], now: datetime
) -> None:
    outage = create_outage(db, content, actor=XIAOLI, now=now)
    end_outage(db, outage, actor=XIAOLI, now=now)
    assert load_outages(db).holding(now) == []
    end_outage(db, outage, actor=XIAOLI, now=now + timedelta(hours=1))
    assert outage.ended_at == now
    assert list_outages(db, actor=XIAOLI, now=now) == []
    assert list_outages(db, actor=XIAOLI, now=now, over=True) == [outage]
    longer = replace(content_of(outage), until_at=now + timedelta(hours=9))
    change_outage(db, outage, longer, version=outage.version, actor=XIAOLI, now=now)
    (standing,) = load_outages(db).holding(now + timedelta(hours=8))
    assert standing.area_id == areas["幸福里"]


def test_a_newer_version_of_somebody_else_is_not_overwritten(
    db: Session, content: OutageContent, now: datetime
) -> None:
    outage = create_outage(db, content, actor=XIAOLI, now=now)
    read = outage.version
    change_outage(db, outage, content, version=read, actor=XIAOLI, now=now)
    with pytest.raises(Conflict):
        change_outage(db, outage, content, version=read, actor=XIAOLI, now=now)


def test_who_may_write_for_one_community_may_not_for_another_nor_for_all(
    db: Session, content: OutageContent, areas: dict[str, int], now: datetime
) -> None:
    own = create_outage(db, replace(content, area_id=areas["安宁"]), actor=ANNING, now=now)
    for area in (areas["幸福里"], None):
        with pytest.raises(Refused):
            create_outage(db, replace(content, area_id=area), actor=ANNING, now=now)
        moved = replace(content, area_id=area)
        with pytest.raises(Refused):
            change_outage(db, own, moved, version=own.version, actor=ANNING, now=now)
    other = create_outage(db, content, actor=XIAOLI, now=now)
    with pytest.raises(Refused):
        end_outage(db, other, actor=ANNING, now=now)
    assert list_outages(db, actor=ANNING, now=now) == [own]
    assert list_outages(db, actor=XIAOLI, now=now) == [other, own]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("text", {"text": " \n "}),
        ("text", {"text": "停" * 201}),
        ("topic_ids", {"topic_ids": ()}),
        ("topic_ids", {"topic_ids": (WATER, 99)}),
        ("area_id", {"area_id": 99}),
        ("until_at", {"until_at": datetime.fromisoformat("2026-11-23T01:00:00+00:00")}),
        ("until_at", {"until_at": datetime.fromisoformat("2027-01-23T01:00:00+00:00")}),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_sentence(
    db: Session, content: OutageContent, now: datetime, field: str, change: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused:
        create_outage(db, replace(content, **change), actor=OPERATOR, now=now)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert db.query(Outage).count() == 0


def test_it_is_found_by_its_public_id(db: Session, content: OutageContent, now: datetime) -> None:
    outage = create_outage(db, content, actor=XIAOLI, now=now)
    assert get_outage(db, outage.public_id) is outage
    with pytest.raises(NotFound):
        get_outage(db, "nothing")
