"""The whole way of a resident's message, and back."""

import re

from bot.models import Message, MessageState
from cases.workflow import Step
from tests.journeys.town import Town

NUMBER = re.compile(r"\d{8}-\d{4,}")


def number_in(text: str) -> str:
    found = NUMBER.search(text)
    assert found, text
    return found.group()


def test_a_new_follower_is_welcomed_at_home(town: Town) -> None:
    wang = town.person("王阿姨")
    assert "幸福里社区" in wang.says("在吗") or wang.says("你好")
    with town.sessions() as db:
        assert db.query(Message).filter_by(state=MessageState.WORKING).count() == 0


def test_a_question_in_three_wordings_gets_the_same_answer(town: Town) -> None:
    said = zip(
        ("小张", "老李", "王阿姨"), ("居住证怎么办", "居住证咋办理呀", "我想办居住证"), strict=True
    )
    answers = {town.person(name).says(words).splitlines()[0] for name, words in said}
    assert len(answers) == 1
    assert "居住证" in answers.pop()


def test_a_report_becomes_a_case_with_number_office_and_date(town: Town) -> None:
    wang = town.person("王阿姨")
    said = wang.says("报修 3号楼2单元楼道灯坏了")
    assert number_in(said)
    assert "负责" in said
    assert "3号楼2单元" in said
    with town.sessions() as db:
        case = town.case(db, number_in(said))
        assert case.place == "3号楼2单元"
        assert case.area_id is not None


def test_progress_is_told_to_the_reporter_and_not_to_a_stranger(town: Town) -> None:
    wang, passer_by = town.person("王阿姨"), town.person("路人")
    number = number_in(wang.says("报修 3号楼2单元楼道灯坏了"))
    assert number in wang.says("进度")
    strange, invented = passer_by.says(f"进度 {number}"), passer_by.says("进度 20261122-9999")
    assert strange == invented
    assert number not in strange


def test_an_update_arrives_by_itself(town: Town) -> None:
    wang = town.person("王阿姨")
    number = number_in(wang.says("报修 3号楼2单元楼道灯坏了"))
    town.step(number, Step.ACCEPT)
    town.work()
    assert any(number in text and "受理" in text for text in wang.inbox())
    town.work()
    assert len([text for text in wang.inbox() if number in text]) == 1


def test_without_any_ability_the_update_comes_first_with_the_next_message(quiet_town: Town) -> None:
    wang = quiet_town.person("王阿姨")
    said = wang.says("报修 3号楼2单元楼道灯坏了")
    number = number_in(said)
    assert "进度" in said
    quiet_town.step(number, Step.ACCEPT)
    quiet_town.work()
    assert wang.inbox() == []
    first, _, rest = wang.says("居住证怎么办").partition("\n\n")
    assert number in first
    assert "受理" in first
    assert "居住证" in rest
    assert "受理" not in wang.says("谢谢")
