"""What a resident goes on saying about the case just opened belongs to it."""

from cases.events import timeline
from faq.models import Question
from tests.journeys.reading import number_in
from tests.journeys.town import Town


def test_words_that_follow_and_ask_nothing_join_the_case(town: Town) -> None:
    wang = town.person("王阿姨")
    number = number_in(wang.says("报修 3号楼2单元电梯坏了"))
    wang.says("0")
    assert number in wang.says("右边那部，一开门就响")
    with town.sessions() as db:
        said = [event.words for event in timeline(db, town.case(db, number))]
        assert "右边那部，一开门就响" in said
        assert db.query(Question).count() == 0


def test_a_question_or_another_matter_does_not_join_it(town: Town) -> None:
    wang = town.person("王阿姨")
    number = number_in(wang.says("报修 3号楼2单元电梯坏了"))
    wang.says("0")
    assert "居住证" in wang.says("居住证怎么办")
    assert "已补充" not in wang.says("我家楼上漏水")
    with town.sessions() as db:
        said = [event.words for event in timeline(db, town.case(db, number))]
        assert "我家楼上漏水" not in said
