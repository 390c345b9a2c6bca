"""Labelled sentences: danger is heard in residents' words, harmless words raise no alarm."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from community.emergency import Emergency
from community.pack import read, starter_emergency
from tests.each import for_each

FOLDER = Path(__file__).parent / "danger"
MOST_ALARMS = 0.02
FEWEST_DANGERS, FEWEST_HARMLESS = 150, 300


def table(name: str) -> dict[str, Any]:
    """One file of labelled sentences."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


MUST = [(group, text) for group, texts in table("must").items() for text in texts]
HARMLESS: list[str] = table("harmless")["sentences"]


@pytest.fixture(scope="module")
def emergency() -> Emergency:
    """The pack's own words, read by the code that answers residents."""
    return starter_emergency()


@for_each(("group", "text"), MUST)
def test_danger_is_never_missed(emergency: Emergency, group: str, text: str) -> None:
    alarm = emergency.check(text)
    assert alarm is not None
    assert alarm.gentle == (group == "suicide") or group == "medical"


def test_at_most_one_in_fifty_harmless_sentences_raises_an_alarm(emergency: Emergency) -> None:
    alarms = [text for text in HARMLESS if emergency.check(text)]
    assert len(alarms) <= MOST_ALARMS * len(HARMLESS), alarms


def test_there_are_enough_labelled_sentences_none_of_them_twice() -> None:
    dangers = [text for _, text in MUST]
    assert len(set(dangers)) == len(dangers) >= FEWEST_DANGERS
    assert len(set(HARMLESS)) == len(HARMLESS) >= FEWEST_HARMLESS
    assert not set(dangers) & set(HARMLESS)


def test_every_harmless_sentence_holds_a_danger_word() -> None:
    """Without what makes words harmless, each of them would raise an alarm."""
    groups = [
        {**group, "not_with": [], "calm": [], "about": [], "asks": False}
        for group in read("emergency")["group"]
    ]
    blunt = Emergency({}, groups)
    assert [text for text in HARMLESS if blunt.check(text) is None] == []


def test_no_way_to_ask_an_entry_raises_an_alarm(emergency: Emergency) -> None:
    assert [text for text in phrasings() if emergency.check(text)] == []


def phrasings() -> Iterator[str]:
    """Every way to ask every entry of every pack."""
    folder = Path(__file__).parents[2] / "faq" / "starter"
    for file in folder.rglob("entries.toml"):
        for entry in tomllib.loads(file.read_text("utf-8"))["entry"]:
            yield entry["question"]
            yield from entry["similar"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("拿着一把大砍刀", True),  # within the gap
        ("拿着快递在楼下等您下来，剪刀", False),  # beyond it, and in another clause
        ("晕倒过一次", False),  # then
        ("晕倒了", True),  # now
        ("是不是着火了", True),  # asks, and denies nothing
        ("不是着火", False),
    ],
)
def test_a_word_with_a_gap_and_what_stands_right_behind_it(
    emergency: Emergency, text: str, expected: bool
) -> None:
    assert (emergency.check(text) is not None) is expected
