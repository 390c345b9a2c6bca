"""Logistic regression in plain numpy."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def fit_signed(
    rows: Floats, labels: Floats, weights: Floats, signs: Sequence[int | None]
) -> tuple[float, Floats]:
    """As `fit`, but slopes with a wrong sign (wanted: 1 or -1; 0 is free) are left at zero.

    The worst is left out first, then all is fitted anew. None leaves a slope at zero.
    """
    wanted = np.array([sign or 0 for sign in signs]) * rows.std(axis=0)
    kept = np.array([at for at, sign in enumerate(signs) if sign is not None])
    while True:
        constant, found = fit(rows[:, kept], labels, weights)
        worth = found * wanted[kept]
        if worth.min() >= 0:
            break
        kept = np.delete(kept, worth.argmin())
    slopes = np.zeros(rows.shape[1])
    slopes[kept] = found
    return constant, slopes


def fit(rows: Floats, labels: Floats, weights: Floats, ridge: float = 1.0) -> tuple[float, Floats]:
    """Constant and slopes that predict the labels (0 or 1) best, by Newton's method.

    The ridge holds slopes of scaled features down, not the constant.
    """
    scale = rows.std(axis=0)
    scale[scale == 0] = 1.0
    design = np.column_stack([np.ones(len(rows)), rows / scale])
    penalty = np.diag([0.0, *[ridge] * rows.shape[1]])
    found = np.zeros(design.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        gradient = design.T @ (weights * (labels - likely)) - penalty @ found
        curvature = weights * likely * (1 - likely)
        step = np.linalg.solve((design.T * curvature) @ design + penalty, gradient)
        found = found + step
        if np.abs(step).max() < 1e-6:
            break
    return float(found[0]), found[1:] / scale
