"""The index of phrasings: a question in, the entries that may answer it out."""

from collections.abc import Collection, Iterable
from threading import Lock

import numpy as np

from faq.matching.change import make_snapshot, replaced
from faq.matching.explain import Explanation, explain
from faq.matching.features import entry_features
from faq.matching.match import SURE, Match, Work
from faq.matching.prepared import Prepared, prepare
from faq.matching.rank import find_candidates
from faq.matching.snapshot import Snapshot
from faq.matching.weights import OF_ENTRY, OF_PHRASING, probability


class Index:
    """Phrasings of entries, searched by likeness; no database, file or network.

    Any number of threads may match while one replaces: a match works on the snapshot it began
    with, and a replacement swaps in a new one when it is complete.
    """

    def __init__(self, phrasings: Iterable[tuple[str, str]]) -> None:
        self._replacing = Lock()
        self._snapshot = make_snapshot(phrasings)

    def match(
        self,
        text: str,
        *,
        limit: int = 5,
        among: Collection[str] | None = None,
        work: Work | None = None,
    ) -> list[Match]:
        """The entries that may answer, best first, at most `limit`, each once.

        `among` names the entries that may be found; entries with nothing in common with the
        text are never found. What is looked at is counted into `work`.
        """
        snapshot, work = self._snapshot, work or Work()
        query = prepare(text)
        work.characters += len(query.normal)
        if limit <= 0 or not query.normal or snapshot.is_empty:
            return []
        certain = _exact(query, snapshot, among)
        found = {match.entry_id for match in certain}
        likely = _judge(query, snapshot, among, work)
        likely = [match for match in likely if match.entry_id not in found]
        return (certain + likely)[:limit]

    def explain(self, text: str, entry_id: str | None = None) -> Explanation | None:
        """Why the first entry, or the one named, was found; None when it was not found at all."""
        return explain(text, self._snapshot, entry_id)

    def replace(self, entry_id: str, texts: Iterable[str]) -> None:
        """Give one entry new phrasings; none removes it."""
        with self._replacing:
            self._snapshot = replaced(self._snapshot, entry_id, texts)

    def __copy__(self) -> "Index":
        """One of its own that begins with the same phrasings; costs nothing."""
        other = Index(())
        with self._replacing:
            other._snapshot, other._replacing = self._snapshot, self._replacing
        return other


def _exact(query: Prepared, snapshot: Snapshot, among: Collection[str] | None) -> list[Match]:
    rows = [(snapshot.entry_id_of(row), snapshot.text(row)) for row in snapshot.exact(query)]
    return [Match(entry, text, SURE) for entry, text in rows if among is None or entry in among]


def _judge(
    query: Prepared, snapshot: Snapshot, among: Collection[str] | None, work: Work
) -> list[Match]:
    if query.empty:
        return []
    overlap = snapshot.overlap(query)
    candidates = find_candidates(query, snapshot, overlap, among, OF_PHRASING, work)
    if not candidates:
        return []
    lines = entry_features(query, snapshot, overlap, candidates)
    odds = OF_ENTRY.score(lines, snapshot.civic)
    ids = snapshot.entry_ids(np.array([candidate.number for candidate in candidates]))
    matches = [
        Match(
            entry_id,
            snapshot.text(candidate.row),
            probability(own),
        )
        for entry_id, candidate, own in zip(ids, candidates, odds.tolist(), strict=True)
    ]
    return sorted(matches, key=lambda match: (-match.confidence, match.entry_id))
