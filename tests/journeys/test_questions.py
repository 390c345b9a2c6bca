"""Answers, and what is said where there is none."""

import pytest

from cases.models import Case
from cases.workflow import Step
from core import clock
from core.actor import OPERATOR
from faq.content import EntryContent
from faq.entries import create_entry, publish_entry
from faq.models import Outcome, Question
from simulator.person import Person
from tests.journeys.reading import number_in, rows
from tests.journeys.town import Town

# Whichever is in doubt by the matching of the day.
AMBIGUOUS = ("怎么报名", "办证", "补贴怎么申请", "户口怎么办", "老人补贴", "医保", "老人证")
HINT = "\n\n回复 继续 查看剩余内容"
LONG = "".join(f"第{number}条，活动室的规矩请看墙上。" for number in range(1, 44))


def outcomes(town: Town, person: Person) -> list[tuple[Outcome, bool]]:
    """How each question of somebody's ended, and whether the answer was of no help."""
    with town.sessions() as db:
        own = rows(db, Question, resident_id=town.resident(db, person).id)
        return [(Outcome(question.outcome), question.unhelpful) for question in own]


def test_two_misses_in_a_row_are_told_phone_and_hours(street: Town) -> None:
    zhang = street.newcomer()
    first = zhang.says("量子纠缠怎么算")
    assert "还不会答" in first
    assert "示例电话" not in first
    second = zhang.says("天上有几颗星星")
    assert "示例电话 000-0000" in second
    assert "示例时间" in second
    assert "1 登记" in second
    assert outcomes(street, zhang) == [(Outcome.MISSED, False)] * 2
    said = zhang.says("1")
    with street.sessions() as db:
        assert street.case(db, number_in(said)).description == "天上有几颗星星"


def test_an_answer_between_two_misses_begins_the_count_anew(street: Town) -> None:
    zhang = street.newcomer()
    zhang.says("量子纠缠怎么算")
    zhang.says("居住证怎么办")
    assert "示例电话" not in zhang.says("天上有几颗星星")


def test_an_answer_of_no_help_is_noted_and_a_case_offered(street: Town) -> None:
    zhang = street.newcomer()
    zhang.says("居住证怎么办")
    assert "1 登记" in zhang.says("没帮助")
    assert outcomes(street, zhang) == [(Outcome.ANSWERED, True)]
    said = zhang.says("1")
    with street.sessions() as db:
        assert street.case(db, number_in(said)).description == "居住证怎么办"


def test_a_link_still_speaks_when_its_question_is_closed(street: Town) -> None:
    li = street.newcomer("anning")
    listed = next(said for said in map(li.says, AMBIGUOUS) if "0 都不是" in said)
    label = listed.splitlines()[1].removeprefix("1 ")
    li.says("取消")
    answered = li.clicks(label)
    assert "1 登记" not in answered
    assert li.says(label).startswith(answered)


def test_a_nought_where_nothing_is_asked_wants_nothing(street: Town) -> None:
    assert street.newcomer("").says("0").startswith("好的")


@pytest.mark.parametrize("digit", ["3", "\uff19", "一", "5️⃣"])
def test_a_digit_that_answers_nothing_is_told_so(street: Town, digit: str) -> None:
    luren = street.newcomer("")
    assert "没有等您选的" in luren.says(digit)
    assert outcomes(street, luren) == []


def test_a_person_asked_for_gets_a_case_of_no_topic_that_nobody_named(street: Town) -> None:
    zhang = street.newcomer()
    assert "示例电话" in zhang.says("人工")
    said = zhang.says("1")
    with street.sessions() as db:
        case: Case = street.case(db, number_in(said))
        assert (case.kind, case.topic_id) == ("咨询", None)


def test_a_long_answer_is_cut_and_its_rest_follows_to_the_end(street: Town) -> None:
    zhang = street.newcomer()
    areas = street.parts.snapshots.setup.now().areas
    with street.sessions.begin() as db:
        content = EntryContent("活动室的规矩全文念一遍", LONG)
        entry = create_entry(db, content, actor=OPERATOR, now=clock.now())
        publish_entry(db, entry, areas=areas, actor=OPERATOR, now=clock.now())
    street.knowledge()
    number = number_in(zhang.says("报修 3号楼2单元门口路灯不亮"))
    zhang.says("取消")
    street.step(number, Step.ACCEPT)
    notes = [f"{name}" * 500 for name in "甲乙"]
    for note in notes:
        street.step(number, Step.REPLY, note)
    said = [zhang.says("活动室的规矩全文念一遍")]
    while said[-1].endswith(HINT):
        assert len(said[-1].encode()) <= 1900
        said.append(zhang.says("继续"))
    whole = "".join(text.removesuffix(HINT) for text in said).replace("\n", "")
    assert len(said) > 2
    assert all(note in whole for note in notes)
    assert whole.endswith(LONG)
    assert "没有更多内容" in zhang.says("继续")


# Likely, and not likely enough to be answered, by the matching of the day.
LIKELY = ("换锁师傅靠谱吗", "离婚是不是两个人都得到场", "楼上楼下吵架谁来劝")


def test_the_one_likely_entry_is_read_at_once_and_counts_as_no_answer(street: Town) -> None:
    zhang = street.newcomer()
    said = next(said for said in map(zhang.says, LIKELY) if said.startswith("您问的是"))
    assert "回复 0" in said
    assert len(said.splitlines()) == 3
    assert outcomes(street, zhang)[-1] == (Outcome.SUGGESTED, False)
    assert "1 登记" in zhang.says("0")


def test_who_says_that_it_was_meant_has_picked_it(street: Town) -> None:
    zhang = street.newcomer()
    next(said for said in map(zhang.says, LIKELY) if said.startswith("您问的是"))
    zhang.says("1")
    with street.sessions() as db:
        asked = rows(db, Question, resident_id=street.resident(db, zhang).id)[-1]
        assert [asked.entry_id] == asked.suggested


def test_half_a_question_stays_with_what_was_answered_though_another_entry_would_answer(
    street: Town,
) -> None:
    zhang = street.newcomer()
    zhang.says("附近幼儿园怎么报名")
    said = zhang.says("外地户口的，能不能上公办")
    assert "外地户口" in said
    assert "小学" not in said


def test_who_has_heard_it_is_told_what_is_not_known(street: Town) -> None:
    zhang = street.newcomer()
    zhang.says("高龄津贴怎么申请")
    said = zhang.says("你说了两遍了，我问七十二岁够不够")
    assert "没有写" in said
    assert "示例电话" in said


def test_send_somebody_is_about_what_was_asked_before(street: Town) -> None:
    zhang = street.newcomer()
    zhang.says("我家没水了，找谁问")
    said = zhang.says("你帮我叫人来修，可以不可以")
    assert "1 登记" in said
    assert "收费" not in said
    with street.sessions() as db:
        assert "没水" in street.case(db, number_in(zhang.says("1"))).description
