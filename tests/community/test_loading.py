"""The starter pack comes in once, and never over what staff have written."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from community.loading import load_starter
from community.models import Area, CalendarDay, EmergencyGroup, Office, OwnText, Topic
from community.setup import Setup, load_setup
from core.audit import AuditRow
from core.versions import version_of


def test_a_second_start_changes_nothing(db: Session, now: datetime) -> None:
    assert load_starter(db, demo=True, now=now) > 100
    before = version_of(db, "community")
    assert load_starter(db, demo=True, now=now) == 0
    assert version_of(db, "community") == before
    assert db.scalar(select(func.count()).select_from(AuditRow)) == 1


def test_everything_of_the_pack_is_there(setup: Setup, db: Session) -> None:
    for model in (Area, Office, Topic, CalendarDay, EmergencyGroup):
        assert db.scalar(select(func.count()).select_from(model)), model.__tablename__
    building = next(area for area in setup.areas if area.key == "xingfuli-1-b3")
    keys = [area.key for area in setup.areas.ancestors(building.id)]
    assert keys == ["xingfuli-1-b3", "xingfuli-1", "xingfuli", "xingfu-street"]
    assert setup.areas.named("3号楼 幸福里")[0] == building
    lift = next(topic for topic in setup.topics.values() if topic.key == "lift")
    assert (lift.kind, lift.urgency, lift.asks) == ("报修", "urgent", ("place", "photo"))
    assert all(office.area_id for office in setup.offices.values())


def test_the_pack_itself_fills_no_placeholder(setup: Setup) -> None:
    assert all(not setup.areas.placeholders(area.id) for area in setup.areas)


def test_a_demonstration_says_of_every_value_that_it_is_an_example(
    db: Session, now: datetime
) -> None:
    load_starter(db, demo=True, now=now)
    areas = load_setup(db).areas
    for area in areas.neighbourhoods():
        values = areas.placeholders(area.id)
        assert "社区电话" in values
        assert all(value.startswith("示例") for value in values.values())


def test_what_staff_have_edited_stays(db: Session, now: datetime) -> None:
    load_starter(db, demo=False, now=now)
    area = db.scalars(select(Area).where(Area.key == "xingfuli")).one()
    topic = db.scalars(select(Topic).where(Topic.key == "lift")).one()
    area.name, area.version = "幸福新村社区", 2
    topic.name = "写错了的名字"
    load_starter(db, demo=True, now=now)
    assert area.name == "幸福新村社区"
    assert topic.name == "电梯故障", "a row nobody edited follows the pack"


def test_the_offices_own_words_replace_the_products(db: Session, now: datetime) -> None:
    db.add(OwnText(key="ask.action", text="回复 1 就登记。", changed_at=now))
    db.flush()
    assert load_setup(db).texts._own == {"ask.action": "回复 1 就登记。"}
