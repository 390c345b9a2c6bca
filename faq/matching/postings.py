"""Which rows hold which token, and how much each token says."""

from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from faq.matching.words import LIGHT

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

LIGHT_WEIGHT = 0.35
"""A light character counts this share of what its rarity would say."""


class Shared(NamedTuple):
    """What a query has in common with every row, in weights."""

    by_row: Floats
    query_total: float
    unknown: float


class Postings:
    """An inverted index of one kind of token (characters, pairs or words) over rows.

    A token's weight is its inverse frequency among the entries, so that many phrasings of one
    entry don't make its subject look common.
    """

    def __init__(self, rows: Sequence[Iterable[str]], entry_of_row: Rows, entries: int) -> None:
        holders: dict[str, list[int]] = {}
        for row, tokens in enumerate(rows):
            for token in tokens:
                holders.setdefault(token, []).append(row)
        self._size = len(rows)
        self._rows = {token: np.array(held, dtype=np.intp) for token, held in holders.items()}
        self._entries = entries
        self._weights = {
            token: self._weight(token, len(set(entry_of_row[held].tolist())))
            for token, held in self._rows.items()
        }
        self.totals: Floats = np.array(
            [sum(self._weights[token] for token in tokens) for tokens in rows], dtype=np.float64
        )

    def _weight(self, token: str, holders: int) -> float:
        rarity = log(1 + (self._entries + 1) / (holders + 0.5))
        return rarity * LIGHT_WEIGHT if LIGHT.issuperset(token) else rarity

    def weight(self, token: str) -> float:
        """How much a token says, known or not."""
        known = self._weights.get(token)
        return self._weight(token, 0) if known is None else known

    def shared(self, tokens: Iterable[str]) -> Shared:
        """Weight of the tokens each row has in common with these, their sum, and the unknown's."""
        found: list[Rows] = []
        weights: list[float] = []
        unknown = 0.0
        for token in tokens:
            rows = self._rows.get(token)
            if rows is None:
                unknown += self._weight(token, 0)
            else:
                found.append(rows)
                weights.append(self._weights[token])
        total = unknown + sum(weights)
        if not found:
            return Shared(np.zeros(self._size), total, unknown)
        spread = np.repeat(np.array(weights), [len(rows) for rows in found])
        by_row = np.bincount(np.concatenate(found), spread, minlength=self._size)
        return Shared(by_row.astype(np.float64, copy=False), total, unknown)
