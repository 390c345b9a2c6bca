"""How likely each of the nearest entries answers a question."""

from collections.abc import Collection
from dataclasses import dataclass

from faq.matching.encoder import Encoder, with_likeness
from faq.matching.features import entry_features
from faq.matching.match import Match, Work
from faq.matching.prepared import Prepared
from faq.matching.rank import find_candidates, judged_features
from faq.matching.snapshot import Snapshot
from faq.matching.tokens import Floats
from faq.matching.weights import OF_ENTRY, OF_ORDER, OF_PHRASING, probability


@dataclass(frozen=True, slots=True)
class Judged:
    """A match with what is known of it: its row, the row's features, the entry's features."""

    match: Match
    row: int
    features: Floats
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
    alike = snapshot.alike(query.text)
    found = find_candidates(query, snapshot, overlap, among, OF_PHRASING, work, alike)
    if found is None:
        return []
    own = judged_features(query, snapshot, overlap, found, alike)
    lines = entry_features(own, OF_ORDER.score(own, snapshot.civic))
    odds = OF_ENTRY.score(lines, snapshot.civic)
    rows = found.rows.tolist()
    if encoder is not None:
        vector = encoder.encode([query.text])[0]
        odds = with_likeness(odds, snapshot.vectors(rows) @ vector, encoder.weights)
    ids = snapshot.entry_ids(found.numbers)
    judged = [
        Judged(Match(entry_id, snapshot.row(row).text, probability(own_odds)), row, features, line)
        for entry_id, row, features, line, own_odds in zip(
            ids, rows, found.lines, lines, odds.tolist(), strict=True
        )
    ]
    return sorted(judged, key=lambda one: (-one.match.confidence, one.match.entry_id))
