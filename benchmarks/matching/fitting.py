"""Weights from questions whose right entries are known, and what they make of other questions."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.matching import logistic
from benchmarks.matching.choice import fit_choice
from benchmarks.matching.report import Judged
from benchmarks.matching.situations import Situation
from faq.evaluation_rows import QueryRow
from faq.matching import features
from faq.matching.change import make_snapshot
from faq.matching.prepared import prepare
from faq.matching.rank import best_phrasings
from faq.matching.snapshot import Snapshot
from faq.matching.spelling import repair
from faq.matching.telling import TELLING, Telling
from faq.matching.tokens import Floats, Rows
from faq.matching.weights import Weights, probability

JUDGED_ENTRIES = 3
"""So many of the first entries are told right from wrong in fitting."""

FOLLOWING = 0.1
"""What those after the first count: a confidence is asked of the first, and what tells a second
entry from a third bends it."""

SIGNS = {
    **dict.fromkeys(
        (
            "both_left_over",
            "asks_otherwise",
            "asks_more",
            "asks_elsewhere",
            "denies_otherwise",
            "other_numbers",
            "other_topics",
            "unexplained",
            "apart",
            "crowd",
            "opposed",
            "opposed_alone",
            "no_topic",
            "talk",
            "unknown",
            "repaired",
            *features.OPEN,
        ),
        -1,
    ),
    **dict.fromkeys(("content_length", "other_phrasing"), 0),
    **dict.fromkeys(("length", "size", "phrasings"), None),
}
"""Features that may only count against an entry, or either way, or not at all where knowledge
bases are too few to tell (None); all others only for it."""


class Models(NamedTuple):
    """The two models, of phrasings and of entries, and what words left open tell."""

    of_phrasing: Weights
    of_entry: Weights
    telling: Telling = TELLING


class Asked:
    """One question to one snapshot, with all that is measured before any weight is known."""

    def __init__(
        self, situation: Situation, snapshot: Snapshot, row: QueryRow, telling: Telling
    ) -> None:
        self.name, self.whole, self.weight = situation.name, situation.whole, situation.weight
        self.text, self.right, self.kind = row.query, row.entry_id, row.kind
        self.civic = snapshot.civic
        query = repair(prepare(row.query), snapshot.known_pairs)
        overlap = snapshot.overlap(query)
        idle = not query.normal or snapshot.is_idle(query)
        none = np.zeros(0, dtype=np.intp)
        self.rows: Rows = none if idle else snapshot.candidates(overlap, None)
        if not len(self.rows):
            return
        numbers, self.of = np.unique(snapshot.entries_of(self.rows), return_inverse=True)
        self.own = np.array(
            [snapshot.entry_id(number) == self.right for number in numbers.tolist()]
        )
        self.lines = features.phrasing_features(query, snapshot, overlap, self.rows)
        self.wholes = features.whole_features(query, snapshot, overlap, numbers)
        self.pairs = features.pair_features(query, snapshot, self.rows, telling)


def gather(situations: Iterable[Situation], telling_for: Callable[[str], Telling]) -> list[Asked]:
    """Every question of these situations, measured with the table for its text."""
    asked: list[Asked] = []
    known: list[tuple[str, str]] = []
    snapshot = make_snapshot(known)
    for situation in situations:
        if situation.knowledge is not known:
            known, snapshot = situation.knowledge, make_snapshot(situation.knowledge)
        asked += [
            Asked(situation, snapshot, row, telling_for(row.query)) for row in situation.queries
        ]
    return asked


def fit(asked: Sequence[Asked], telling: Telling = TELLING) -> Models:
    """Both models; `telling` is what they are to be used with."""
    found = [one for one in asked if len(one.rows)]
    of_phrasing = fit_phrasing(found)
    return Models(of_phrasing, fit_entry(found, of_phrasing), telling)


def fit_phrasing(asked: Sequence[Asked]) -> Weights:
    """Weights that put a phrasing of the right entry before others.

    It is enough that one phrasing does: nobody says that every phrasing of an entry is near every
    question to it. Then level and spread are fitted anew, so that a score is the log-odds that a
    phrasing is one of the right entry.
    """
    general = _fit_order(asked, [1 - one.civic for one in asked], [0] * len(features.PHRASING))
    civic = _fit_order(asked, [one.civic for one in asked], _signs(features.PHRASING))
    return Weights(features.PHRASING, float(general[0]), general[1:], civic)


def _fit_order(
    asked: Sequence[Asked], shares: Sequence[float], signs: Sequence[int | None]
) -> Floats:
    """The constant and the slopes, from so large a share of each question."""
    told = [
        (one, share * one.weight) for one, share in zip(asked, shares, strict=True) if share > 0
    ]
    chosen = [(one, weight) for one, weight in told if one.own.any()]
    slopes = fit_choice(
        np.vstack([one.lines for one, _ in chosen]),
        np.concatenate([one.own[one.of] for one, _ in chosen]),
        [len(one.rows) for one, _ in chosen],
        [weight for _, weight in chosen],
        signs,
    )
    constant, spread = logistic.fit(
        np.concatenate([one.lines @ slopes for one, _ in told])[:, None],
        np.concatenate([one.own[one.of] for one, _ in told]).astype(float),
        np.concatenate([np.full(len(one.rows), weight) for one, weight in told]),
    )
    return np.array([constant, *slopes * spread[0]])


def _signs(names: Sequence[str]) -> list[int | None]:
    return [SIGNS.get(name, 1) for name in names]


def fit_weights(
    lines: Floats, civic: Floats, labels: Floats, counted: Floats, names: Sequence[str]
) -> Weights:
    """One model for texts in general, and one where the lexicon speaks the language.

    Of the second there are few questions and many features that say nearly the same, so none of
    them may count against common sense.
    """
    here = civic < 1
    general = logistic.fit(lines[here], labels[here], (counted * (1 - civic))[here])
    there = civic > 0
    constant, slopes = logistic.fit_signed(
        lines[there], labels[there], (counted * civic)[there], _signs(names)
    )
    return Weights(tuple(names), *general, np.array([constant, *slopes]))


def fit_entry(asked: Iterable[Asked], of_phrasing: Weights) -> Weights:
    """Weights that say how likely each of the first entries is the right one."""
    lines, civic, labels, counted = [], [], [], []
    for one in asked:
        own, rows = _entry_lines(one, of_phrasing)
        first = own[:JUDGED_ENTRIES]
        lines.append(rows[: len(first)])
        civic += [one.civic] * len(first)
        labels += first.astype(float).tolist()
        counted += [one.weight, *[FOLLOWING * one.weight] * (len(first) - 1)]
    return fit_weights(
        np.vstack(lines), np.array(civic), np.array(labels), np.array(counted), features.ENTRY
    )


def _entry_lines(one: Asked, of_phrasing: Weights) -> tuple[Floats, Floats]:
    """For the candidates, best first: whether each is the right entry, and its features."""
    at = np.arange(len(one.rows))
    found = best_phrasings(at, one.of, one.lines, of_phrasing.score(one.lines, one.civic))
    lines = features.entry_features(found, one.wholes[found.numbers], one.pairs[found.rows])
    return one.own[found.numbers], lines


def judge_situation(situation: Situation, models: Models) -> list[Judged]:
    """What a matcher with these weights makes of a set."""
    return judge(gather([situation], lambda _: models.telling), models)


def judge(asked: Iterable[Asked], models: Models) -> list[Judged]:
    """What a matcher with these weights makes of the questions."""
    return [_judge(one, models) for one in asked]


def _judge(one: Asked, models: Models) -> Judged:
    place, confidence = 0, 0.0
    if len(one.rows):
        own, lines = _entry_lines(one, models.of_phrasing)
        odds = models.of_entry.score(lines, one.civic)
        order = np.argsort(-odds, kind="stable")
        place = int(np.argmax(own[order])) + 1 if own.any() else 0
        confidence = probability(float(odds[order[0]]))
    return Judged(one.name, one.kind, one.whole, bool(one.right), confidence, place, one.civic > 0)
