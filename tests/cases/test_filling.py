"""What was not known at first is filled in, and the case finds its office."""

import pytest
from sqlalchemy import select

from cases.models import CaseReporter, CaseState
from core.errors import Conflict, Invalid, NotFound, Refused
from tests.cases.people import World


def test_the_area_brings_the_case_home_without_a_new_clock(world: World) -> None:
    case = world.open("电梯坏了", home=None)
    due, accept_due = case.due_at, case.accept_due_at
    world.later(hours=1)
    world.fill_in(case, area_id=world.area("anning"))
    assert world.owner(case) == "anning-property"
    assert (case.due_at, case.accept_due_at) == (due, accept_due)
    assert case.area_path == world.path("anning")
    assert case.rerouted


def test_one_of_the_two_alone_settles_nothing_yet(world: World) -> None:
    case = world.open("那个东西坏了", home=None)
    world.fill_in(case, area_id=world.area("anning"))
    assert (world.owner(case), case.rerouted) == ("anning-intake", False)
    world.fill_in(case, topic_id=world.topic("lift"))
    assert (world.owner(case), case.rerouted) == ("anning-property", True)


def test_a_complaint_finds_its_way_too(world: World) -> None:
    case = world.open("投诉物业不管事", home=None)
    assert (world.owner(case), case.about_office_id) == ("xingfu-intake", None)
    world.fill_in(case, area_id=world.area("anning"))
    assert world.owner(case) == "xingfu-city"
    assert case.about_office_id == world.office("anning-property")


def test_what_is_known_stays_known(world: World) -> None:
    case = world.open("电梯坏了")
    with pytest.raises(Conflict, match="区域"):
        world.fill_in(case, area_id=world.area("anning"))
    world.db.rollback()
    with pytest.raises(Conflict, match="事项"):
        world.fill_in(case, topic_id=world.topic("noise"))
    world.db.rollback()
    world.fill_in(case, topic_id=case.topic_id, area_id=case.area_id)
    assert world.owner(case) == "xingfuli-property"


def test_an_office_that_has_accepted_keeps_the_case(world: World) -> None:
    case = world.open("电梯坏了", home=None)
    world.step(case, "accept")
    world.fill_in(case, area_id=world.area("anning"))
    assert (world.owner(case), case.state) == ("xingfu-intake", CaseState.ACCEPTED)
    assert case.area_id == world.area("anning")


def test_a_new_place_takes_the_old_ones(world: World) -> None:
    case = world.open("3号楼电梯坏了")
    event = world.fill_in(case, place=" 2号楼1单元 ")
    assert case.place == "2号楼1单元"
    assert "1单元" not in str(event.facts), "a place is personal"


def test_a_phone_is_kept_only_with_a_yes_and_as_digits(world: World) -> None:
    case = world.open("路灯坏了")
    with pytest.raises(Refused):
        world.fill_in(case, phone="13812345678")
    world.db.rollback()
    world.agree("王阿姨")
    for wrong in ("", "我没有电话", "123", "1" * 20):
        with pytest.raises(Invalid):
            world.fill_in(case, phone=wrong)
        world.db.rollback()
        world.agree("王阿姨")
    event = world.fill_in(case, phone="+86 138-1234-5678")
    reporter = world.db.scalars(select(CaseReporter)).one()
    assert reporter.phone == "13812345678"
    assert reporter.phone_hash
    assert "138" not in str(event.facts)


def test_a_case_that_is_over_takes_nothing_more(world: World) -> None:
    case = world.open("路灯坏了")
    world.step(case, "decline", note="不在辖区。")
    with pytest.raises(Conflict):
        world.fill_in(case, place="东门")


def test_a_stranger_can_fill_in_nothing(world: World) -> None:
    case = world.open("路灯坏了")
    with pytest.raises(NotFound):
        world.fill_in(case, by="路人", place="东门")
    world.db.rollback()
    with pytest.raises(Invalid):
        world.fill_in(case, topic_id=99999)
    world.db.rollback()
    with pytest.raises(NotFound):
        world.fill_in(case, area_id=99999)


def test_what_was_misunderstood_is_set_right_while_nobody_has_accepted_it(world: World) -> None:
    case = world.open("电梯坏了")
    due = case.due_at
    world.correct_area(case, "anning")
    assert (world.owner(case), case.area_path) == ("anning-property", world.path("anning"))
    world.correct_topic(case, None)
    assert (world.owner(case), case.topic_id, case.due_at) == ("anning-intake", None, due)
    world.correct_topic(case, "noise")
    assert case.kind == "投诉", "the kind is that of the topic"
    world.step(case, "accept")
    with pytest.raises(Conflict):
        world.correct_area(case, "xingfuli")
