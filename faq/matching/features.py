"""What is measured between a query and its candidates, as plain numbers."""

from dataclasses import dataclass
from math import log

import numpy as np

from core import language
from faq.matching import words
from faq.matching.overlap import PLACE, TINY, HeldByRows, Overlap
from faq.matching.prepared import Prepared
from faq.matching.snapshot import Snapshot
from faq.matching.tokens import KINDS, Floats, Rows

PHRASING = (
    "characters_of_query",
    "characters_of_phrasing",
    "pairs_of_query",
    "pairs_of_phrasing",
    "words_of_query",
    "words_of_phrasing",
    "in_order",
    "any_order",
    "both_covered",
    "both_left_over",
    "asks_the_same",
    "asks_otherwise",
    "asks_more",
    "asks_elsewhere",
    "denies_otherwise",
    "other_numbers",
    "topics_of_query",
    "topics_of_phrasing",
    "other_topics",
    "concepts_of_query",
    "concepts_of_phrasing",
    "explained_of_query",
    "explained_of_phrasing",
    "explained_of_clause",
)
"""Features of a query and one phrasing; coverages and likenesses run from 0 to 1."""

KEPT_NAMES = (
    "characters_of_query",
    "characters_of_phrasing",
    "in_order",
    "both_left_over",
    "asks_otherwise",
    "asks_more",
    "asks_elsewhere",
    "denies_otherwise",
    "other_numbers",
    "topics_of_query",
    "topics_of_phrasing",
    "other_topics",
    "concepts_of_query",
    "concepts_of_phrasing",
    "explained_of_query",
    "explained_of_phrasing",
    "explained_of_clause",
)
"""Which features of the best phrasing count for its entry once more."""

KEPT = [PHRASING.index(name) for name in KEPT_NAMES]

WHOLE = (
    "entry_characters",
    "entry_words",
    "entry_topics",
    "entry_concepts",
    "entry_explained",
    "unexplained",
    "evidence",
    "topic_evidence",
    "no_topic",
    "talk",
    "unknown",
    "length",
    "size",
    "phrasings",
    "repaired",
)
"""Features of a query and all phrasings of an entry together."""

OPEN = ("things_of_query", "things_of_phrasing", "acts_of_query", "acts_of_phrasing")
"""What the best phrasing leaves open on either side: characters of nouns and of verbs."""

THING, ACT = "n", "v"

ENTRY = ("score", "lead", "lag", *KEPT_NAMES, *WHOLE, *OPEN)
"""Features of a query and one entry, after its phrasings have been scored."""

FARTHEST = 6.0
"""Scores further apart than this tell no more."""

ALONE = 1.5
"""The lead of an entry without a rival: that nothing else was found proves little."""

MOST_EVIDENCE = 3.0
"""More shared weight than that of so many words that one entry alone holds tells no more."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries by number with their best phrasing's row, that row's features and score."""

    numbers: Rows
    rows: Rows
    lines: Floats
    scores: Floats

    def scored(self) -> list[tuple[int, float]]:
        """Each entry's number with its score."""
        return list(zip(self.numbers.tolist(), self.scores.tolist(), strict=True))


def phrasing_features(
    query: Prepared, snapshot: Snapshot, overlap: Overlap, rows: Rows
) -> Floats:
    """One line of `PHRASING` for each row."""
    phrasings = [snapshot.row(row) for row in rows.tolist()]
    held = snapshot.shared(overlap, rows)
    left = np.minimum(overlap.totals - held.shared, held.totals - held.shared)
    lines = np.empty((len(rows), len(PHRASING)))
    lines[:, _OF_QUERY] = (held.shared / np.maximum(overlap.totals, TINY))[:, _BOTH_WAYS]
    lines[:, _OF_PHRASING] = (held.shared / np.maximum(held.totals, TINY))[:, _BOTH_WAYS]
    lines[:, _LIKE] = np.transpose(_likeness(query, phrasings))
    lines[:, _COMPARED] = [_compare(query, phrasing) for phrasing in phrasings]
    lines[:, _BOTH_COVERED] = lines[:, _OF_QUERY[0]] * lines[:, _OF_PHRASING[0]]
    lines[:, _LEFT_OVER] = left[:, _LEFT_KINDS] / log(2 + 2 * snapshot.phrasings)
    _explain(lines[:, _EXPLAINED], query, phrasings, held, snapshot)
    return lines


def _places(*names: str) -> list[int]:
    return [PHRASING.index(name) for name in names]


_KINDS = ("characters", "pairs", "words", "topics", "concepts")
_BOTH_WAYS = [KINDS.index(kind) for kind in _KINDS]
_OF_QUERY = _places(*(f"{kind}_of_query" for kind in _KINDS))
_OF_PHRASING = _places(*(f"{kind}_of_phrasing" for kind in _KINDS))
_LIKE = _places("in_order", "any_order")
_COMPARED = _places(
    *("asks_the_same", "asks_otherwise", "asks_more", "asks_elsewhere"),
    *("denies_otherwise", "other_numbers"),
)
_BOTH_COVERED = PHRASING.index("both_covered")
_LEFT_OVER = _places("both_left_over", "other_topics")
_LEFT_KINDS = [KINDS.index(kind) for kind in ("words", "topics")]
_EXPLAINED = slice(PHRASING.index("explained_of_query"), PHRASING.index("explained_of_clause") + 1)


def whole_features(query: Prepared, snapshot: Snapshot, overlap: Overlap, numbers: Rows) -> Floats:
    """One line of `WHOLE` for each entry."""
    held = snapshot.shared_by_entries(overlap, numbers)
    rarest = log(2 + 2 * snapshot.entries)
    explained = held.covered() @ overlap.weights[overlap.place_of("characters")]
    of_all = (
        float(not query.topics),
        float(query.talk),
        overlap.unknown[PLACE["words"]] / overlap.query_total("words"),
        log(1 + len(query.unified)),
        log(1 + snapshot.entries),
        log(snapshot.phrasings / snapshot.entries),
        float(query.repaired),
    )
    return np.column_stack(
        [
            held.of("characters") / overlap.query_total("characters"),
            held.of("words") / overlap.query_total("words"),
            held.of("topics") / overlap.query_total("topics"),
            held.of("concepts") / overlap.query_total("concepts"),
            explained / overlap.query_total("characters"),
            np.minimum((overlap.query_total("characters") - explained) / rarest, MOST_EVIDENCE),
            np.minimum(held.of("words") / rarest, MOST_EVIDENCE),
            np.minimum(held.of("topics") / rarest, MOST_EVIDENCE),
            np.tile(of_all, (len(numbers), 1)),
        ]
    )


def open_features(query: Prepared, snapshot: Snapshot, rows: Rows) -> Floats:
    """One line of `OPEN` for each row, in weights of a character that one entry holds."""
    rarest = log(2 + 2 * snapshot.entries)
    lines = np.empty((len(rows), len(OPEN)))
    for line, row in zip(lines, rows.tolist(), strict=True):
        phrasing = snapshot.row(row)
        line[::2] = _open(query, query.covered_by(phrasing), snapshot)
        line[1::2] = _open(phrasing, phrasing.covered_by(query), snapshot)
    return lines / rarest


def _open(text: Prepared, covered: set[str], snapshot: Snapshot) -> tuple[float, float]:
    """Weight of a text's nouns and of its verbs that nothing covers."""
    things = acts = 0.0
    for character, kind in text.kinds.items():
        if kind in (THING, ACT) and character not in covered:
            weight = snapshot.weight(character)
            things, acts = (things + weight, acts) if kind == THING else (things, acts + weight)
    return things, acts


def entry_features(scores: Floats, lines: Floats, whole: Floats, left_open: Floats) -> Floats:
    """One line of `ENTRY` for each candidate, from what is known of it; best score first."""
    rival = scores[1] if len(scores) > 1 else scores[0] - ALONE
    ahead = np.where(scores == scores[0], rival, scores[0])
    gap = np.clip(scores - ahead, -FARTHEST, FARTHEST)
    gaps = np.maximum(gap, 0), np.minimum(gap, 0)
    return np.column_stack([scores, *gaps, lines[:, KEPT], whole, left_open])


def _explain(
    lines: Floats, query: Prepared, phrasings: list[Prepared], held: HeldByRows, snapshot: Snapshot
) -> None:
    """Coverage by characters where another word for the same concept covers as well.

    Into one line for each row: of the query, of the phrasing, of the query's best clause.
    """
    overlap = held.overlap
    weights = overlap.weights[overlap.place_of("characters")]
    covered = held.covered() * weights
    clauses = np.array(
        [[character in clause for clause in query.clauses] for character in query.characters],
        dtype=np.float64,
    ).reshape(-1, len(query.clauses))
    by_clause = (covered @ clauses) / (weights @ clauses + snapshot.weight(""))
    back = held.of("characters") + [_meant_by(query, phrasing, snapshot) for phrasing in phrasings]
    lines[:, 0] = covered.sum(axis=1) / overlap.query_total("characters")
    lines[:, 1] = back / np.maximum(held.totals[:, PLACE["characters"]], TINY)
    lines[:, 2] = by_clause.max(axis=1)


def _meant_by(query: Prepared, phrasing: Prepared, snapshot: Snapshot) -> float:
    """Weight of the phrasing's characters for which the query has another word only."""
    if query.meant.isdisjoint(phrasing.meant):
        return 0.0
    said = [own for concepts, own in phrasing.said if not query.meant.isdisjoint(concepts)]
    if not said:
        return 0.0
    meant = set("".join(said)).intersection(phrasing.characters)
    return sum([snapshot.weight(one) for one in meant.difference(query.characters)])


def _likeness(query: Prepared, phrasings: list[Prepared]) -> tuple[list[float], list[float]]:
    """Of characters in their order, and of words in any order."""
    return (
        language.ratios(query.unified, [phrasing.unified for phrasing in phrasings]),
        language.ratios(query.sorted_words, [phrasing.sorted_words for phrasing in phrasings]),
    )


def _compare(query: Prepared, phrasing: Prepared) -> tuple[float, ...]:
    return (
        float(bool(query.asked & phrasing.asked)),
        float(words.asks_otherwise(query.asked, phrasing.asked)),
        float((query.asked & ~phrasing.asked).bit_count()),
        float(words.asks_elsewhere(query.asked, phrasing.asked)),
        float((query.negations - phrasing.negations) % 2),
        float(query.numbers != phrasing.numbers),
    )
