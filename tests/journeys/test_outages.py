"""A known outage is told first, also to whom reports it, and stops a burst of cases."""

from datetime import timedelta

from community.models import Area, Topic
from core import clock
from core.actor import OPERATOR
from faq.models import Outage
from faq.outages import OutageContent, create_outage, end_outage
from tests.journeys.reading import number_in
from tests.journeys.town import Town


def announce(town: Town, text: str, topic: str, area: str | None) -> int:
    """The office makes an outage known for three hours; its row's id."""
    now = clock.now()
    with town.sessions.begin() as db:
        topic_id = db.query(Topic.id).filter_by(key=topic).scalar()
        area_id = db.query(Area.id).filter_by(key=area).scalar() if area else None
        until = now + timedelta(hours=3)
        content = OutageContent(text, (topic_id,), area_id, now, until)
        outage = create_outage(db, content, actor=OPERATOR, now=now).id
    town.parts.snapshots.outages.refresh()
    return outage


def test_it_answers_questions_and_reports_there_until_it_ends(town: Town) -> None:
    wang, luren = town.newcomer("xingfu-1"), town.newcomer("anning")
    outage = announce(town, "水管抢修，停水到下午五点。", "water_supply", "xingfuli")
    for words in ("家里没水了", "报修 3号楼2单元停水", "什么时候来水"):
        person = town.newcomer("xingfu-1")
        said = person.says(words)
        assert "幸福里社区：水管抢修，停水到下午五点。" in said, words
        assert "仍要登记，回复 1" in said
    assert "水管抢修" not in luren.says("家里没水了")
    assert "水管抢修" not in wang.says("电梯坏了找谁修")
    with town.sessions.begin() as db:
        end_outage(db, db.get_one(Outage, outage), actor=OPERATOR, now=clock.now())
    town.parts.snapshots.outages.refresh()
    assert "水管抢修" not in wang.says("家里没水了")


def test_a_burst_of_reports_opens_no_case_but_who_insists_gets_one(town: Town) -> None:
    announce(town, "变压器坏了，正在抢修。", "power_supply", "xingfuli")
    people = [town.newcomer("xingfu-1") for _ in range(12)]
    for person in people:
        assert "正在抢修" in person.says("报修 我家停电了")
    with town.sessions() as db:
        assert [town.cases_of(db, person) for person in people] == [[]] * 12
    said = people[0].says("1")
    with town.sessions() as db:
        (case,) = town.cases_of(db, people[0])
        assert (case.number, case.description) == (number_in(said), "我家停电了")
    # Who has registered it is told how it stands and isn't asked to do it again.
    people[0].says("取消")
    again = people[0].says("什么时候来电")
    assert "正在抢修" in again
    assert "仍要登记" not in again
    with town.sessions() as db:
        assert len(town.cases_of(db, people[0])) == 1


def test_who_says_it_twice_is_heard_as_on_any_day(town: Town) -> None:
    announce(town, "变压器坏了，正在抢修。", "power_supply", "xingfuli")
    wang = town.newcomer("xingfu-1")
    first = wang.says("停电了")
    assert "正在抢修" in first
    assert wang.says("停电打什么电话") != first


def test_an_unknown_home_is_told_with_the_areas_name(town: Town) -> None:
    announce(town, "水管抢修。", "water_supply", "anning")
    assert "安宁社区：水管抢修" in town.newcomer("").says("家里没水了")


def test_danger_is_met_before_any_outage(town: Town) -> None:
    announce(town, "变压器坏了，正在抢修。", "power_supply", None)
    said = town.newcomer("xingfu-1").says("停电了，变压器着火了")
    assert "119" in said
    assert "正在抢修" not in said
