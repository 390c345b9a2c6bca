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
from faq.matching.tokens import Flags, Floats, Rows
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
    "about_sure": 0,
    **dict.fromkeys(("length", "size", "phrasings"), None),
}
"""Features that may only count against an entry, or either way, or not at all where knowledge
bases are too few to tell (None); all others only for it."""


class Models(NamedTuple):
    """The three models, of phrasings, of the order of entries and of entries, and what words left
    open tell."""

    of_phrasing: Weights
    of_order: Weights
    of_entry: Weights
    telling: Telling = TELLING


class Told(NamedTuple):
    """What one question is fitted to: lines of features, and which of them are right."""

    weight: float
    civic: float
    right: Flags
    lines: Floats


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
        alike = None if idle else snapshot.alike(query.text)
        self.rows: Rows = none if idle else snapshot.candidates(overlap, None, alike)
        if not len(self.rows):
            return
        numbers, self.of = np.unique(snapshot.entries_of(self.rows), return_inverse=True)
        self.own = np.array(
            [snapshot.entry_id(number) == self.right for number in numbers.tolist()]
        )
        self.lines = features.phrasing_features(query, snapshot, overlap, self.rows, alike)
        self.wholes = features.whole_features(query, snapshot, overlap, numbers, alike)
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
    """All models; `telling` is what they are to be used with."""
    found = [one for one in asked if len(one.rows)]
    of_phrasing = fit_phrasing(found)
    told = [_told(one, of_phrasing) for one in found]
    of_order = fit_order(told)
    return Models(of_phrasing, of_order, fit_entry(told, of_order), telling)


def fit_phrasing(asked: Sequence[Asked]) -> Weights:
    """Weights that put a phrasing of the right entry before others.

    It is enough that one phrasing does: nobody says that every phrasing of an entry is near every
    question to it. Then level and spread are fitted anew, so that a score is the log-odds that a
    phrasing is one of the right entry.
    """
    rows = [Told(one.weight, one.civic, one.own[one.of], one.lines) for one in asked]
    general = _scaled_choice(_share(rows, civic=False), [0] * len(features.PHRASING))
    civic = _scaled_choice(_share(rows, civic=True), _signs(features.PHRASING))
    return Weights(features.PHRASING, float(general[0]), general[1:], civic)


def fit_order(told: Sequence[Told]) -> Weights:
    """Weights that put the right entry before others, where the lexicon speaks the language.

    They differ by the log-odds that the one is right rather than the other. Texts in general stay
    in the order of their best phrasings: with weights of their own the right entry came first less
    often in a set of a family that nothing was fitted to.
    """
    general = np.array([float(name == "score") for name in features.OWN])
    signs = [None if name in features.OF_QUERY else SIGNS.get(name, 1) for name in features.OWN]
    slopes = _choice(_share(told, civic=True), signs)
    return Weights(features.OWN, 0.0, general, np.array([0.0, *slopes]))


def _share(told: Iterable[Told], *, civic: bool) -> list[Told]:
    """Those that count for one of two models, by as much as they do."""
    shared = [
        one._replace(weight=one.weight * (one.civic if civic else 1 - one.civic)) for one in told
    ]
    return [one for one in shared if one.weight > 0]


def _choice(told: Sequence[Told], signs: Sequence[int | None]) -> Floats:
    """The slopes that put a right line first."""
    chosen = [one for one in told if one.right.any()]
    return fit_choice(
        np.vstack([one.lines for one in chosen]),
        np.concatenate([one.right for one in chosen]),
        [len(one.right) for one in chosen],
        [one.weight for one in chosen],
        signs,
    )


def _scaled_choice(told: Sequence[Told], signs: Sequence[int | None]) -> Floats:
    """The constant and such slopes, as log-odds that a line is right."""
    slopes = _choice(told, signs)
    constant, spread = logistic.fit(
        np.concatenate([one.lines @ slopes for one in told])[:, None],
        np.concatenate([one.right for one in told]).astype(float),
        np.concatenate([np.full(len(one.right), one.weight) for one in told]),
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


def fit_entry(told: Iterable[Told], of_order: Weights) -> Weights:
    """Weights that say how likely each of the first entries is the right one."""
    lines, civic, labels, counted = [], [], [], []
    for one in told:
        standings = of_order.score(one.lines, one.civic)
        first = np.argsort(-standings, kind="stable")[:JUDGED_ENTRIES]
        lines.append(features.entry_features(one.lines, standings)[first])
        civic += [one.civic] * len(first)
        labels += one.right[first].astype(float).tolist()
        counted += [one.weight, *[FOLLOWING * one.weight] * (len(first) - 1)]
    return fit_weights(
        np.vstack(lines), np.array(civic), np.array(labels), np.array(counted), features.ENTRY
    )


def _told(one: Asked, of_phrasing: Weights) -> Told:
    """The entries that such weights find worth judging, with their features `OWN`."""
    at = np.arange(len(one.rows))
    found = best_phrasings(at, one.of, one.lines, of_phrasing.score(one.lines, one.civic))
    lines = features.own_features(found, one.wholes[found.numbers], one.pairs[found.rows])
    return Told(one.weight, one.civic, one.own[found.numbers], lines)


def judge_situation(situation: Situation, models: Models) -> list[Judged]:
    """What a matcher with these weights makes of a set."""
    return judge(gather([situation], lambda _: models.telling), models)


def judge(asked: Iterable[Asked], models: Models) -> list[Judged]:
    """What a matcher with these weights makes of the questions."""
    return [_judge(one, models) for one in asked]


def _judge(one: Asked, models: Models) -> Judged:
    place, confidence = 0, 0.0
    if len(one.rows):
        told = _told(one, models.of_phrasing)
        standings = models.of_order.score(told.lines, one.civic)
        odds = models.of_entry.score(features.entry_features(told.lines, standings), one.civic)
        order = np.argsort(-odds, kind="stable")
        place = int(np.argmax(told.right[order])) + 1 if told.right.any() else 0
        confidence = probability(float(odds[order[0]]))
    return Judged(one.name, one.kind, one.whole, bool(one.right), confidence, place, one.civic > 0)
