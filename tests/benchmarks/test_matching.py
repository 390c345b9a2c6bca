"""The matcher's benchmark measures what it says, on questions it was never fitted to."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest
from rapidfuzz import fuzz

from benchmarks.matching import logistic, situations
from benchmarks.matching.__main__ import SHIPPED, ask
from benchmarks.matching.civic_sets import STRANGERS, TEST, read_strangers, read_test
from benchmarks.matching.cross import family
from benchmarks.matching.fitting import judge_situation
from benchmarks.matching.pairs import Pair
from benchmarks.matching.peers import PEERS, by_ratio, ngrams, ours
from benchmarks.matching.reliability import bins, draw
from benchmarks.matching.report import Judged
from benchmarks.matching.situations import Situation
from benchmarks.matching.telling import Lessons
from benchmarks.matching.values import values
from benchmarks.matching.wear import WEARS

TUNE = TEST.with_name("tune.toml")
SPOKEN = TEST.with_name("spoken.toml")
STARTER = Path("faq/starter/entries.toml")
ROWS = [("lift", "电梯坏了找谁"), ("lift", "电梯停了"), ("dog", "养狗要办证吗")]


def lines_of(path: Path, *skipped: str) -> set[str]:
    table = tomllib.loads(path.read_text("utf-8"))
    return {
        line
        for group in ("intent", "nothing")
        for row in table.get(group, ())
        for name, text in row.items()
        if name not in ("key", "kind", *skipped)
        for line in text.strip().split("\n")
    }


def test_no_question_of_the_test_set_was_fitted_to() -> None:
    told = tomllib.loads(TEST.with_name("strangers_questions.toml").read_text("utf-8"))
    fitted = lines_of(TUNE) | lines_of(SPOKEN, "half") | {one["text"] for one in told["question"]}
    for path in (TEST, STRANGERS, STRANGERS.with_name("strangers_final.toml")):
        assert not lines_of(path, "phrasings") & fitted


@pytest.mark.parametrize("read", [read_test, read_strangers])
def test_the_civic_test_set_is_large_enough_to_say_something(
    read: Callable[[str], Situation],
) -> None:
    parts = [read("develop"), read("final")]
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


def test_of_civic_questions_near_what_is_known_no_more_than_a_quarter_has_no_answer() -> None:
    made = [
        *situations.from_young_desks(STARTER, TUNE, Random(1), 2),
        *situations.from_civic(TUNE, Random(1), 3),
    ]
    for situation in made:
        near = [row for row in situation.queries if row.kind != "far"]
        nothing = sum(not row.entry_id for row in near)
        assert nothing <= situations.MOST_UNANSWERABLE * len(near)


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


def judged(*answers: tuple[str, bool, float, int]) -> list[Judged]:
    return [Judged("set", kind, True, known, score, place) for kind, known, score, place in answers]


def test_the_values_of_a_set_are_shares_of_what_could_be_answered() -> None:
    found = values(
        judged(
            ("in", True, 0.9, 1),
            ("in", True, 0.8, 2),
            ("in", True, 0.7, 1),
            ("hard", False, 0.95, 0),
            ("far", False, 0.1, 0),
        ),
        0.85,
    )
    assert (found.hit1, found.hit3) == (2 / 3, 1.0)
    assert found.cov95 == 1 / 3, "the near miss does not count in natural traffic"
    assert found.adv == 0.0, "it is more certain than any right answer"
    assert (found.right, found.given) == (0.5, 1 / 3)


def test_peers_and_the_matcher_are_judged_alike() -> None:
    one = read_test("develop")
    few = Situation(one.name, one.knowledge, one.queries[:12])
    for peer in (PEERS[0], PEERS[1]):
        told, spent = ask(peer, few)
        assert len(told) == 12
        assert spent > 0
    fitted = judge_situation(few, SHIPPED.models)
    matched, _ = ask(PEERS[0], few)
    assert [one.confidence for one in fitted] == [one.confidence for one in matched]


def test_a_question_worn_on_its_way_is_still_that_question() -> None:
    chance = Random(1)
    worn = {name: wear("第12条在3楼怎么办", chance) for name, wear in WEARS.items()}
    assert worn["Traditional"] == "第12條在3樓怎麼辦"
    assert worn["numerals"] == "第十二条在三楼怎么办"
    assert worn["spaces"].replace(" ", "") == "第12条在3楼怎么办"
    assert len(worn["one dropped"]) == len("第12条在3楼怎么办") - 1
    assert sorted(worn["one swapped"]) == sorted("第12条在3楼怎么办")
    assert sum(a != b for a, b in zip(worn["one homophone"], "第12条在3楼怎么办", strict=True)) == 1


def test_the_reliability_diagram_puts_right_answers_at_the_top() -> None:
    sure = judged(*[("in", True, 0.95, 1)] * 3, ("in", True, 0.05, 0))
    assert bins(sure) == [(0.05, 0.0, 1), (pytest.approx(0.95), 1.0, 3)]
    assert draw({"set": sure}).count("<circle") == 2


def test_families_of_sets_are_left_out_together() -> None:
    names = ("legal_1k", "legal_200-40", "legal_1k~", "legal-near")
    assert {family(name) for name in names} == {"legal"}


TAUGHT = [
    Pair(f"{thing}{verb}", f"{thing}{added}{verb}", added == "大概", "taught")
    for thing in ("押金", "房租", "水费", "电费", "工资", "奖金", "社保", "医保")
    for verb in ("怎么退", "怎么交", "怎么查", "怎么算")
    for added in ("大概", "老板")
]


def test_a_word_that_changes_the_meaning_is_told_from_one_that_does_not() -> None:
    table = Lessons(TAUGHT).without(set())
    assert table["老板"] < 0 < table["大概"]


def test_a_table_is_learned_without_what_it_is_tried_on() -> None:
    lessons = Lessons(TAUGHT)
    first = TAUGHT[0].one
    assert lessons.without({pair.one for pair in TAUGHT}) == {}
    assert lessons.cross_fitted([(first, pair.one) for pair in TAUGHT])(first) == {}
