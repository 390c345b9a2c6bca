"""The matcher's benchmark measures what it says, on questions it was never fitted to."""

import tomllib
from pathlib import Path
from random import Random

import numpy as np
from rapidfuzz import fuzz

from benchmarks.matching import logistic, situations
from benchmarks.matching.__main__ import HEAD, measure
from benchmarks.matching.civic_sets import TEST, read_test
from benchmarks.matching.peers import PEERS, by_ratio, ngrams, ours

TUNE = TEST.with_name("tune.toml")
ROWS = [("lift", "电梯坏了找谁"), ("lift", "电梯停了"), ("dog", "养狗要办证吗")]


def lines_of(path: Path, *skipped: str) -> set[str]:
    table = tomllib.loads(path.read_text("utf-8"))
    return {
        line
        for group in ("intent", "nothing")
        for row in table[group]
        for name, text in row.items()
        if name not in ("key", "kind", *skipped)
        for line in text.strip().split("\n")
    }


def test_no_question_of_the_test_set_was_fitted_to() -> None:
    asked = lines_of(TEST, "phrasings")
    assert not asked & lines_of(TUNE)


def test_the_civic_test_set_is_large_enough_to_say_something() -> None:
    parts = [read_test("develop"), read_test("final")]
    queries = [row for part in parts for row in part.queries]
    entries = {entry_id for entry_id, _ in parts[0].knowledge}
    assert len(entries) >= 60
    assert sum(bool(row.entry_id) for row in queries) >= 300
    assert sum(not row.entry_id for row in queries) >= 150
    assert len({row.query for row in queries}) == len(queries)


def test_what_is_left_out_of_a_situation_has_no_answer_in_it() -> None:
    made = [
        *situations.from_civic(TUNE, Random(1), 3),
        *situations.from_aspects(TUNE, Random(1), 2),
    ]
    for situation in made:
        known = {entry_id for entry_id, _ in situation.knowledge}
        assert {row.entry_id for row in situation.queries} - {""} <= known
        assert any(not row.entry_id for row in situation.queries) or situation.name != "civic"


def test_a_slope_with_the_wrong_sign_is_left_at_zero() -> None:
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(500, 2))
    labels = (rows[:, 0] - rows[:, 1] > 0).astype(float)
    counted = np.ones(500)
    assert logistic.fit(rows, labels, counted)[1][1] < 0
    slopes = logistic.fit_signed(rows, labels, counted, [1, 1])[1]
    assert slopes[0] > 0
    assert slopes[1] == 0
    assert logistic.fit_signed(rows, labels, counted, [0, -1])[1][1] < 0


def test_every_peer_gives_each_entry_once_and_the_best_first() -> None:
    for build in (ours, by_ratio(fuzz.ratio)):
        found = build(ROWS)("电梯坏了")
        assert found[0][0] == "lift"
        assert len({entry_id for entry_id, _ in found}) == len(found)
    assert ngrams("灯坏了") == ["灯", "坏", "了", "灯坏", "坏了", "灯坏了"]


def test_a_measured_set_has_a_value_for_each_column() -> None:
    values = measure(PEERS[0], read_test("develop"), 40)
    assert len(values) == len(HEAD)
    assert all(value is not None and value >= 0 for value in values)
