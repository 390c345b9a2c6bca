"""A report is never merely answered, a question never met with a form: by 200 pairs of both.

The rule was written with `speech/develop.txt`; `speech/final.txt` was written before the rule and
only counted, never read for mending it. Its first figures: 2 of 100 questions read as reports, 2
of 100 reports read as questions, 4 more left unclear.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.speech import Speech, speech_of
from community.models import Kind

SETS = Path(__file__).with_name("speech")
FEWEST_PAIRS = 100
MOST_WRONG = 0.05


def pairs(name: str) -> list[tuple[str, str]]:
    """Question and report of one matter each."""
    lines = (SETS / f"{name}.txt").read_text("utf-8").splitlines()
    halves = [line.split("|") for line in lines if not line.startswith("#")]
    return [(question.strip(), report.strip()) for question, report in halves]


@pytest.mark.parametrize("name", ["develop", "final"])
def test_hardly_a_question_is_taken_for_a_report(name: str) -> None:
    questions = [question for question, _ in pairs(name)]
    wrong = [text for text in questions if speech_of(text) is Speech.REPORTS]
    assert len(questions) >= FEWEST_PAIRS
    assert len(wrong) <= MOST_WRONG * len(questions)


@pytest.mark.parametrize("name", ["develop", "final"])
def test_hardly_a_report_is_taken_for_a_question(name: str) -> None:
    reports = [report for _, report in pairs(name)]
    wrong = [text for text in reports if speech_of(text) is Speech.ASKS]
    assert len(wrong) <= MOST_WRONG * len(reports)


def test_no_sentence_stands_in_both_sets() -> None:
    develop, final = (
        {text for pair in pairs(name) for text in pair} for name in ("develop", "final")
    )
    assert not develop & final


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("垃圾没人收", Speech.REPORTS),
        ("垃圾没人收找谁", Speech.ASKS),
        ("到底有没有人管垃圾", Speech.REPORTS),
        ("樓道燈壞了", Speech.REPORTS),
        ("社保卡丢了", Speech.ASKS),
        ("社保卡丢了三个月，窗口跑了三趟还不给补", Speech.REPORTS),
        ("居住证", Speech.ASKS),
        ("医院", Speech.UNCLEAR),
        ("", Speech.UNCLEAR),
    ],
)
def test_what_is_plain_to_everybody(text: str, speech: Speech) -> None:
    assert speech_of(text) is speech


def test_a_paper_named_with_a_topic_of_repairs_is_no_question() -> None:
    assert speech_of("单元门卡住了", Kind.REPAIR) is Speech.REPORTS


@given(st.text(max_size=600))
def test_whatever_is_said_is_read(text: str) -> None:
    assert isinstance(speech_of(text), Speech)
