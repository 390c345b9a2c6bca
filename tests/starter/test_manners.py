"""Small talk has short answers of its own."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

Load = Callable[[str], dict[str, Any]]
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def manners(load: Load) -> Rows:
    rows: Rows = load("community/starter/manners.toml")["manner"]
    return rows


def test_every_manner_is_there_with_ten_examples(manners: Rows) -> None:
    keys = {"greeting", "thanks", "ok", "there", "anybody", "robot", "bye", "abuse", "puzzled"}
    keys |= {"chat", "handled", "upset", "emoji", "sorry", "praise", "doubt", "beyond"}
    assert {manner["key"] for manner in manners} == keys
    assert all(set(manner) - {"core"} == {"key", "examples", "reply"} for manner in manners)
    assert all(len(manner["examples"]) >= 10 for manner in manners)


def test_no_sentence_belongs_to_two_manners(manners: Rows) -> None:
    times = Counter(text for manner in manners for text in manner["examples"])
    assert [text for text, count in times.items() if count > 1] == []


def test_replies_are_short_and_offer_nothing(manners: Rows) -> None:
    for manner in manners:
        assert all(len(text) <= 40 for text in re.split(r"[。！？]", manner["reply"]))
        assert not re.search(r"\d|登记", manner["reply"])


def test_no_small_talk_is_a_phrasing_of_an_entry(manners: Rows, load: Load) -> None:
    entries = load("faq/starter/entries.toml")["entry"]
    known = {text for e in entries for text in [e["question"], *e["similar"]]}
    assert not known & {text for manner in manners for text in manner["examples"]}


def test_every_kind_that_can_be_put_together_has_its_place_in_the_order(load: Load) -> None:
    table = load("community/starter/manners.toml")
    composed = {manner["key"] for manner in table["manner"] if "core" in manner}
    known = {row["key"] for row in [*table["manner"], *table["about"]]}
    assert composed <= set(table["order"]["keys"]) <= known


def test_answers_about_the_desk_are_short(load: Load) -> None:
    for row in load("community/starter/manners.toml")["about"]:
        assert set(row) - {"reply"} == {"key", "forms"}
        assert all(len(text) <= 40 for text in re.split(r"[。！？\n]", row.get("reply", "")))
