"""A question's tokens among what is published, and what phrasings have in common with them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faq.matching.tokens import KINDS, Floats, Rows

K = len(KINDS)
PLACE = {kind: place for place, kind in enumerate(KINDS)}
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Overlap:
    """The tokens of a query: their kinds, numbers (NOWHERE for unknown ones) and weights.

    The arrays hold one value for each token, kind by kind: `ends` says up to where.
    `column` holds for each number in use the token's place from 1, and 0 for all others;
    `by_kind` the weight of each token in the column of its kind. `said` has a line for each
    expression of the lexicon in the query: which of its meanings it stands for, and which of its
    characters it is made of.
    """

    ends: Sequence[int]
    kinds: Rows
    numbers: Rows
    weights: Floats
    totals: Floats
    unknown: Floats
    column: NDArray[np.int16]
    by_kind: Floats
    said: tuple[Floats, Floats]

    def place_of(self, kind: str) -> slice:
        """Where a kind's tokens stand in the arrays."""
        own = PLACE[kind]
        return slice(self.ends[own], self.ends[own + 1])

    def query_total(self, kind: str) -> float:
        """The weight of all tokens of that kind; never quite 0, so that one can divide by it."""
        return max(float(self.totals[PLACE[kind]]), TINY)


class Held:
    """What some entries have in common with a query.

    `tokens` has a line for each, with 1 for each of the query's tokens it holds and 0 for others;
    `shared` has their weights by kind.
    """

    def __init__(self, overlap: Overlap, tokens: Floats) -> None:
        self.overlap, self.tokens = overlap, tokens
        self.shared: Floats = tokens @ overlap.by_kind

    def of(self, kind: str) -> Floats:
        """The weight of the tokens of that kind in common with the query, one value for each."""
        return self.shared[:, PLACE[kind]]

    def covered(self) -> Floats:
        """Which of the query's characters they have, too, or another word for; 1 or 0."""
        own = self.tokens[:, self.overlap.place_of("characters")]
        meanings, characters = self.overlap.said
        if not len(meanings):
            return own
        means = self.tokens[:, self.overlap.place_of("meant")] @ meanings.T > 0
        return np.asarray((own + means @ characters) > 0, dtype=np.float64)


class HeldByRows(Held):
    """What some phrasings have in common with a query; `totals`: all their tokens' weights."""

    def __init__(self, overlap: Overlap, tokens: Floats, totals: Floats) -> None:
        super().__init__(overlap, tokens)
        self.totals = totals
