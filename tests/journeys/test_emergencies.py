"""Danger comes first, in every state; words of despair are met with warmth and nothing else."""

from accounts.models import OpenQuestion
from cases.models import Case
from cases.workflow import Step
from faq.models import Question
from tests.journeys.reading import count, number_in
from tests.journeys.town import Town


def test_danger_gets_numbers_and_then_an_urgent_case(street: Town) -> None:
    wang = street.newcomer()
    said = wang.says("3号楼2单元着火了")
    assert "119" in said.splitlines()[0]
    assert "值班电话" in said
    said = wang.says("1")
    assert "紧急" in said
    with street.sessions() as db:
        case = street.case(db, number_in(said))
        assert (case.urgency, case.place) == ("urgent", "3号楼2单元")
        assert count(db, Question, resident_id=street.resident(db, wang).id) == 0


def test_words_that_follow_danger_belong_to_it(street: Town) -> None:
    wang = street.newcomer()
    wang.says("着火了")
    assert "回复 1" in wang.says("3号楼2单元，三楼往外冒")
    said = wang.says("1")
    with street.sessions() as db:
        case = street.case(db, number_in(said))
        assert case.urgency == "urgent"
        assert (case.place or "").startswith("3号楼2单元")
        assert "着火了" in case.description


def test_after_danger_the_question_that_was_open_is_still_there(street: Town) -> None:
    wang = street.newcomer()
    said = wang.says("报修 路灯不亮")
    assert "在哪个位置" in said
    assert "119" in wang.says("着火了")
    assert "在哪个位置" in wang.says("0")
    wang.says("3号楼2单元")
    with street.sessions() as db:
        (case,) = street.cases_of(db, wang)
        assert (case.number, case.place) == (number_in(said), "3号楼2单元")


def test_an_officers_question_and_that_for_the_area_outlive_danger(street: Town) -> None:
    luren = street.newcomer("")
    said = luren.says("报修 路灯不亮")
    assert "在哪个社区" in said
    luren.says("着火了")
    assert "在哪个社区" in luren.says("不用了")
    luren.says("1")
    luren.says("取消")
    street.step(number_in(said), Step.ACCEPT)
    street.step(number_in(said), Step.ASK, "几楼的灯？")
    street.work()
    luren.says("煤气漏了")
    luren.says("还在漏煤气，在厨房")
    assert "几楼的灯？" in luren.says("取消")
    assert number_in(said) in luren.says("三楼")


def test_words_of_despair_leave_no_case_no_question_and_ask_nothing(street: Town) -> None:
    wang = street.newcomer()
    said = wang.says("我不想活了")
    assert "12356" in said
    assert "回复" not in said
    street.work()
    assert wang.inbox() == []
    with street.sessions() as db:
        own = street.resident(db, wang).id
        assert count(db, OpenQuestion, resident_id=own) == 0
    assert "没有等您选的" in wang.says("1")
    with street.sessions() as db:
        assert street.cases_of(db, wang) == []
        assert count(db, Question, resident_id=own) == 0


def test_despair_in_the_middle_of_a_report_changes_nothing_about_it(street: Town) -> None:
    wang = street.newcomer()
    wang.says("报修 路灯不亮")
    assert "12356" in wang.says("我不想活了")
    assert "3号楼2单元" in wang.says("3号楼2单元")
    with street.sessions() as db:
        (case,) = street.cases_of(db, wang)
        assert case.place == "3号楼2单元"
        assert "不想活" not in case.description
        assert count(db, Case, description="我不想活了") == 0
