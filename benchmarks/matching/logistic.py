"""Logistic regression in plain numpy."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


MOST_STEPS = 40
NEAR_ENOUGH = 1e-4


def fit(rows: Floats, labels: Floats, weights: Floats, ridge: float = 1.0) -> tuple[float, Floats]:
    """Constant and slopes that predict the labels (0 or 1) best, by Newton's method.

    The ridge holds slopes of scaled features down, not the constant.
    """
    return fit_signed(rows, labels, weights, [0] * rows.shape[1], ridge)


def fit_signed(
    rows: Floats,
    labels: Floats,
    weights: Floats,
    signs: Sequence[int | None],
    ridge: float = 1.0,
) -> tuple[float, Floats]:
    """As `fit`, but of all slopes with the wanted signs (1 or -1; 0 is free) the best ones.

    None leaves a slope at zero.
    """
    counted = weights > 0
    rows, labels, weights = rows[counted], labels[counted], weights[counted]
    scale = rows.std(axis=0)
    scale[scale == 0] = 1.0
    design = np.column_stack([np.ones(len(rows)), rows / scale])
    penalty = np.diag([0.0, *[ridge] * rows.shape[1]])
    wanted = np.array([0, *[sign or 0 for sign in signs]])
    kept = np.array([True, *[sign is not None for sign in signs]])
    found = np.zeros(design.shape[1])
    for _ in range(MOST_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        gradient = design.T @ (weights * (labels - likely)) - penalty @ found
        curvature = weights * likely * (1 - likely)
        bent = (design.T * curvature) @ design + penalty
        better = best_signed(bent, gradient + bent @ found, wanted, kept)
        moved = np.abs(better - found).max()
        found = better
        if moved < NEAR_ENOUGH:
            break
    return float(found[0]), found[1:] / scale


def beside(rows: Floats, labels: Floats, given: Floats, ridge: float = 1.0) -> Floats:
    """The log-odds that the rows add to those given for each of them."""
    found = np.zeros(rows.shape[1])
    for _ in range(MOST_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(given + rows @ found, -30, 30)))
        bent = (rows.T * (likely * (1 - likely))) @ rows + ridge * np.eye(len(found))
        moved = np.linalg.solve(bent, rows.T @ (labels - likely) - ridge * found)
        found = found + moved
        if np.abs(moved).max() < NEAR_ENOUGH:
            break
    return np.asarray(rows @ found, dtype=np.float64)


def best_signed(bent: Floats, pull: Floats, wanted: Floats, kept: Flags) -> Floats:
    """Where `pull @ x - x @ bent @ x / 2` is highest, among the x with the wanted signs.

    The value that offends most is held at zero until none does; what would then rather leave
    zero to its own side is let go again.
    """
    held = ~kept
    for _ in range(len(pull)):
        free = np.flatnonzero(~held)
        found = np.zeros(len(pull))
        found[free] = np.linalg.solve(bent[np.ix_(free, free)], pull[free])
        offence = -found * wanted
        if offence.max() > 0:
            held[offence.argmax()] = True
            continue
        drawn = (pull - bent @ found) * wanted * (held & kept)
        if drawn.max() <= NEAR_ENOUGH * np.abs(pull).max():
            break
        held[drawn.argmax()] = False
    return found
