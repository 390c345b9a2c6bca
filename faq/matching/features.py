"""What is measured between a query and its candidates, as plain numbers."""

from dataclasses import dataclass
from math import log

import numpy as np

from core import language
from faq.matching.postings import Floats, Postings, Rows, Shared
from faq.matching.prepared import Prepared
from faq.matching.snapshot import Overlap, Snapshot

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

ENTRY = (
    "score",
    "lead",
    "lag",
    *KEPT_NAMES,
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
)
"""Features of a query and one entry, after its phrasings have been scored."""

TINY = 1e-9

FARTHEST = 6.0
"""Scores further apart than this tell no more."""


MOST_EVIDENCE = 3.0
"""More shared weight than that of so many words that one entry alone holds tells no more."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry with its best phrasing's row, that row's features and score."""

    number: int
    row: int
    features: Floats
    score: float


def phrasing_features(
    query: Prepared, snapshot: Snapshot, overlap: Overlap, rows: list[int]
) -> Floats:
    """One line of `PHRASING` for each row."""
    at = np.array(rows, dtype=np.intp)
    characters = _both_ways(overlap.characters, snapshot.characters, at)
    pairs = _both_ways(overlap.pairs, snapshot.pairs, at)
    words = _both_ways(overlap.words, snapshot.words, at)
    compared = np.array([_compare(query, snapshot.rows[row]) for row in rows])
    left_over = np.minimum(*_left_over(overlap.words, snapshot.words, at))
    both_covered = characters[0] * characters[1]
    return np.column_stack(
        [
            *(*characters, *pairs, *words, compared[:, :2], both_covered, left_over),
            compared[:, 2:],
            *_both_ways(overlap.topics, snapshot.topics, at),
            np.minimum(*_left_over(overlap.topics, snapshot.topics, at)),
            *_both_ways(overlap.concepts, snapshot.concepts, at),
            _explained(query, snapshot, at),
        ]
    )


def entry_features(
    query: Prepared, snapshot: Snapshot, overlap: Overlap, candidates: list[Candidate]
) -> Floats:
    """One line of `ENTRY` for each candidate, which are given by score, best first."""
    scores = np.array([candidate.score for candidate in candidates])
    rival = scores[1] if len(scores) > 1 else scores[0] - FARTHEST
    ahead = np.where(scores == scores[0], rival, scores[0])
    gap = np.clip(scores - ahead, -FARTHEST, FARTHEST)
    own = np.array([candidate.features[KEPT] for candidate in candidates])
    numbers = np.array([candidate.number for candidate in candidates], dtype=np.intp)
    characters, words = overlap.entry_characters, overlap.entry_words
    topics, concepts = overlap.entry_topics, overlap.entry_concepts
    rarest = log(2 + 2 * len(snapshot.entry_ids))
    explained = _explained_by_entries(query, snapshot, numbers)
    of_all = (
        float(not query.topics),
        float(query.talk),
        words.unknown / max(words.query_total, TINY),
        log(1 + len(query.unified)),
        log(1 + len(snapshot.entry_ids)),
        log(len(snapshot.rows) / len(snapshot.entry_ids)),
    )
    return np.column_stack(
        [
            *(scores, np.maximum(gap, 0), np.minimum(gap, 0), own),
            characters.by_row[numbers] / max(characters.query_total, TINY),
            words.by_row[numbers] / max(words.query_total, TINY),
            topics.by_row[numbers] / max(topics.query_total, TINY),
            concepts.by_row[numbers] / max(concepts.query_total, TINY),
            explained / max(characters.query_total, TINY),
            np.minimum((characters.query_total - explained) / rarest, MOST_EVIDENCE),
            np.minimum(words.by_row[numbers] / rarest, MOST_EVIDENCE),
            np.minimum(topics.by_row[numbers] / rarest, MOST_EVIDENCE),
            np.tile(of_all, (len(candidates), 1)),
        ]
    )


def _both_ways(shared: Shared, postings: Postings, at: Rows) -> tuple[Floats, Floats]:
    own = shared.by_row[at]
    return own / max(shared.query_total, TINY), own / np.maximum(postings.totals[at], TINY)


def _left_over(shared: Shared, postings: Postings, at: Rows) -> tuple[Floats, Floats]:
    own = shared.by_row[at]
    rarest = log(2 + 2 * len(postings.totals))
    return (shared.query_total - own) / rarest, (postings.totals[at] - own) / rarest


def _explained(query: Prepared, snapshot: Snapshot, at: Rows) -> Floats:
    """Coverage by characters where another word for the same concept covers as well.

    One line for each row: of the query, of the phrasing, of the query's best clause.
    """
    weight = snapshot.characters.weight
    weights = {character: weight(character) for character in query.characters}
    clauses = [_weighed(clause, weights) for clause in query.clauses]
    total = max(sum(weights.values()), TINY)
    lines = []
    for row in at:
        phrasing = snapshot.rows[row]
        covered = _covered(query, phrasing)
        back = _covered(phrasing, query)
        lines.append(
            (
                sum(own for character, own in weights.items() if character in covered) / total,
                sum(weight(character) for character in phrasing.characters if character in back)
                / max(snapshot.characters.totals[row], TINY),
                max(
                    sum(own for character, own in clause.items() if character in covered)
                    / (sum(clause.values()) + weight(""))
                    for clause in clauses
                ),
            )
        )
    return np.array(lines)


def _explained_by_entries(query: Prepared, snapshot: Snapshot, numbers: Rows) -> Floats:
    """Weight of the query's characters that an entry's phrasings together cover or mean."""
    weight = snapshot.entry_characters.weight
    weights = {character: weight(character) for character in query.characters}
    found = []
    for number in numbers:
        covered = set(snapshot.spoken[number])
        for concepts, characters in query.said:
            if not snapshot.meant[number].isdisjoint(concepts):
                covered.update(characters)
        found.append(sum(own for character, own in weights.items() if character in covered))
    return np.array(found)


def _weighed(clause: str, weights: dict[str, float]) -> dict[str, float]:
    return {character: weights.get(character, 0.0) for character in clause}


def _covered(one: Prepared, other: Prepared) -> set[str]:
    """Characters of one text that the other has too, or has another word for."""
    covered = set(other.characters)
    for concepts, characters in one.said:
        if not other.meant.isdisjoint(concepts):
            covered.update(characters)
    return covered


def _compare(query: Prepared, phrasing: Prepared) -> tuple[float, ...]:
    both = query.asked & phrasing.asked
    apart = bool(query.asked and phrasing.asked and not both)
    return (
        language.ratio(query.unified, phrasing.unified),
        language.ratio(query.sorted_words, phrasing.sorted_words),
        float(bool(both)),
        float(apart),
        float((query.asked & ~phrasing.asked).bit_count()),
        float((query.negations - phrasing.negations) % 2),
        float(query.numbers != phrasing.numbers),
    )
