"""Residents whom nobody here has heard find their answer in the starter set."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from faq.matching import Index
from faq.matching.thresholds import thresholds

Load = Callable[[str], dict[str, Any]]


def test_of_three_hundred_fresh_questions_85_percent_are_answered_right_or_suggested_first(
    load: Load,
) -> None:
    entries = load("faq/starter/entries.toml")["entry"]
    asked = load("tests/starter/fresh_questions.toml")["question"]
    index = Index((one["key"], text) for one in entries for text in _texts(one))
    limits = thresholds(0.05)
    ends: Counter[tuple[str, bool]] = Counter()
    for one in asked:
        best = index.match(one["text"], limit=1)
        confidence = best[0].confidence if best else 0.0
        is_right = bool(best) and best[0].entry_id == one["entry"]
        ends["answered" if confidence >= limits.answer else "other", is_right] += 1
        ends["found" if confidence >= limits.suggest else "missed", is_right] += 1
    assert len(asked) == len({one["text"] for one in asked}) == 300
    assert ends["found", True] >= 0.85 * len(asked)
    given = ends["answered", True] + ends["answered", False]
    assert ends["answered", False] <= 0.05 * given


def _texts(entry: dict[str, Any]) -> list[str]:
    return [entry["question"], *entry["similar"]]
