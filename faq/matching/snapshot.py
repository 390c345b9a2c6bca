"""All phrasings at one moment, ready to be searched; never changes once made.

A base, searched by inverted lists and perhaps shared with other processes, and beside it a tail
of what has changed since, which is looked through whole. Entries of the base that were replaced
are gone: their rows are no longer found and their tokens no longer counted.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from faq.matching.about import asked_about
from faq.matching.base import Base
from faq.matching.block import PARTS_OF_KNOWN, Block, Ints, join_blocks, spans_of
from faq.matching.lexicon import Lexicon
from faq.matching.overlap import TINY, Held, HeldByRows, K, Overlap
from faq.matching.postings import Postings, make_postings
from faq.matching.prepared import Prepared, prepare_row
from faq.matching.tokens import (
    FINDS,
    KINDS,
    Floats,
    Rows,
    about,
    as_grains,
    is_light,
    number_of,
    weigh,
)
from faq.matching.vocabulary import NOWHERE, Vocabulary

MOST_ENTRIES, MOST_ABOUT = 12, 6
"""So many entries by what they have in common with a question, and by what they are about."""

LEAST_ABOUT, HARDLY = 0.02, 2.0**-30
"""An entry that is less likely about the same is not found by that alone."""

MOST_ROWS_OF_AN_ENTRY = 2

MOSTLY = 0.5
"""From here on phrasings are taken to be in the lexicon's field (`Snapshot.civic`)."""

FOREIGN, OWN = 0.4, 0.65
"""Share of characters within expressions of the lexicon: of texts on other things, and of ours."""

STEPS_OF_CIVIC = 64

MOST_AMONG = 16
"""For so many sets of allowed entries their rows are remembered."""

MOST_WEIGHTS = 8192
"""The weights of so many characters are remembered."""

MOST_LOOKED_AT = 4096
"""So many rows are remembered with what they say."""

BISECTING = 16
"""Looking an id up costs so much more than looking at one in passing."""

_FINDS = np.array(FINDS)
_EACH_KIND = np.arange(K)


class Chunk(NamedTuple):
    """One entry of the tail; `before`: how many ids of the base come before its own."""

    block: Block
    before: int


class Alike(NamedTuple):
    """How likely each phrasing, and each entry by all of its own, is about the same as a question;
    entries as they stand (`Snapshot`). `sure`: how surely the question is about something: 1 for
    one subject, less for several that it may be."""

    rows: Floats
    entries: Floats
    sure: float


class Snapshot:
    """Rows are phrasings, first the base's, then the tail's; entries are numbered by their ids.

    `entries` and `phrasings` say about how many there are (`tokens.about`), `civic` whether the
    lexicon speaks their language: 0 not at all, 1 fully, in steps of a sixty-fourth.
    """

    def __init__(
        self,
        base: Base,
        vocabulary: Vocabulary,
        tail: Mapping[str, Chunk],
        gone: frozenset[int],
        holders: Ints,
        lexicon: Lexicon,
    ) -> None:
        """`tail`: by entry id; `gone`: places of entries in the base that count no more.

        `holders`: how many entries hold each token, by the vocabulary's numbers; `lexicon`: what
        everything was read with.
        """
        self.base, self.vocabulary, self.chunks = base, vocabulary, dict(sorted(tail.items()))
        self.gone, self.holders, self.lexicon = gone, holders, lexicon
        self._tail_ids, chunks = list(self.chunks), self.chunks.values()
        self.tail = join_blocks([chunk.block for chunk in chunks])
        self._kinds = vocabulary.all_kinds()[: len(holders)]
        self._light = vocabulary.all_light()[: len(holders)]
        self._gone_rows = spans_of(base.block.first, np.array(sorted(gone), dtype=np.intp)).places
        self._tail_entries = self.tail.entry_of_row()
        before = np.array([chunk.before for chunk in chunks], dtype=np.intp)
        self._before, self._tail_numbers = before, before + np.arange(len(before))
        rows = base.block.rows - len(self._gone_rows) + self.tail.rows
        self.is_empty = rows == 0
        self.entries = about(base.block.entries - len(gone) + len(self.chunks))
        self.phrasings = about(rows)
        self.civic = _civic(self._known(), rows)
        self._among: dict[frozenset[str], Floats] = {}
        self._weight_of: dict[str, float] = {}
        self._looked_at: dict[int, Prepared] = {}

    def _known(self) -> int:
        own = self.base.block.known
        return int(own.sum()) - int(own[self._gone_rows].sum()) + int(self.tail.known.sum())

    @cached_property
    def _weights(self) -> Floats:
        """How much each token says, by the vocabulary's numbers; for NOWHERE there is one more."""
        return weigh(np.append(self.holders, 0), np.append(self._light, False), self.entries)

    @cached_property
    def _first(self) -> NDArray[np.int64]:
        """Where the rows of each entry begin, and the end."""
        first, tail = self.base.block.first, self.tail.first[1:] + self.base.block.rows
        return np.concatenate([first, tail]) if len(tail) else first

    @cached_property
    def _tail_postings(self) -> Postings:
        """The tail's rows by the vocabulary's numbers."""
        return make_postings(self.tail, len(self.holders))

    @cached_property
    def _tail_exact(self) -> dict[int, list[int]]:
        """The tail's rows by the number that stands for their writing."""
        rows: dict[int, list[int]] = {}
        for row, number in enumerate(self.tail.exact.tolist(), self.base.block.rows):
            rows.setdefault(number, []).append(row)
        return rows

    @cached_property
    def _is_new(self) -> Floats:
        """1 for tokens that no entry holds, 0 for others, in the same way."""
        return np.append(self.holders == 0, True).astype(np.float64)

    @property
    def gone_rows(self) -> int:
        """How many rows of the base count no more."""
        return len(self._gone_rows)

    # --- What rows and entries are ---

    def row(self, row: int) -> Prepared:
        """The phrasing, taken apart."""
        found = self._looked_at.get(row)
        if found is None:
            if len(self._looked_at) >= MOST_LOOKED_AT:
                self._looked_at.clear()
            found = self._looked_at[row] = prepare_row(self.text(row), self.lexicon)
        return found

    def text(self, row: int) -> str:
        """The phrasing as it was written."""
        own = row - self.base.block.rows
        return self.base.block.texts[row] if own < 0 else self.tail.texts[own]

    def vectors(self, rows: Sequence[int]) -> Floats:
        """What the phrasings mean, a line for each (`Encoder.encode`)."""
        first = self.base.block.rows
        blocks = self.base.block.vectors, self.tail.vectors
        own = [blocks[0][row] if row < first else blocks[1][row - first] for row in rows]
        return np.array(own, dtype=np.float64)

    def entries_of(self, rows: Rows) -> Rows:
        """The numbers of the entries whose phrasings they are."""
        return self._numbers(self._slots_of_rows(rows))

    def entry_ids(self, numbers: Rows) -> list[str]:
        """The ids of the entries of these numbers."""
        first, ids = self.base.block.entries, self.base.block.ids
        slots = self.slots(numbers).tolist()
        return [ids[slot] if slot < first else self._tail_ids[slot - first] for slot in slots]

    def entry_id(self, number: int) -> str:
        """The id of the entry of that number."""
        return self.entry_ids(np.array([number]))[0]

    def entry_id_of(self, row: int) -> str:
        """Whose phrasing the row is."""
        return self.entry_id(int(self.entries_of(np.array([row]))[0]))

    def exact(self, query: Prepared) -> list[int]:
        """The rows written just like the query, at most one of each entry, in order of its id."""
        number = number_of(query.normal)
        rows = list(self._tail_exact.get(number, ()))
        if self.base.block.rows:
            rows += [row for row in self.base.written(number) if row not in self._gone_rows]
        alike = [row for row in rows if self.row(row).normal == query.normal]
        return sorted(alike, key=self.entry_id_of)

    def is_idle(self, query: Prepared) -> bool:
        """Whether the query names no subject that these phrasings could be about.

        Only the lexicon's own field is known well enough to say so.
        """
        return query.empty and self.civic > MOSTLY

    def known_pairs(self, pairs: Sequence[str]) -> set[str]:
        """Which of these neighbours stand so in a phrasing, or in the lexicon of its field."""
        own = [list(pairs) if name == "pairs" else [] for name in KINDS]
        new = self._is_new[self._find(own)].tolist()
        of_field = self.lexicon.pairs if self.civic > MOSTLY else ()
        return {
            pair for pair, is_new in zip(pairs, new, strict=True) if not is_new or pair in of_field
        }

    def weight(self, character: str) -> float:
        """How much a character says, known or not."""
        found = self._weight_of.get(character)
        if found is None:
            own = [[character] if name == "characters" else [] for name in KINDS]
            found = float(self._weigh(own, self._find(own))[0])
            if len(self._weight_of) < MOST_WEIGHTS:
                self._weight_of[character] = found
        return found

    def knows(self, token: str, kind: str) -> bool:
        """Whether any phrasing holds the token."""
        number = self._find([[token] if name == kind else () for name in KINDS])[0]
        return bool(number != NOWHERE and self.holders[number])

    # --- What a query has in common with them ---

    def overlap(self, query: Prepared) -> Overlap:
        """The query's tokens, weighed."""
        tokens = tuple([getattr(query, name) for name in KINDS])
        lengths = [len(own) for own in tokens]
        kinds = _EACH_KIND.repeat(lengths)
        numbers = self._find(tokens)
        weights = self._weigh(tokens, numbers)
        by_kind = np.zeros((len(numbers), K))
        places = np.arange(len(numbers))
        by_kind[places, kinds] = weights
        # One more than there are numbers: NOWHERE is the last one, which no phrasing holds.
        column = np.zeros(len(self.holders) + 1, dtype=np.int16)
        column[numbers] = places + 1
        return Overlap(
            ends=list(accumulate(lengths, initial=0)),
            kinds=kinds,
            numbers=numbers,
            weights=weights,
            totals=by_kind.sum(axis=0),
            unknown=self._is_new[numbers] @ by_kind,
            column=column,
            by_kind=by_kind,
            said=_said(query),
        )

    def shared(self, overlap: Overlap, rows: Rows) -> HeldByRows:
        """What these rows have in common with the query."""
        tokens, owners = self._tokens(rows)
        weights = self._weights[tokens]
        places = owners * K + self._kinds[tokens]
        totals = np.bincount(places, weights, len(rows) * K).astype(np.float64).reshape(-1, K)
        return HeldByRows(overlap, _held(overlap, tokens, owners, len(rows)), totals)

    def shared_by_entries(self, overlap: Overlap, numbers: Rows) -> Held:
        """What these entries have in common with the query, their phrasings taken together."""
        rows, owners = self._rows_of(self.slots(numbers))
        tokens, places = self._tokens(rows)
        return Held(overlap, _held(overlap, tokens, owners[places], len(numbers)))

    # --- Which of them are worth a closer look ---

    def alike(self, text: str) -> Alike | None:
        """How likely each phrasing and each entry is about the same as the text; None where the
        lexicon does not speak their language, or nobody could tell."""
        shares = asked_about(self.lexicon.spelt_out(text)) if self.civic else None
        if shares is None:
            return None
        parts = [self.base.block.about.alike(shares), self.tail.about.alike(shares)]
        rows = np.concatenate(parts)
        rows[self._gone_rows] = 0.0
        entries = np.add.reduceat(rows, self._first[:-1]) / np.diff(self._first)
        return Alike(rows, entries, float(shares @ shares))

    def candidates(
        self, overlap: Overlap, among: Collection[str] | None, alike: Alike | None = None
    ) -> Rows:
        """The rows worth a closer look, in order of their entries' ids: at most 18 entries by 2."""
        score = self._score(overlap)
        about = np.zeros(0) if alike is None else alike.entries.copy()
        if among is not None:
            allowed = self._allowed(among)
            score *= allowed
            about *= allowed[self._first[:-1]] if len(about) else 1.0
        slots = self._best_slots(np.maximum.reduceat(score, self._first[:-1]), MOST_ENTRIES)
        about[about < LEAST_ABOUT] = 0.0
        slots = np.union1d(slots, self._best_slots(about, MOST_ABOUT))
        if alike is not None:
            # Of what shares no word the phrasing that is nearest in subject.
            score += alike.rows * HARDLY
        return self._best_rows(score, slots[self._numbers(slots).argsort()])

    def _score(self, overlap: Overlap) -> Floats:
        """How much each row has in common with the query, for its length; 0 for those gone."""
        said = np.sqrt(np.maximum(overlap.totals, TINY))
        weights = as_grains(overlap.weights * (_FINDS / said)[overlap.kinds])
        asked = overlap.numbers, overlap.kinds, weights
        parts = []
        if self.base.block.rows:
            parts.append(self.base.postings.score(*asked, self.base.block.rows))
            parts[0][self._gone_rows] = 0.0
        if self.tail.rows:
            parts.append(self._tail_postings.score(*asked, self.tail.rows))
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _best_slots(self, best: Floats, most: int) -> Rows:
        """Where the entries stand that are the best, at most so many; the first when equal."""
        slots = _largest(best, most)
        if len(slots) > most:
            slots = slots[np.lexsort((self._numbers(slots), -best[slots]))[:most]]
        return slots

    def _best_rows(self, score: Floats, slots: Rows) -> Rows:
        """Of each entry the rows with the most in common, at most two; the earlier when equal."""
        spans = spans_of(self._first, slots)
        owners = np.arange(len(slots)).repeat(spans.lengths)
        in_order = spans.places[np.lexsort((-score[spans.places], owners))]
        ranks = np.arange(len(in_order)) - spans.ends[owners]
        return in_order[ranks < MOST_ROWS_OF_AN_ENTRY]

    def _allowed(self, among: Collection[str]) -> Floats:
        """1 for rows of these entries, 0 for others."""
        if isinstance(among, frozenset):
            if among not in self._among:
                if len(self._among) >= MOST_AMONG:
                    self._among.clear()
                self._among[among] = self._allow(among)
            return self._among[among]
        return self._allow(frozenset(among))

    def _allow(self, among: frozenset[str]) -> Floats:
        first = self.base.block.entries
        entries = np.zeros(first + self.tail.entries)
        if len(among) * BISECTING < first:
            entries[[slot for name in among if (slot := self.base.place_of(name)) is not None]] = 1
        else:
            entries[:first] = [name in among for name in self.base.block.ids]
        entries[first:] = [name in among for name in self.chunks]
        slots = np.concatenate([self.base.entry_of_row, self._tail_entries + first])
        return np.asarray(entries[slots], dtype=np.float64)

    # --- Where things stand ---

    def _find(self, tokens: Sequence[Sequence[str]]) -> Rows:
        numbers = self.vocabulary.find(tokens)
        numbers[numbers >= len(self.holders)] = NOWHERE  # added after this snapshot was made
        return numbers

    def _weigh(self, tokens: Sequence[Sequence[str]], numbers: Rows) -> Floats:
        """The weights of these tokens, given by kind, and of their numbers."""
        weights = self._weights[numbers]
        unknown = (numbers == NOWHERE).nonzero()[0]
        if len(unknown):
            flat = [token for own in tokens for token in own]
            light = np.array([is_light(flat[place]) for place in unknown])
            weights[unknown] = weigh(np.zeros(len(unknown)), light, self.entries)
        return weights

    def _slots_of_rows(self, rows: Rows) -> Rows:
        """Where the rows' entries stand: first the base's, then the tail's."""
        if not self._tail_ids:
            return self.base.entry_of_row[rows].astype(np.intp)
        own = rows - self.base.block.rows
        if not self.base.block.rows:
            return self._tail_entries[own].astype(np.intp)
        slots = np.empty(len(rows), dtype=np.intp)
        inside = own < 0
        slots[inside] = self.base.entry_of_row[rows[inside]]
        slots[~inside] = self._tail_entries[own[~inside]] + self.base.block.entries
        return slots

    def _numbers(self, slots: Rows) -> Rows:
        """The place of each entry among all ids, of those gone as well."""
        first = self.base.block.entries
        if not first or not self._tail_ids:
            return slots
        moved = slots + np.searchsorted(self._before, slots, side="right")
        return np.where(slots < first, moved, self._tail_numbers[np.maximum(slots - first, 0)])

    def slots(self, numbers: Rows) -> Rows:
        """Where the entries of these numbers stand."""
        first = self.base.block.entries
        if not first or not self._tail_ids:
            return numbers
        place = np.searchsorted(self._tail_numbers, numbers)
        padded = np.append(self._tail_numbers, NOWHERE)
        return np.where(padded[place] == numbers, first + place, numbers - place)

    def _rows_of(self, slots: Rows) -> tuple[Rows, Rows]:
        """All rows of these entries, and for each row the entry's place among those given."""
        spans = spans_of(self._first, slots)
        return spans.places, np.arange(len(slots)).repeat(spans.lengths)

    def _tokens(self, rows: Rows) -> tuple[Ints, Rows]:
        """All tokens of these rows, and for each token the row's place among those given."""
        if not self._tail_ids:
            return _tokens_of(self.base.block, rows)
        own = rows - self.base.block.rows
        if not self.base.block.rows:
            return _tokens_of(self.tail, own)
        inside = own < 0
        tokens, places = _tokens_of(self.base.block, rows[inside])
        others, their_places = _tokens_of(self.tail, own[~inside])
        return (
            np.concatenate([tokens, others]),
            np.concatenate([np.flatnonzero(inside)[places], np.flatnonzero(~inside)[their_places]]),
        )


def _said(query: Prepared) -> tuple[Floats, Floats]:
    """For each expression which of the query's meanings, and which of its characters it holds."""
    meanings = [[float(key in concepts) for key in query.meant] for concepts, _ in query.said]
    characters = [[float(one in said) for one in query.characters] for _, said in query.said]
    return np.array(meanings), np.array(characters)


def _tokens_of(block: Block, rows: Rows) -> tuple[Ints, Rows]:
    spans = spans_of(block.ends, rows)
    return block.tokens[spans.places], np.arange(len(rows)).repeat(spans.lengths)


def _held(overlap: Overlap, tokens: Ints, owners: Rows, count: int) -> Floats:
    """A line for each owner: 1 for each of the query's tokens that is among the owner's."""
    columns = overlap.column[tokens]
    held = columns.nonzero()[0]
    found = np.zeros((count, len(overlap.weights)))
    found[owners[held], columns[held] - 1] = 1.0
    return found


def _civic(known: int, phrasings: int) -> float:
    """Whether the lexicon speaks the language of these phrasings: 0 not at all, 1 fully."""
    share = known / PARTS_OF_KNOWN / max(phrasings, 1)
    exact = min(max((share - FOREIGN) / (OWN - FOREIGN), 0.0), 1.0)
    return round(exact * STEPS_OF_CIVIC) / STEPS_OF_CIVIC


def _largest(values: Floats, count: int) -> Rows:
    """Positions of the largest positive values; more of them when the last are equal."""
    if len(values) > count:
        limit = np.partition(values, -count)[-count]
        positions = np.flatnonzero(values >= limit) if limit > 0 else np.flatnonzero(values > 0)
    else:
        positions = np.flatnonzero(values > 0)
    return positions
