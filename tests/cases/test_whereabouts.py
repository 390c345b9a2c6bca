"""What answers 在哪个位置, and what only follows on it, by labelled sentences of our own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.whereabouts import MOST_CHARACTERS, puts_off, whereabouts_in
from tests.each import for_each

LINES = (Path(__file__).with_name("whereabouts") / "said.txt").read_text("utf-8").splitlines()
SAID = [
    (label, text)
    for label, texts in (line.split(" | ") for line in LINES if not line.startswith("#"))
    for text in texts.split(" / ")
]
FEWEST = 150


def of(*labels: str) -> list[str]:
    """The sentences of these labels."""
    return [text for label, text in SAID if label in labels]


def test_there_are_enough_of_them() -> None:
    assert len(SAID) >= FEWEST


@for_each("text", of("place"))
def test_a_place_in_any_words_is_taken(text: str) -> None:
    told = whereabouts_in(text)
    assert told.place
    assert told.place in text
    assert not told.tells_more


@for_each("text", of("part"))
def test_a_place_is_found_beside_other_things(text: str) -> None:
    said, place = text.split(" => ")
    told = whereabouts_in(said)
    assert told.place == place


@for_each("text", of("none", "rests"))
def test_what_happened_who_how_much_and_when_are_no_place(text: str) -> None:
    assert whereabouts_in(text).place is None


@for_each(("label", "text"), SAID)
def test_who_has_no_time_now_is_heard_and_nobody_else(label: str, text: str) -> None:
    assert puts_off(text) is (label == "rests")


@pytest.mark.parametrize(
    ("text", "more"),
    [("3号楼2单元，灯坏了半个月了", True), ("4号楼 押金1800", True), ("谢谢 在东门口", False)],
)
def test_what_is_said_besides_is_noticed(text: str, more: bool) -> None:
    assert whereabouts_in(text).tells_more is more


@given(st.text(max_size=2 * MOST_CHARACTERS))
def test_whatever_is_said_is_read(text: str) -> None:
    told = whereabouts_in(text)
    assert told.place is None or told.place
