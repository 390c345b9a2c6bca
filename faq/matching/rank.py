"""Which entries are worth judging, and which phrasing speaks for each."""

from collections.abc import Collection
from math import nan

import numpy as np

from faq.matching.features import (
    Candidates,
    own_features,
    pair_features,
    phrasing_features,
    whole_features,
)
from faq.matching.match import Work
from faq.matching.overlap import Overlap
from faq.matching.prepared import Prepared
from faq.matching.snapshot import Alike, Snapshot
from faq.matching.tokens import Floats, Rows
from faq.matching.weights import Weights

MOST_JUDGED = 6
"""So many entries get a confidence."""


def find_candidates(
    query: Prepared,
    snapshot: Snapshot,
    overlap: Overlap,
    among: Collection[str] | None,
    weights: Weights,
    work: Work | None = None,
    alike: Alike | None = None,
) -> Candidates | None:
    """The entries worth judging with their best phrasings, best first; None when there is none."""
    rows = snapshot.candidates(overlap, among, alike)
    if not len(rows):
        return None
    if work is not None:
        work.tokens += len(overlap.numbers)
        work.ranked += len(rows)
    lines = phrasing_features(query, snapshot, overlap, rows, alike)
    scores = weights.score(lines, snapshot.civic)
    return best_phrasings(rows, snapshot.entries_of(rows), lines, scores)


def best_phrasings(rows: Rows, numbers: Rows, lines: Floats, scores: Floats) -> Candidates:
    """Of each entry the phrasing with the best score, the one given first when equal."""
    own, entries = scores.tolist(), numbers.tolist()
    best: dict[int, int] = {}
    second: dict[int, float] = {}
    for place, number in sorted(enumerate(entries), key=lambda one: -own[one[0]]):
        if best.setdefault(number, place) != place:
            second.setdefault(number, own[place])
    in_order = sorted(best.values(), key=lambda place: (-own[place], entries[place]))
    first = np.array(in_order[:MOST_JUDGED], dtype=np.intp)
    seconds = np.array([second.get(entries[place], nan) for place in in_order[:MOST_JUDGED]])
    return Candidates(numbers[first], rows[first], lines[first], scores[first], seconds)


def judged_features(
    query: Prepared,
    snapshot: Snapshot,
    overlap: Overlap,
    found: Candidates,
    alike: Alike | None = None,
) -> Floats:
    """One line of `OWN` for each candidate."""
    whole = whole_features(query, snapshot, overlap, found.numbers, alike)
    return own_features(found, whole, pair_features(query, snapshot, found.rows))
