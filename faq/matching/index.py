"""The index of phrasings: a question in, the entries that may answer it out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from faq.matching.features import entry_features
from faq.matching.prepared import Prepared, prepare
from faq.matching.rank import find_candidates
from faq.matching.snapshot import Snapshot
from faq.matching.weights import OF_ENTRY, OF_PHRASING, probability

SURE = 1.0
"""The confidence of an exact phrasing; all others stay below."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may answer, the phrasing that speaks for it, and how likely it is (0 to 1)."""

    entry_id: str
    phrasing: str
    confidence: float


class Index:
    """Phrasings of entries, searched by likeness; no database, file or network.

    Any number of threads may match while one replaces: a match works on the snapshot it began
    with, and a replacement swaps in a new one when it is complete.
    """

    def __init__(self, phrasings: Iterable[tuple[str, str]]) -> None:
        self._replacing = Lock()
        self._snapshot = make_snapshot(phrasings)

    def match(
        self, text: str, *, limit: int = 5, among: Collection[str] | None = None
    ) -> list[Match]:
        """The entries that may answer, best first, at most `limit`, each once.

        `among` names the entries that may be found; entries with nothing in common with the
        text are never found.
        """
        snapshot = self._snapshot
        query = prepare(text)
        if limit <= 0 or not query.normal or not snapshot.rows:
            return []
        certain = _exact(query, snapshot, among)
        found = {match.entry_id for match in certain}
        likely = [match for match in _judge(query, snapshot, among) if match.entry_id not in found]
        return (certain + likely)[:limit]

    def replace(self, entry_id: str, texts: Iterable[str]) -> None:
        """Give one entry new phrasings; none removes it."""
        prepared = _prepare_all(texts)
        with self._replacing:
            changed = {**self._snapshot.phrasings, entry_id: prepared}
            self._snapshot = Snapshot(_without_empty(changed))


def make_snapshot(phrasings: Iterable[tuple[str, str]]) -> Snapshot:
    """The snapshot of these pairs of entry id and text; their order does not matter."""
    texts: dict[str, list[str]] = {}
    for entry_id, text in phrasings:
        texts.setdefault(entry_id, []).append(text)
    return Snapshot(_without_empty({e: _prepare_all(own) for e, own in texts.items()}))


def _prepare_all(texts: Iterable[str]) -> tuple[Prepared, ...]:
    """Each writing once, in order, so that the order of adding does not matter."""
    by_writing = {row.normal: row for row in map(prepare, sorted(texts, reverse=True))}
    return tuple(row for normal, row in sorted(by_writing.items()) if normal)


def _without_empty(
    phrasings: Mapping[str, tuple[Prepared, ...]],
) -> dict[str, tuple[Prepared, ...]]:
    return {entry_id: rows for entry_id, rows in phrasings.items() if rows}


def _exact(query: Prepared, snapshot: Snapshot, among: Collection[str] | None) -> list[Match]:
    rows = [(snapshot.entry_id_of(row), snapshot.rows[row].text) for row in snapshot.exact(query)]
    return [Match(entry, text, SURE) for entry, text in rows if among is None or entry in among]


def _judge(query: Prepared, snapshot: Snapshot, among: Collection[str] | None) -> list[Match]:
    if query.empty:
        return []
    overlap = snapshot.overlap(query)
    candidates = find_candidates(query, snapshot, overlap, among, OF_PHRASING)
    if not candidates:
        return []
    lines = entry_features(query, snapshot, overlap, candidates)
    odds = OF_ENTRY.score(lines, snapshot.civic)
    matches = [
        Match(
            snapshot.entry_ids[candidate.number],
            snapshot.rows[candidate.row].text,
            probability(float(own)),
        )
        for candidate, own in zip(candidates, odds, strict=True)
    ]
    return sorted(matches, key=lambda match: (-match.confidence, match.entry_id))
