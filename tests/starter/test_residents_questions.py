"""The questions kept for evaluation are fresh and name real entries."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

Load = Callable[[str], dict[str, Any]]
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def questions(load: Load) -> Rows:
    rows: Rows = load("tests/starter/residents_questions.toml")["question"]
    return rows


@pytest.fixture(scope="module")
def entries(load: Load) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = load("faq/starter/entries.toml")["entry"]
    return rows


def test_sixty_questions_ask_for_entries_that_exist_and_eleven_for_none(
    questions: Rows, entries: list[dict[str, Any]]
) -> None:
    expected = Counter(row["entry"] for row in questions)
    assert sum(expected.values()) == len({row["text"] for row in questions}) == 60
    assert expected[""] == 11
    assert set(expected) - {""} <= {entry["key"] for entry in entries}


def test_no_question_is_a_phrasing_already_known(
    questions: Rows, entries: list[dict[str, Any]]
) -> None:
    known = {text for e in entries for text in [e["question"], *e["similar"]]}
    assert not known & {row["text"] for row in questions}
