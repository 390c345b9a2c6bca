"""What is set right of what was said, by labelled sentences of the project's own."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cases.correcting import MOST_CHARACTERS, correction_in
from tests.each import for_each

LINES = (Path(__file__).with_name("correcting") / "said.txt").read_text("utf-8").splitlines()
SAID = [
    (label, text)
    for label, texts in (line.split(" | ") for line in LINES if not line.startswith("#"))
    for text in texts.split(" / ")
]


@for_each("text", [text for label, text in SAID if label == "right"])
def test_what_is_right_now_is_heard(text: str) -> None:
    said, right = text.split(" => ")
    assert correction_in(said) == right


@for_each("text", [text for label, text in SAID if label == "none"])
def test_a_place_a_topic_or_a_question_is_no_fact_set_right(text: str) -> None:
    assert correction_in(text) is None


def test_a_number_alone_is_one_where_no_place_can_be_meant() -> None:
    assert correction_in("不对 是1250 写错了") is None
    assert correction_in("不对 是1250 写错了", is_meant=True) == "1250"


@given(st.text(max_size=2 * MOST_CHARACTERS))
def test_whatever_is_said_is_read(text: str) -> None:
    found = correction_in(text)
    assert found is None or found
