"""All phrasings at one moment, ready to be searched; never changes once made."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from faq.matching.postings import Floats, Postings, Rows, Shared
from faq.matching.prepared import Prepared

MOST_ENTRIES = 12
MOST_ROWS_OF_AN_ENTRY = 2

FOREIGN, OWN = 0.4, 0.65
"""Share of characters within expressions of the lexicon: of texts on other things, and of ours."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a query has in common with every row (phrasing) and with every entry as a whole."""

    characters: Shared
    pairs: Shared
    words: Shared
    topics: Shared
    concepts: Shared
    entry_characters: Shared
    entry_words: Shared
    entry_topics: Shared
    entry_concepts: Shared


class Snapshot:
    """The phrasings in order of entry id and text, with their inverted indexes."""

    def __init__(self, phrasings: Mapping[str, tuple[Prepared, ...]]) -> None:
        self.phrasings = dict(sorted(phrasings.items()))
        self.entry_ids = list(self.phrasings)
        self.number_of = {entry_id: number for number, entry_id in enumerate(self.entry_ids)}
        self.rows = [row for rows in self.phrasings.values() for row in rows]
        lengths = [len(rows) for rows in self.phrasings.values()]
        self.starts: Rows = np.cumsum([0, *lengths], dtype=np.intp)
        self.entry_of_row: Rows = np.repeat(np.arange(len(lengths), dtype=np.intp), lengths)
        self._exact: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            self._exact.setdefault(row.normal, []).append(number)
        groups = list(self.phrasings.values())
        self.civic = _civic([row.known for row in self.rows])
        self.meant = [frozenset().union(*(row.meant for row in rows)) for rows in groups]
        self.spoken = [frozenset().union(*(row.characters for row in rows)) for rows in groups]
        self._index_rows()
        self._index_entries()

    def _index_rows(self) -> None:
        entries = len(self.entry_ids)
        self.characters = Postings(
            [row.characters for row in self.rows], self.entry_of_row, entries
        )
        self.pairs = Postings([row.pairs for row in self.rows], self.entry_of_row, entries)
        self.words = Postings([row.words for row in self.rows], self.entry_of_row, entries)
        self.topics = Postings([row.topics for row in self.rows], self.entry_of_row, entries)
        self.concepts = Postings([row.concepts for row in self.rows], self.entry_of_row, entries)

    def _index_entries(self) -> None:
        numbers = np.arange(len(self.entry_ids), dtype=np.intp)
        groups = list(self.phrasings.values())
        characters, words, topics, concepts = (
            Postings(
                [
                    dict.fromkeys(token for row in rows for token in getattr(row, kind))
                    for rows in groups
                ],
                numbers,
                len(numbers),
            )
            for kind in ("characters", "words", "topics", "concepts")
        )
        self.entry_characters, self.entry_words = characters, words
        self.entry_topics, self.entry_concepts = topics, concepts

    def exact(self, query: Prepared) -> list[int]:
        """The rows written just like the query, at most one of each entry."""
        return self._exact.get(query.normal, [])

    def entry_id_of(self, row: int) -> str:
        """Whose phrasing the row is."""
        return self.entry_ids[int(self.entry_of_row[row])]

    def overlap(self, query: Prepared) -> Overlap:
        """Compare the query's tokens with all rows at once."""
        return Overlap(
            characters=self.characters.shared(query.characters),
            pairs=self.pairs.shared(query.pairs),
            words=self.words.shared(query.words),
            topics=self.topics.shared(query.topics),
            concepts=self.concepts.shared(query.concepts),
            entry_characters=self.entry_characters.shared(query.characters),
            entry_words=self.entry_words.shared(query.words),
            entry_topics=self.entry_topics.shared(query.topics),
            entry_concepts=self.entry_concepts.shared(query.concepts),
        )

    def candidates(self, overlap: Overlap, among: Collection[str] | None) -> list[list[int]]:
        """The rows worth a closer look, in one list for each entry; at most 12 entries by 2."""
        score = (
            _cosine(overlap.characters, self.characters)
            + _cosine(overlap.pairs, self.pairs)
            + _cosine(overlap.words, self.words)
            + _cosine(overlap.concepts, self.concepts)
        )
        best = np.maximum.reduceat(score, self.starts[:-1])
        if among is not None:
            allowed = [self.number_of[entry] for entry in among if entry in self.number_of]
            kept = np.zeros_like(best)
            kept[allowed] = best[allowed]
            best = kept
        return [self._best_rows(score, number) for number in _largest(best, MOST_ENTRIES)]

    def _best_rows(self, score: Floats, number: int) -> list[int]:
        first, end = int(self.starts[number]), int(self.starts[number + 1])
        if end - first <= MOST_ROWS_OF_AN_ENTRY:
            return list(range(first, end))
        own = np.argsort(-score[first:end], kind="stable")[:MOST_ROWS_OF_AN_ENTRY]
        return [first + int(row) for row in own]


def _civic(known: Sequence[float]) -> float:
    """Whether the lexicon speaks the language of these phrasings: 0 not at all, 1 fully."""
    share = sum(known) / max(len(known), 1)
    return min(max((share - FOREIGN) / (OWN - FOREIGN), 0.0), 1.0)


def _cosine(shared: Shared, postings: Postings) -> Floats:
    lengths = np.sqrt(np.maximum(postings.totals * shared.query_total, 1e-9))
    return np.asarray(shared.by_row / lengths, dtype=np.float64)


def _largest(values: Floats, count: int) -> list[int]:
    """Positions of the largest positive values, largest first, the earlier one when equal."""
    if len(values) > count:
        limit = np.partition(values, -count)[-count]
        positions = np.flatnonzero((values >= limit) & (values > 0))
    else:
        positions = np.flatnonzero(values > 0)
    order = np.argsort(-values[positions], kind="stable")[:count]
    return [int(position) for position in positions[order]]
