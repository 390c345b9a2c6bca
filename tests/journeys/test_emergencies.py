"""Danger comes first, in every state; words of despair are met with warmth and nothing else."""

from datetime import timedelta

from accounts.models import Contact, OpenQuestion
from bot.models import Message, MessageState
from bot.words import words_of
from cases.events import timeline
from cases.models import Case
from cases.workflow import Step
from duty.models import Concern, ConcernState
from faq.models import Question
from notices.models import Notice
from tests.journeys.reading import count, number_in, rows
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


def test_despair_reaches_no_case_whatever_was_being_asked(street: Town) -> None:
    words = "我不想活了"
    wang = street.newcomer()
    number = number_in(wang.says("报修 3号楼2单元路灯不亮"))
    asked = ("补充", "登记", "报修", "路灯不亮", "人工")
    for before in asked:
        wang.says(before)
        assert "12356" in wang.says(words)
    wang.says("取消")
    street.step(number, Step.ACCEPT)
    street.step(number, Step.ASK, "几楼的灯？")
    street.work()
    assert "12356" in wang.says(words)
    assert "12356" in wang.sends_voice(words)
    assert "12356" in wang.says(f"路灯还是不亮，还有{words}")
    with street.sessions() as db:
        own = street.resident(db, wang).id
        said = [case.description for case in street.cases_of(db, wang)]
        said += [
            event.words or "" for case in street.cases_of(db, wang) for event in timeline(db, case)
        ]
        said += [row.text or "" for row in rows(db, Question, resident_id=own)]
        said.append(str(db.get_one(OpenQuestion, own).content))
    assert not [text for text in said if "不想活" in text]


def test_nobody_is_called_and_nothing_is_counted_for_words_of_despair(street: Town) -> None:
    wang = street.newcomer()
    with street.sessions() as db:
        before = count(db, Question), count(db, Case), count(db, Notice)
    wang.says("我不想活了")
    wang.says("活着没意思，想死")
    street.work()
    with street.sessions() as db:
        assert (count(db, Question), count(db, Case), count(db, Notice)) == before
        failed = rows(db, Message, state=MessageState.FAILED)
        assert failed == []


def test_words_of_despair_wait_for_the_duty_and_for_nobody_twice(street: Town) -> None:
    wang = street.newcomer()
    wang.says("我不想活了")
    wang.sends_voice("活着没意思，想死")
    assert "119" in wang.says("着火了")
    with street.sessions() as db:
        own = street.resident(db, wang).id
        kept = rows(db, Concern, resident_id=own)
        assert [one.state for one in kept] == ["new", "new"]
        areas = street.parts.snapshots.setup.now().areas
        assert {areas.name_of(one.area_id) for one in kept} == {"幸福里社区"}
        said = [words_of(db.get_one(Message, one.message_id)) for one in kept]
        assert said == ["我不想活了", "活着没意思，想死"]
    wang.unfollows()
    with street.sessions() as db:
        assert count(db, Concern, resident_id=own) == 0
        left = [db.get_one(Concern, one.id) for one in kept]
        assert [one.state for one in left] == ["new", "new"], "the fact stays"
        assert [words_of(db.get_one(Message, one.message_id)) for one in left] == ["", ""]


def test_what_follows_words_of_despair_is_met_gently_and_counted_nowhere(street: Town) -> None:
    wang = street.newcomer()
    wang.says("我不想活了")
    for more in ("我在6号楼顶上", "没人管我", "药都摆在桌上了"):
        said = wang.says(more)
        assert "12356" in said
        assert "回复" not in said
    assert "不客气" in wang.says("谢谢")
    assert "12356" in wang.says("就这样吧，我走了")
    with street.sessions() as db:
        own = street.resident(db, wang).id
        assert count(db, Question, resident_id=own) == count(db, OpenQuestion, resident_id=own) == 0
        assert count(db, Concern, resident_id=own) == 1, "the words are read with it"
    assert "居住证" in wang.says("居住证怎么办")
    assert "工单" in wang.says("报修 3号楼2单元路灯不亮")


def test_who_has_read_is_told_that_there_is_more_and_half_an_hour_is_enough(street: Town) -> None:
    wang = street.newcomer()
    wang.says("我不想活了")
    with street.sessions.begin() as db:
        own = street.resident(db, wang).id
        (read,) = rows(db, Concern, resident_id=own)
        read.state = ConcernState.CONTACTED
    wang.says("我在6号楼顶上")
    wang.says("风好大")
    with street.sessions() as db:
        states = [one.state for one in rows(db, Concern, resident_id=own)]
        assert states == [ConcernState.CONTACTED, ConcernState.NEW]
    street.clock.jump(timedelta(minutes=31))
    assert "12356" not in wang.says("6号楼顶上漏水")


def test_while_a_person_talks_with_him_only_danger_is_answered(street: Town) -> None:
    """Somebody who waits for his turn with a person still writes to us."""
    wang = street.newcomer()
    number = number_in(wang.says("报修 3号楼2单元路灯不亮"))
    with street.sessions.begin() as db:
        contact = db.get_one(Contact, street.resident(db, wang).id)
        contact.human_until = street.clock() + timedelta(minutes=30)
    street.step(number, Step.ACCEPT)
    street.work()
    assert wang.inbox() == []
    assert wang.says("到底什么时候修") == ""
    assert wang.says("1") == ""
    assert "119" in wang.says("着火了，3号楼2单元")
    assert "回复 1" in wang.says("三楼在冒烟")
    said = wang.says("1")
    assert "紧急" in said
    assert number_in(said) != number
    assert number not in said
    street.clock.jump(timedelta(minutes=3))
    assert wang.says("消防车来了") == ""
    assert "12356" in wang.says("我不想活了")
    assert wang.says("1") == ""
    street.work()
    assert wang.inbox() == []
    street.clock.jump(timedelta(minutes=30))
    street.work()
    assert any(number in text for text in wang.inbox())
