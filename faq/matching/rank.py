"""Which entries are worth judging, and which phrasing speaks for each."""

from collections.abc import Collection

import numpy as np

from faq.matching.features import Candidate, phrasing_features
from faq.matching.match import Work
from faq.matching.overlap import Overlap
from faq.matching.prepared import Prepared
from faq.matching.snapshot import Snapshot
from faq.matching.weights import Weights


def find_candidates(
    query: Prepared,
    snapshot: Snapshot,
    overlap: Overlap,
    among: Collection[str] | None,
    weights: Weights,
    work: Work | None = None,
) -> list[Candidate]:
    """The entries worth judging with their best phrasings, best first."""
    groups = snapshot.candidates(overlap, among)
    if not groups:
        return []
    rows = [row for group in groups for row in group]
    if work is not None:
        work.tokens += len(overlap.numbers)
        work.ranked += len(rows)
    features = phrasing_features(query, snapshot, overlap, rows)
    scores = weights.score(features, snapshot.civic)
    best: dict[int, Candidate] = {}
    numbers = snapshot.entries_of(np.array(rows, dtype=np.intp)).tolist()
    for number, row, line, score in zip(numbers, rows, features, scores, strict=True):
        if number not in best or score > best[number].score:
            best[number] = Candidate(number, row, line, float(score))
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.number))
