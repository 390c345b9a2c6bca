"""What happens between a case's number and its end, as its reporter sees it."""

from datetime import timedelta

import pytest

from cases.attachments import count_photos
from cases.models import Case, CaseEvent, CaseState
from cases.workflow import Step
from simulator.person import Person
from tests.journeys.reading import number_in, rows
from tests.journeys.town import Town


@pytest.fixture
def wang(street: Town) -> Person:
    """Somebody whose lamp is out."""
    return street.newcomer()


@pytest.fixture
def number(wang: Person) -> str:
    """The number of her case, about which nothing is asked any more."""
    said = wang.says("报修 3号楼2单元门口路灯不亮")
    wang.says("取消")
    return number_in(said)


def state(town: Town, number: str) -> CaseState:
    """Where the case stands."""
    with town.sessions() as db:
        return CaseState(town.case(db, number).state)


def events(town: Town, number: str) -> list[tuple[Step, str | None]]:
    """The case's steps with their words."""
    with town.sessions() as db:
        found = rows(db, CaseEvent, case_id=town.case(db, number).id)
        return [(Step(event.step), event.words) for event in found]


def resolve(town: Town, number: str) -> None:
    """The officer has done it, and its reporter is told."""
    town.step(number, Step.RESOLVE, "灯已换好。")
    town.work()


def test_an_officers_question_is_answered_and_the_answer_kept(
    street: Town, wang: Person, number: str
) -> None:
    street.step(number, Step.ACCEPT)
    street.step(number, Step.ASK, "几楼的灯？")
    street.work()
    asked = wang.news()[-1]
    assert number in asked
    assert "几楼的灯？" in asked
    assert state(street, number) is CaseState.WAITING
    assert number in wang.says("停水停电找谁，三楼那盏")
    assert state(street, number) is CaseState.WORKING
    assert events(street, number)[-1] == (Step.ANSWER, "停水停电找谁，三楼那盏")


def test_a_command_is_served_before_an_officers_question_is_answered(
    street: Town, wang: Person, number: str
) -> None:
    street.step(number, Step.ACCEPT)
    street.step(number, Step.ASK, "几楼的灯？")
    street.work()
    assert "几楼的灯？" in wang.says("我的数据")
    assert number in wang.says("三楼")
    assert events(street, number)[-1] == (Step.ANSWER, "三楼")


def test_a_photo_answers_an_officers_question_too(street: Town, wang: Person, number: str) -> None:
    street.step(number, Step.ACCEPT)
    street.step(number, Step.ASK, "拍一张照片好吗？")
    street.work()
    assert number in wang.sends_photo()
    assert state(street, number) is CaseState.WORKING


def test_with_0_the_officers_question_is_put_aside(street: Town, wang: Person, number: str) -> None:
    street.step(number, Step.ACCEPT)
    street.step(number, Step.ASK, "几楼的灯？")
    street.work()
    assert "先说别的" in wang.says("0")
    assert "居住登记" in wang.says("居住证怎么办")
    assert state(street, number) is CaseState.WAITING


def test_a_result_that_is_none_opens_the_same_number_again(
    street: Town, wang: Person, number: str
) -> None:
    street.step(number, Step.ACCEPT)
    resolve(street, number)
    told = wang.news()[-1]
    assert "灯已换好。" in told
    assert "解决了吗？\n1 已解决\n2 没解决" in told
    again = wang.says("还没好呢")
    assert number in again
    assert "重新办理" in again
    assert state(street, number) is CaseState.WORKING
    with street.sessions() as db:
        case = street.case(db, number)
        assert (case.verdict, case.reopenings) == ("unsolved", 1)


def test_a_result_is_confirmed_and_rated(street: Town, wang: Person, number: str) -> None:
    street.step(number, Step.ACCEPT)
    resolve(street, number)
    assert "5 非常满意" in wang.says("修好了谢谢")
    assert "谢谢您的评价" in wang.says("4")
    with street.sessions() as db:
        case = street.case(db, number)
        assert (case.verdict, case.rating) == ("solved", 4)
    assert "您确认已解决" in wang.says("进度")


def test_what_is_unclear_is_never_read_as_solved(street: Town, wang: Person, number: str) -> None:
    street.step(number, Step.ACCEPT)
    resolve(street, number)
    assert "解决了吗" in wang.says("他们说修好了")
    assert "先不算解决" in wang.says("9")
    with street.sessions() as db:
        assert street.case(db, number).verdict is None
    assert "重新办理" in wang.says("2")


def test_a_case_is_withdrawn(street: Town, wang: Person, number: str) -> None:
    assert "已撤销" in wang.says("撤销")
    assert state(street, number) is CaseState.WITHDRAWN
    assert "状态：已撤销" in wang.says("进度")
    assert "没有在办的工单" in wang.says("撤销")


def test_of_several_cases_the_one_to_withdraw_is_picked(
    street: Town, wang: Person, number: str
) -> None:
    other = number_in(wang.says("报修 小区门口井盖坏了"))
    wang.says("取消")
    listed = wang.says("撤销")
    assert "是哪一件" in listed
    assert "路灯不亮（今天，等待受理）" in listed
    line = next(line for line in listed.splitlines() if "路灯不亮" in line)
    assert number in wang.says(line[0])
    assert state(street, number) is CaseState.WITHDRAWN
    assert state(street, other) is CaseState.OPENED


def test_a_case_is_urged_once_a_day(street: Town, wang: Person, number: str) -> None:
    street.step(number, Step.ACCEPT)
    assert f"已替您催办工单 {number}" in wang.says("催办")
    assert "已经替您催过" in wang.says("催办")
    assert [step for step, _ in events(street, number)].count(Step.URGE) == 1


def test_words_are_added_to_a_case(street: Town, wang: Person, number: str) -> None:
    assert number in wang.says("补充 是三楼的那盏")
    assert "要补充什么" in wang.says("补充")
    assert number in wang.says("晚上老人容易摔")
    added = [words for step, words in events(street, number) if step is Step.ADD]
    assert added == ["是三楼的那盏", "晚上老人容易摔"]


def test_a_stranger_can_neither_urge_add_to_nor_withdraw_a_case(street: Town, number: str) -> None:
    luren = street.newcomer("")
    with street.sessions() as db:
        before = db.query(Case.version).filter_by(number=number).one()
    for deed in ("催办", "补充", "撤销"):
        assert number not in luren.says(f"{deed} {number}")
    with street.sessions() as db:
        assert db.query(Case.version).filter_by(number=number).one() == before


def test_what_was_withdrawn_by_mistake_is_had_again_with_place_and_photos(street: Town) -> None:
    wang = street.newcomer()
    first = number_in(wang.says("报修 3号楼2单元路灯不亮"))
    wang.sends_photo()
    said = wang.says("撤销")
    assert first in said
    assert "已撤销" in said
    assert first not in wang.says("1"), "many send 1 for 好的"
    assert first in wang.says("撤错了")
    with street.sessions() as db:
        (case,) = street.cases_of(db, wang)
        assert (case.number, case.state) == (first, CaseState.OPENED)
        assert case.place == "3号楼2单元"
        assert count_photos(db, case.id) == 1


def test_nine_right_behind_a_withdrawal_takes_it_back(street: Town) -> None:
    wang = street.newcomer()
    number = number_in(wang.says("报修 3号楼2单元路灯不亮"))
    wang.says("撤销")
    assert number in wang.says("9")


def test_nine_still_takes_it_back_when_a_sentence_has_come_between(street: Town) -> None:
    wang = street.newcomer()
    number = number_in(wang.says("报修 3号楼2单元路灯不亮"))
    wang.says("撤销")
    wang.says("居住证怎么办")
    assert number in wang.says("9")


def test_a_digit_long_after_brings_nothing_back(street: Town) -> None:
    wang = street.newcomer()
    wang.says("报修 3号楼2单元路灯不亮")
    wang.says("撤销")
    street.clock.jump(timedelta(minutes=10))
    assert "接着办" not in wang.says("9")
    with street.sessions() as db:
        assert len(street.cases_of(db, wang)) == 1
