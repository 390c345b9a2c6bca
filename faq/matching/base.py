"""A large set of phrasings that is searched through inverted lists and never changes."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from faq.matching.block import Block, Ints, make_block
from faq.matching.tokens import Flags, Floats, Keys, Rows
from faq.matching.vocabulary import Vocabulary, empty_vocabulary


@dataclass(frozen=True, slots=True)
class Base:
    """A block with, for each token, the rows that hold it.

    Token `n` stands in `rows[starts[n]:starts[n + 1]]`, in order, and in `holders[n]` entries.
    `exact` is sorted, `exact_rows` are its rows. `norms` are the block's, kind by kind.
    """

    block: Block
    entry_of_row: Ints
    keys: Keys
    kinds: NDArray[np.uint8]
    light: Flags
    holders: Ints
    starts: NDArray[np.int64]
    rows: Ints
    norms: NDArray[np.float32]
    exact: Keys
    exact_rows: Ints

    def score(self, numbers: Rows, kinds: Rows, weights: Floats) -> Floats:
        """For each row the sum of the weights of these tokens that it holds, times its norms."""
        lists = [self.rows[self.starts[number] : self.starts[number + 1]] for number in numbers]
        if not lists:
            return np.zeros(self.block.rows)
        lengths = [len(one) for one in lists]
        rows = np.concatenate(lists)
        norms = self.norms[rows + np.repeat(kinds * self.block.rows, lengths)]
        parts = norms * np.repeat(weights, lengths)
        return np.bincount(rows, parts, self.block.rows).astype(np.float64, copy=False)

    def place_of(self, entry_id: str) -> int | None:
        """Where the entry of that id stands, None when there is none."""
        place = self.before(entry_id)
        is_here = place < len(self.block.ids) and self.block.ids[place] == entry_id
        return place if is_here else None

    def before(self, entry_id: str) -> int:
        """How many ids come before that one."""
        return self.block.ids.before(entry_id)

    def written(self, exact: int) -> list[int]:
        """The rows whose writing that number stands for."""
        first = int(np.searchsorted(self.exact, np.uint64(exact)))
        last = int(np.searchsorted(self.exact, np.uint64(exact), side="right"))
        return [int(row) for row in self.exact_rows[first:last]]


def make_base(block: Block, vocabulary: Vocabulary) -> Base:
    """The block with its tokens numbered anew in order of their keys, unused ones left out."""
    used = np.flatnonzero(np.bincount(block.tokens, minlength=len(vocabulary)))
    keys = vocabulary.all_keys()[used]
    order = np.argsort(keys)
    number_of = np.zeros(len(vocabulary), dtype=np.int32)
    number_of[used[order]] = np.arange(len(used), dtype=np.int32)
    tokens = number_of[block.tokens]
    rows, starts = _inverted(tokens, block.ends, len(used))
    entry_of_row = block.entry_of_row()
    by_exact = np.argsort(block.exact, kind="stable").astype(np.int32)
    return Base(
        block=replace(block, tokens=tokens),
        entry_of_row=entry_of_row,
        keys=keys[order],
        kinds=vocabulary.all_kinds()[used][order],
        light=vocabulary.all_light()[used][order],
        holders=_holders(entry_of_row[rows], starts),
        starts=starts,
        rows=rows,
        norms=np.ascontiguousarray(block.norms.T).reshape(-1),
        exact=block.exact[by_exact],
        exact_rows=by_exact,
    )


def empty_base() -> Base:
    """A base without phrasings."""
    vocabulary = empty_vocabulary()
    return make_base(make_block({}, vocabulary), vocabulary)


def _inverted(tokens: Ints, ends: NDArray[np.int64], count: int) -> tuple[Ints, NDArray[np.int64]]:
    """The rows of every token, and where each token's rows begin."""
    row_of_token = np.repeat(np.arange(len(ends) - 1, dtype=np.int64), np.diff(ends))
    # One number for both sorts fastest.
    both = np.sort((tokens.astype(np.int64) << 32) | row_of_token)
    starts = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(tokens, minlength=count), out=starts[1:])
    return (both & 0xFFFFFFFF).astype(np.int32), starts


def _holders(entries: Ints, starts: NDArray[np.int64]) -> Ints:
    """How many different entries each token's rows belong to; rows are in order of entries."""
    if not len(entries):
        return np.zeros(len(starts) - 1, dtype=np.int32)
    changes = np.ones(len(entries), dtype=np.int32)
    changes[1:] = entries[1:] != entries[:-1]
    changes[starts[:-1]] = 1
    return np.add.reduceat(changes, starts[:-1]).astype(np.int32)
