"""What was not meant as an answer is not taken for one, and nothing said about a case is lost."""

from accounts.models import OpenQuestion
from cases.models import CaseEvent
from cases.workflow import Step
from tests.journeys.reading import count, number_in, rows
from tests.journeys.town import Town


def test_who_has_nothing_to_report_after_all_opens_no_case(street: Town) -> None:
    wang = street.newcomer()
    for words in ("没有", "不用了", "算了", "0"):
        wang.says("登记")
        assert "先放下" in wang.says(words)
    with street.sessions() as db:
        assert street.cases_of(db, wang) == []
        assert count(db, OpenQuestion, resident_id=street.resident(db, wang).id) == 0


def test_a_no_without_a_question_is_no_question_either(street: Town) -> None:
    wang = street.newcomer()
    assert wang.says("不用了") == "好的。有别的事随时说。"


def test_a_slot_is_skipped_in_words(street: Town) -> None:
    wang = street.newcomer()
    number = number_in(wang.says("报修 路灯不亮"))
    assert "照片" in wang.says("不清楚")
    assert number in wang.says("算了")


def test_a_digit_that_is_none_of_the_list_brings_the_list_back_once(street: Town) -> None:
    luren = street.newcomer("")
    luren.says("绑定")
    again = luren.says("7")
    assert "没有 " in again
    assert "2 安宁社区" in again
    assert "选不到也没关系" in luren.says("7")
    assert "人工" in luren.says("8")
    assert "您住在安宁社区" in luren.says("2")


def test_the_area_of_a_case_is_asked_twice_and_words_in_between_are_kept(street: Town) -> None:
    luren = street.newcomer("")
    number = number_in(luren.says("报修 路灯不亮"))
    assert "请回复下面的数字" in luren.says("黑了三天，昨晚有人摔了")
    assert number in luren.says("唉，已经打过三次电话了")
    with street.sessions() as db:
        events = rows(db, CaseEvent, case_id=street.case(db, number).id)
        added = [event.words for event in events if event.step == Step.ADD]
    assert added == ["黑了三天，昨晚有人摔了", "唉，已经打过三次电话了"]


def test_a_place_is_kept_as_it_was_said(street: Town) -> None:
    li = street.newcomer("anning")
    number = number_in(li.says("报修 路灯不亮"))
    assert "南院大门口" in li.says("南院大门口")
    with street.sessions() as db:
        assert street.case(db, number).place == "南院大门口"
