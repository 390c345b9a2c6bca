"""What residents say of cases of their own, by labelled sentences of the project's own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.mentions import MOST_CHARACTERS, Act, Pointing, is_misplaced, is_still_so, mention_in
from tests.each import for_each

LINES = (Path(__file__).with_name("mentions") / "said.txt").read_text("utf-8").splitlines()
LABELLED = [
    (label, *text.strip().partition("="))
    for label, texts in (line.split(" | ") for line in LINES if not line.startswith("#"))
    for text in texts.split(" / ")
]
AFTER = ("still", "over")
PLACED = ("misplaced", "placed")
SAID = [row for row in LABELLED if row[0] not in (*AFTER, *PLACED)]
FEWEST = 120


def test_every_act_has_examples_and_so_has_what_is_none() -> None:
    assert {label for label, *_ in SAID} == {*Act, "none"}
    assert len(SAID) >= FEWEST


@for_each(("label", "text"), [(label, text) for label, text, *_ in SAID])
def test_what_is_wanted_of_a_case_is_heard(label: str, text: str) -> None:
    found = mention_in(text)
    assert (found.act if found else "none") == label


@for_each(("text", "name"), [(text, name) for _, text, sign, name in SAID if sign])
def test_what_names_the_case_is_left_of_the_words(text: str, name: str) -> None:
    found = mention_in(text)
    assert found is not None
    assert name in found.name
    assert bool(found.name) == bool(name)


@pytest.mark.parametrize(
    ("text", "pointing"),
    [("刚才那张不要", Pointing.CASE), ("那个怎么样了", Pointing.SOMETHING),
     ("什么时候能修好", Pointing.NOTHING), ("嗰單撤咗佢", Pointing.CASE)],
)  # fmt: skip
def test_it_is_heard_how_the_words_point(text: str, pointing: Pointing) -> None:
    found = mention_in(text)
    assert found is not None
    assert found.pointing is pointing


@for_each(("label", "text"), [(label, text) for label, text, *_ in LABELLED if label in AFTER])
def test_it_is_heard_that_something_goes_on(label: str, text: str) -> None:
    assert is_still_so(text) == (label == "still")


@for_each(("label", "text"), [(label, text) for label, text, *_ in LABELLED if label in PLACED])
def test_it_is_heard_that_something_is_in_the_wrong_case(label: str, text: str) -> None:
    assert is_misplaced(text) == (label == "misplaced")


def test_what_is_meant_instead_is_heard() -> None:
    found = mention_in("我说的是狗！")
    assert found is not None
    assert found.instead == "狗"


@given(st.text(max_size=2 * MOST_CHARACTERS))
def test_whatever_is_said_is_read(text: str) -> None:
    found = mention_in(text)
    assert found is None or found.act in Act
