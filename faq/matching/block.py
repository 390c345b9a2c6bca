"""Phrasings as arrays: what each one says, whose it is, and what it is found by."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from faq.matching.about import About, about
from faq.matching.encoder import Encoder
from faq.matching.lexicon import Lexicon, civic
from faq.matching.prepared import Prepared, prepare_row
from faq.matching.tokens import KINDS, LIGHT_WEIGHT, Floats, Keys, Rows, is_light, number_of
from faq.matching.vocabulary import Vocabulary, empty_vocabulary

Ints = NDArray[np.int32]

PARTS_OF_KNOWN = 1 << 16
NORM_GRAIN = 2.0**-16


class Texts:
    """Many texts in one buffer."""

    def __init__(self, buffer: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        """Text `n` reaches from `ends[n]` up to `ends[n + 1]`, in UTF-8."""
        self.buffer, self.ends = buffer, ends

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> str:
        own = self.buffer[self.ends[number] : self.ends[number + 1]]
        return own.tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))

    def before(self, text: str) -> int:
        """How many come before that one; the texts must be in order."""
        first, end = 0, len(self)
        while first < end:
            middle = (first + end) // 2
            if self[middle] < text:
                first = middle + 1
            else:
                end = middle
        return first

    def take(self, numbers: Rows) -> "Texts":
        """Those texts, in that order."""
        spans = spans_of(self.ends, numbers)
        return Texts(self.buffer[spans.places], spans.ends)


def texts_of(texts: Iterable[str]) -> Texts:
    """The texts put into one buffer."""
    written = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = np.fromiter(accumulate(map(len, written), initial=0), dtype=np.int64)
    return Texts(np.frombuffer(b"".join(written), dtype=np.uint8), ends)


@dataclass(frozen=True, slots=True)
class Spans:
    """Where chosen stretches of a long array lie: their places, their lengths, their ends."""

    places: Rows
    lengths: Rows
    ends: NDArray[np.int64]


def spans_of(ends: NDArray[np.int64], numbers: Rows) -> Spans:
    """The stretches of these numbers, one after the other."""
    begins = ends[numbers]
    lengths = ends[np.add(numbers, 1)] - begins
    own = np.zeros(len(numbers) + 1, dtype=np.int64)
    lengths.cumsum(out=own[1:])
    places = (begins - own[:-1]).repeat(lengths)
    places += np.arange(own[-1])
    return Spans(places, lengths, own)


@dataclass(frozen=True, slots=True)
class Block:
    """Entries in order of their ids, each with its phrasings in order of their writing.

    `first`: where each entry's rows begin, and the end; `tokens`: the tokens of all rows, those
    of row `n` from `ends[n]` up to `ends[n + 1]`; `norms`: for each row and kind one over the
    root of how much it says; `known`: how much of the row the lexicon knows, of 65,536;
    `exact`: what stands for its writing; `about`: its likeliest subjects; `vectors`: its meaning,
    of no width without an encoder.
    """

    ids: Texts
    first: NDArray[np.int64]
    texts: Texts
    tokens: Ints
    ends: NDArray[np.int64]
    norms: NDArray[np.float32]
    known: Ints
    exact: Keys
    about: About
    vectors: NDArray[np.float16]

    @property
    def rows(self) -> int:
        """How many phrasings."""
        return len(self.known)

    @property
    def entries(self) -> int:
        """How many entries."""
        return len(self.ids)

    def entry_of_row(self) -> Ints:
        """For each row the place of its entry."""
        return np.repeat(np.arange(self.entries, dtype=np.int32), np.diff(self.first))

    def split(self) -> list["Block"]:
        """Each entry as a block of its own."""
        return [self.take(np.array([place])) for place in range(self.entries)]

    def take(self, entries: Rows) -> "Block":
        """Those entries, in that order."""
        rows = spans_of(self.first, entries)
        spans = spans_of(self.ends, rows.places)
        return Block(
            ids=self.ids.take(entries),
            first=rows.ends,
            texts=self.texts.take(rows.places),
            tokens=self.tokens[spans.places],
            ends=spans.ends,
            norms=self.norms[rows.places],
            known=self.known[rows.places],
            exact=self.exact[rows.places],
            about=About(self.about.subjects[rows.places], self.about.parts[rows.places]),
            vectors=self.vectors[rows.places],
        )


def make_block(
    entries: Mapping[str, Iterable[str]],
    vocabulary: Vocabulary,
    encoder: Encoder | None = None,
    lexicon: Lexicon | None = None,
) -> Block:
    """The entries as a block, their tokens numbered by the vocabulary.

    Of each entry every writing stays once; entries without a writing are left out.
    """
    ids: list[str] = []
    texts: list[str] = []
    first, ends, tokens = array("q", [0]), array("q", [0]), array("i")
    said, known, exact = array("d"), array("i"), array("Q")
    for entry_id in sorted(entries):
        for row in _each_writing_once(entries[entry_id], lexicon):
            for kind, name in enumerate(KINDS):
                own = getattr(row, name)
                tokens.extend([vocabulary.number(kind, token) for token in own])
                said.append(sum([LIGHT_WEIGHT if is_light(token) else 1.0 for token in own]))
            texts.append(row.text)
            ends.append(len(tokens))
            known.append(round(row.known * PARTS_OF_KNOWN))
            exact.append(number_of(row.normal))
        if len(texts) > first[-1]:
            ids.append(entry_id)
            first.append(len(texts))
    return Block(
        ids=texts_of(ids),
        first=np.array(first, dtype=np.int64),
        texts=texts_of(texts),
        tokens=np.array(tokens, dtype=np.int32),
        ends=np.array(ends, dtype=np.int64),
        norms=_norms(np.array(said, dtype=np.float64).reshape(len(texts), len(KINDS))),
        known=np.array(known, dtype=np.int32),
        exact=np.array(exact, dtype=np.uint64),
        about=about(
            list(map((lexicon or civic()).spelt_out, texts)),
            [own / PARTS_OF_KNOWN for own in known],
        ),
        vectors=_vectors(texts, encoder),
    )


def _vectors(texts: Sequence[str], encoder: Encoder | None) -> NDArray[np.float16]:
    if encoder is None:
        return np.zeros((len(texts), 0), dtype=np.float16)
    return encoder.encode(texts).astype(np.float16)


def _each_writing_once(texts: Iterable[str], lexicon: Lexicon | None) -> list[Prepared]:
    """In order, and the least of texts written the same, so that no order of adding matters."""
    rows = [prepare_row(text, lexicon or civic()) for text in sorted(texts, reverse=True)]
    by_writing = {row.normal: row for row in rows}
    return [row for normal, row in sorted(by_writing.items()) if normal]


def _norms(said: Floats) -> NDArray[np.float32]:
    roots = 1 / np.sqrt(np.maximum(said, LIGHT_WEIGHT))
    return np.asarray(np.rint(roots / NORM_GRAIN) * NORM_GRAIN, dtype=np.float32)


def join_blocks(blocks: Sequence[Block]) -> Block:
    """The blocks one after the other."""
    if len(blocks) == 1:
        return blocks[0]
    if not blocks:
        return make_block({}, empty_vocabulary())
    # A block of nothing was made without an encoder.
    filled = [block for block in blocks if block.rows]
    return Block(
        ids=_join_texts([block.ids for block in blocks]),
        first=_join_ends([block.first for block in blocks]),
        texts=_join_texts([block.texts for block in blocks]),
        tokens=np.concatenate([block.tokens for block in blocks]),
        ends=_join_ends([block.ends for block in blocks]),
        norms=np.concatenate([block.norms for block in blocks]),
        known=np.concatenate([block.known for block in blocks]),
        exact=np.concatenate([block.exact for block in blocks]),
        about=About(
            np.concatenate([block.about.subjects for block in blocks]),
            np.concatenate([block.about.parts for block in blocks]),
        ),
        vectors=np.concatenate([block.vectors for block in filled] or [blocks[0].vectors]),
    )


def _join_texts(many: Sequence[Texts]) -> Texts:
    buffer = np.concatenate([texts.buffer for texts in many])
    return Texts(buffer, _join_ends([texts.ends for texts in many]))


def _join_ends(many: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    before = [0, *accumulate([int(ends[-1]) for ends in many])]
    joined = np.concatenate([many[0][:1], *[ends[1:] for ends in many]])
    joined[1:] += np.repeat(before[:-1], [len(ends) - 1 for ends in many])
    return joined
