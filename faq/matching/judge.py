"""How likely each of the nearest entries answers a question."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from faq.matching.encoder import Encoder, with_likeness
from faq.matching.features import Candidate, entry_features
from faq.matching.match import Match, Work
from faq.matching.prepared import Prepared
from faq.matching.rank import find_candidates
from faq.matching.snapshot import Snapshot
from faq.matching.tokens import Floats
from faq.matching.weights import OF_ENTRY, OF_PHRASING, probability


@dataclass(frozen=True, slots=True)
class Judged:
    """A match with what is known of it: its candidate and the features of the entry."""

    match: Match
    candidate: Candidate
    line: Floats


def judge(
    query: Prepared,
    snapshot: Snapshot,
    among: Collection[str] | None,
    encoder: Encoder | None = None,
    work: Work | None = None,
) -> list[Judged]:
    """The entries worth judging, the most likely first."""
    overlap = snapshot.overlap(query)
    candidates = find_candidates(query, snapshot, overlap, among, OF_PHRASING, work)
    if not candidates:
        return []
    lines = entry_features(query, snapshot, overlap, candidates)
    odds = OF_ENTRY.score(lines, snapshot.civic)
    if encoder is not None:
        own = encoder.encode([query.text])[0]
        likeness = snapshot.vectors([candidate.row for candidate in candidates]) @ own
        odds = with_likeness(odds, likeness, encoder.weights)
    ids = snapshot.entry_ids(np.array([candidate.number for candidate in candidates]))
    found = [
        Judged(Match(entry_id, snapshot.text(one.row), probability(own_odds)), one, line)
        for entry_id, one, line, own_odds in zip(ids, candidates, lines, odds.tolist(), strict=True)
    ]
    return sorted(found, key=lambda one: (-one.match.confidence, one.match.entry_id))
