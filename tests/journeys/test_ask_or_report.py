"""Who asks is answered, who reports is offered a case with everything filled in."""

from faq.models import Question
from simulator.person import Person
from tests.cases.test_speech import MOST_WRONG, pairs
from tests.journeys.reading import count, number_in
from tests.journeys.town import Town

OFFERED = ("1 登记", "登记“", "工单号", "119", "110", "120")


def test_a_report_is_offered_a_case_even_where_an_entry_is_near(street: Town) -> None:
    wang = street.newcomer()
    said = wang.says("五号楼三单元灯又坏了，天天摸黑")
    assert said.splitlines()[:4] == [
        "听起来是“楼道灯不亮”的事。",
        "地点：五号楼三单元",
        "要我交给工作人员办吗？",
        "1 登记",
    ]
    assert "2 先看“楼道灯坏了找谁”" in said
    with street.sessions() as db:
        assert count(db, Question, resident_id=street.resident(db, wang).id) == 0
    said = wang.says("好的")
    with street.sessions() as db:
        case = street.case(db, number_in(said))
        assert (case.description, case.place) == ("五号楼三单元灯又坏了，天天摸黑", "五号楼三单元")


def test_the_entry_that_is_near_is_read_first_and_the_case_opened_then(street: Town) -> None:
    wang = street.newcomer()
    wang.says("五号楼三单元灯又坏了，天天摸黑")
    assert "楼道灯由物业修" in wang.says("2")
    said = wang.says("1")
    with street.sessions() as db:
        assert street.case(db, number_in(said)).place == "五号楼三单元"


def test_a_question_is_answered_and_its_action_offered_behind(street: Town) -> None:
    said = street.newcomer().says("楼道灯坏了找谁修")
    assert said.startswith("楼道灯由物业修")
    assert said.endswith("要我帮您登记这件事，回复 1。")


def test_a_command_word_within_a_question_opens_no_case(street: Town) -> None:
    wang = street.newcomer()
    for words in ("报修电话多少", "投诉热线是多少", "建议书怎么写", "人工费谁出"):
        assert "工单号" not in wang.says(words)
    with street.sessions() as db:
        assert street.cases_of(db, wang) == []


def test_hardly_a_report_gets_only_an_answer(street: Town) -> None:
    reports = [report for _, report in pairs("final")]
    only = [text for text in reports if not _is_offered(street.newcomer().says(text))]
    assert len(only) <= MOST_WRONG * len(reports), only


def test_hardly_a_question_gets_a_case_offered_first(street: Town) -> None:
    questions = [question for question, _ in pairs("final")]
    first = [text for text in questions if _is_form(street.newcomer(), text)]
    assert len(first) <= MOST_WRONG * len(questions)


def _is_offered(said: str) -> bool:
    return any(words in said for words in OFFERED)


def _is_form(person: Person, text: str) -> bool:
    """A case is offered without a word on the question itself."""
    said = person.says(text)
    return said.startswith(("听起来是", "要我交给工作人员办吗", "地点："))
