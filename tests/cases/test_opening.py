"""A demand becomes a case with a number, one office and a date."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cases import service
from cases.attachments import count_photos, note_attachment
from cases.events import timeline, verify_chain
from cases.models import Case, CaseReporter, CaseState
from cases.numbers import next_number
from cases.service import Demand
from community.models import Kind
from core.actor import resident_actor
from core.clock import day_of
from core.database import Sessions
from core.errors import Invalid, Refused
from tests.cases.people import ACCOUNT, NOON, World


def test_a_report_gets_number_office_and_date_in_one_turn(world: World) -> None:
    case = world.open("3号楼2单元电梯坏了")
    assert case.number == "20261123-0001"
    assert world.owner(case) == "xingfuli-property"
    assert (case.kind, case.state, case.urgency) == (Kind.REPAIR, CaseState.OPENED, "urgent")
    assert case.area_id == world.area("xingfuli-1-b3"), "the building within the home is meant"
    assert case.place == "3号楼2单元"
    assert case.due_at == NOON + timedelta(hours=24)
    assert case.accept_due_at == NOON + timedelta(hours=1)
    assert case.about_office_id is None
    assert world.steps(case) == ["open"]
    assert verify_chain(world.db, case) is None


def test_numbers_count_up_and_begin_anew_each_day(world: World) -> None:
    numbers = [world.open("路灯坏了").number for _ in range(2)]
    # 16:00 in UTC is the next day in Shanghai.
    world.later(hours=13)
    numbers.append(world.open("路灯坏了").number)
    assert numbers == ["20261123-0001", "20261123-0002", "20261124-0001"]


def test_residents_at_the_same_moment_never_share_a_number(sessions: Sessions) -> None:
    def give(_: int) -> list[str]:
        given = []
        for _ in range(5):
            with sessions() as db:
                given.append(next_number(db, day_of(NOON)))
                db.commit()
        return given

    with ThreadPoolExecutor(6) as threads:
        numbers = [number for given in threads.map(give, range(6)) for number in given]
    assert sorted(numbers) == [f"20261123-{serial:04d}" for serial in range(1, 31)]


def test_a_number_given_up_is_never_given_again(world: World) -> None:
    with world.sessions() as db:
        next_number(db, day_of(NOON))
        db.commit()
    assert world.open("路灯坏了").number == "20261123-0002"


def test_what_nobody_understands_goes_to_the_desk_of_the_community(world: World) -> None:
    case = world.open("那个东西又那样了")
    assert (case.topic_id, world.owner(case)) == (None, "xingfuli-intake")
    assert case.kind == Kind.HELP


def test_without_an_area_the_first_desk_has_it(world: World) -> None:
    case = world.open("电梯坏了", home=None)
    assert (case.area_id, case.area_path, world.owner(case)) == (None, "", "xingfu-intake")


def test_a_place_named_elsewhere_counts_more_than_the_home(world: World) -> None:
    case = world.open("白云村村口路灯坏了", home=None)
    assert world.owner(case) == "baiyun-committee"
    elsewhere = world.open("3号楼电梯坏了", home="anning")
    assert elsewhere.area_id == world.area("anning"), "安宁 has a 3号楼 of its own"


def test_the_words_given_count_more_than_what_is_heard(world: World) -> None:
    case = world.open("电梯坏了", topic_id=world.topic("noise"), place="东门", kind=Kind.SUGGESTION)
    assert (case.topic_id, case.place, case.kind) == (world.topic("noise"), "东门", "建议")


def test_phone_and_identity_numbers_leave_the_description(world: World) -> None:
    case = world.open("路灯坏了，我电话13812345678，身份证11010119900307123X")
    assert not re.search(r"\d{6}", case.description)
    assert "路灯坏了" in case.description
    assert case.cut == ["13812345678", "11010119900307123X"]
    assert b"13812345678" not in (case.cut_sealed or b"")


def test_a_complaint_goes_to_the_office_above(world: World) -> None:
    case = world.open("投诉物业不管事")
    assert world.owner(case) == "xingfu-city"
    assert case.about_office_id == world.office("xingfuli-property")
    noise = world.open("我要投诉楼上半夜吵")
    assert (world.owner(noise), noise.about_office_id) == ("xingfuli-committee", None)
    lift = world.open("投诉：电梯坏了一个月")
    assert world.owner(lift) == "xingfu-supervision"
    assert lift.about_office_id == world.office("xingfuli-property")


def test_the_command_decides_between_two_topics_that_fit_alike(world: World) -> None:
    text = "电梯坏了物业不管"
    assert world.open(text).topic_id is None
    assert world.open(text, kind=Kind.REPAIR).topic_id == world.topic("lift")
    assert world.open(text, kind=Kind.COMPLAINT).topic_id == world.topic("property_service")


def test_an_emergency_runs_round_the_clock_whatever_its_topic(world: World) -> None:
    case = world.open("路灯杆倒了砸到人", urgent=True)
    assert case.urgency == "urgent"
    assert case.due_at == NOON + timedelta(hours=24)


def test_photos_that_waited_join_the_case(world: World) -> None:
    for by, media_id in [("王阿姨", "m1"), ("王阿姨", "m2"), ("路人", "m3")]:
        own = world.resident(by).id
        note_attachment(world.db, own, "photo", media_id, actor=resident_actor(own), now=world.now)
    world.later(days=29)
    demand = Demand(ACCOUNT, "路灯坏了", "chat", resident_id=world.resident("王阿姨").id)
    opened = world.open_as(demand, world.actor("王阿姨"))
    assert opened.attachments == 2
    assert count_photos(world.db, opened.case.id) == 2
    assert timeline(world.db, opened.case)[0].facts["attachments"] == 2


def test_photos_older_than_thirty_days_stay_out(world: World) -> None:
    own = world.resident("王阿姨").id
    note_attachment(world.db, own, "photo", "m1", actor=resident_actor(own), now=world.now)
    world.later(days=30)
    assert count_photos(world.db, world.open("路灯坏了").id) == 0


@pytest.mark.parametrize("text", ["", "  \n ", "灯" * 5001])
def test_a_demand_needs_words_and_not_too_many(world: World, text: str) -> None:
    with pytest.raises(Invalid):
        world.open(text)


def test_nobody_opens_cases_in_anothers_name(world: World) -> None:
    demand = Demand(ACCOUNT, "路灯坏了", "chat", resident_id=world.resident("王阿姨").id)
    with pytest.raises(Refused):
        world.open_as(demand, world.actor("路人"))


def test_staff_open_cases_for_callers_where_they_work(world: World) -> None:
    officer = world.staff("officer", area="xingfuli", office="xingfuli-committee")
    demand = Demand(
        ACCOUNT,
        "老人打电话说路灯坏了",
        "phone",
        area_id=world.area("xingfuli"),
        name="张大爷",
        phone="138 1234 5678",
    )
    case = world.open_as(demand, officer).case
    reporter = world.db.scalars(select(CaseReporter)).one()
    assert (reporter.resident_id, reporter.name, reporter.phone) == (None, "张大爷", "13812345678")
    assert world.owner(case) == "xingfu-city"
    elsewhere = Demand(ACCOUNT, "路灯坏了", "phone", area_id=world.area("anning"))
    for actor in (officer, world.staff("viewer"), world.staff("admin")):
        with pytest.raises(Refused):
            world.open_as(elsewhere, actor)


def test_a_phone_needs_the_residents_yes(world: World) -> None:
    with pytest.raises(Refused, match="同意"):
        world.open("路灯坏了", phone="13812345678")
    world.db.rollback()
    world.agree("王阿姨")
    case = world.open("路灯坏了", phone="13812345678")
    reporter = world.db.scalars(select(CaseReporter).where(CaseReporter.case_id == case.id)).one()
    assert reporter.phone == "13812345678"


def test_forgetting_the_phone_takes_it_out_of_every_case(world: World) -> None:
    world.agree("王阿姨")
    case = world.open("路灯坏了，我电话13812345678，车牌京A12345", phone="13812345678")
    other = world.open("路灯坏了，电话13912345678", by="李叔")
    service.forget_phone(world.db, actor=world.actor("王阿姨"), now=world.now)
    world.db.commit()
    phones = world.db.scalars(select(CaseReporter.phone_sealed)).all()
    assert phones == [None, None]
    assert case.cut == ["", "京A12345"]
    assert other.cut == ["13912345678"]


def test_a_failed_opening_leaves_nothing(world: World) -> None:
    with pytest.raises(Refused):
        world.open("路灯坏了", phone="13812345678")
    world.db.rollback()
    assert world.db.scalar(select(func.count()).select_from(Case)) == 0
