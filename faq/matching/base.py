"""A large set of phrasings that is searched through inverted lists and never changes."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from faq.matching.block import Block, Ints, make_block
from faq.matching.postings import Postings, make_postings
from faq.matching.tokens import Flags, Keys
from faq.matching.vocabulary import Vocabulary, empty_vocabulary


@dataclass(frozen=True, slots=True)
class Base:
    """A block with, for each token, the rows that hold it.

    Token `n` stands in `holders[n]` entries. `exact` is sorted, `exact_rows` are its rows.
    """

    block: Block
    entry_of_row: Ints
    keys: Keys
    kinds: NDArray[np.uint8]
    light: Flags
    holders: Ints
    postings: Postings
    exact: Keys
    exact_rows: Ints

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
        number = np.uint64(exact)
        first = int(self.exact.searchsorted(number))
        if first == len(self.exact) or self.exact[first] != number:
            return []
        last = int(self.exact.searchsorted(number, side="right"))
        return [int(row) for row in self.exact_rows[first:last]]


def make_base(block: Block, vocabulary: Vocabulary) -> Base:
    """The block with its tokens numbered anew in order of their keys, unused ones left out."""
    used = np.flatnonzero(np.bincount(block.tokens, minlength=len(vocabulary)))
    keys = vocabulary.all_keys()[used]
    order = np.argsort(keys)
    number_of = np.zeros(len(vocabulary), dtype=np.int32)
    number_of[used[order]] = np.arange(len(used), dtype=np.int32)
    block = replace(block, tokens=number_of[block.tokens])
    postings = make_postings(block, len(used))
    entry_of_row = block.entry_of_row()
    by_exact = np.argsort(block.exact, kind="stable").astype(np.int32)
    return Base(
        block=block,
        entry_of_row=entry_of_row,
        keys=keys[order],
        kinds=vocabulary.all_kinds()[used][order],
        light=vocabulary.all_light()[used][order],
        holders=_holders(entry_of_row[postings.rows], postings.starts),
        postings=postings,
        exact=block.exact[by_exact],
        exact_rows=by_exact,
    )


def empty_base() -> Base:
    """A base without phrasings."""
    vocabulary = empty_vocabulary()
    return make_base(make_block({}, vocabulary), vocabulary)


def _holders(entries: Ints, starts: NDArray[np.int64]) -> Ints:
    """How many different entries each token's rows belong to; rows are in order of entries."""
    if not len(entries):
        return np.zeros(len(starts) - 1, dtype=np.int32)
    changes = np.ones(len(entries), dtype=np.int32)
    changes[1:] = entries[1:] != entries[:-1]
    changes[starts[:-1]] = 1
    return np.add.reduceat(changes, starts[:-1]).astype(np.int32)
