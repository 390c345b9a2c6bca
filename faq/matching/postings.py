"""Which rows hold a token: inverted lists."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faq.matching.block import Block, Ints
from faq.matching.tokens import Floats, Rows


@dataclass(frozen=True, slots=True)
class Postings:
    """For each token of a block the rows that hold it.

    Token `n` stands in `rows[starts[n]:starts[n + 1]]`, in order; `norms` are the block's, kind by
    kind.
    """

    starts: NDArray[np.int64]
    rows: Ints
    norms: NDArray[np.float32]

    def score(self, numbers: Rows, kinds: Rows, weights: Floats, count: int) -> Floats:
        """For each of `count` rows the sum of the weights of these tokens that it holds, times
        its norms; tokens of other numbers are held by none."""
        known = (numbers >= 0) & (numbers < len(self.starts) - 1) & (weights > 0)
        numbers = numbers[known]
        begins, ends = self.starts[numbers], self.starts[numbers + 1]
        spans = zip(begins.tolist(), ends.tolist(), strict=True)
        lists = [self.rows[begin:end] for begin, end in spans]
        if not lists:
            return np.zeros(count)
        lengths = ends - begins
        rows = np.concatenate(lists)
        parts = self.norms[rows + (kinds[known] * count).repeat(lengths)]
        summed = np.bincount(rows, parts * weights[known].repeat(lengths), count)
        # Weighted counts are floats, which numpy's types do not know.
        return summed.astype(np.float64, copy=False)


def make_postings(block: Block, tokens: int) -> Postings:
    """The inverted lists of a block whose tokens have numbers below `tokens`."""
    row_of_token = np.repeat(np.arange(block.rows, dtype=np.int64), np.diff(block.ends))
    # One number for both sorts fastest.
    both = np.sort((block.tokens.astype(np.int64) << 32) | row_of_token)
    starts = np.zeros(tokens + 1, dtype=np.int64)
    np.cumsum(np.bincount(block.tokens, minlength=tokens), out=starts[1:])
    rows = (both & 0xFFFFFFFF).astype(np.int32)
    return Postings(starts, rows, np.ascontiguousarray(block.norms.T).reshape(-1))
