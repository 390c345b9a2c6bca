"""Weights that put a right row before the others of its question: a choice model.

A logistic model asks of each row alone whether it is right, and spends itself on what tells easy
questions from hard ones; which of a question's rows is right is all that counts in ranking.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.logistic import MOST_STEPS, NEAR_ENOUGH, Floats, best_signed

Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]


def fit_choice(
    rows: Floats,
    right: Flags,
    lengths: Sequence[int],
    weights: Sequence[float],
    signs: Sequence[int | None],
    ridge: float = 1.0,
) -> Floats:
    """Slopes with the wanted signs (1 or -1; 0 is free; None leaves a slope at zero).

    Each question has `lengths` rows, at least one of them right, and counts its weight. Where
    several are right it is enough that one of them comes first.
    """
    scale = rows.std(axis=0)
    scale[scale == 0] = 1.0
    scaled = rows / scale
    first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    of = np.arange(len(lengths)).repeat(lengths)
    counted = np.asarray(weights, dtype=np.float64)
    wanted = np.array([sign or 0 for sign in signs])
    kept = np.array([sign is not None for sign in signs])
    found = np.zeros(rows.shape[1])
    for _ in range(MOST_STEPS):
        likely = _shares(scaled @ found, np.full(len(rows), True), first, of)
        best = _shares(scaled @ found, right, first, of)
        gradient = scaled.T @ ((best - likely) * counted[of]) - ridge * found
        mean = np.add.reduceat(scaled * likely[:, None], first, axis=0)
        bent = (scaled.T * (likely * counted[of])) @ scaled - (mean.T * counted) @ mean
        bent += ridge * np.eye(len(found))
        better = best_signed(bent, gradient + bent @ found, wanted, kept)
        moved = np.abs(better - found).max()
        found = better
        if moved < NEAR_ENOUGH:
            break
    return np.asarray(found / scale, dtype=np.float64)


def _shares(odds: Floats, among: Flags, first: Counts, of: Counts) -> Floats:
    """How likely each row is the one chosen among those of its question."""
    level = np.maximum.reduceat(odds, first)[of]
    chances = np.exp(odds - level) * among
    return np.asarray(chances / np.add.reduceat(chances, first)[of], dtype=np.float64)
