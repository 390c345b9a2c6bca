"""The fitted numbers, read once at import from `weights.json` (made by `benchmarks/matching`)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp

import numpy as np

from faq.matching import features
from faq.matching.tokens import Floats

SUREST_GUESS = 0.999

MOST_MIXED = 32
"""So many mixtures are remembered: there are few snapshots at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A constant and one weight for each feature: a logistic model.

    `civic` holds those that take over, the constant first, as far as the lexicon speaks the
    language of the phrasings.
    """

    names: tuple[str, ...]
    constant: float
    slopes: Floats
    civic: Floats

    def contributions(self, line: Floats, civic: float) -> dict[str, float]:
        """What each value of one line of features (or of differences) adds, by feature."""
        added = line * _mixed(self, civic)[0]
        return dict(zip(self.names, added.tolist(), strict=True))

    def score(self, rows: Floats, civic: float) -> Floats:
        """Log-odds of each row of features; `civic` as `Snapshot.civic`, from 0 to 1."""
        slopes, constant = _mixed(self, civic)
        # A matrix product may round a line differently depending on where it stands.
        return np.asarray((rows * slopes).sum(axis=1) + constant, dtype=np.float64)


@lru_cache(MOST_MIXED)
def _mixed(weights: Weights, civic: float) -> tuple[Floats, float]:
    """The slopes and the constant for phrasings that are so civic."""
    slopes = (1 - civic) * weights.slopes + civic * weights.civic[1:]
    constant = (1 - civic) * weights.constant + civic * weights.civic[0]
    return slopes, constant


def read_weights(
    table: Mapping[str, float], civic: Mapping[str, float], names: Sequence[str]
) -> Weights:
    """The weights in the order of the names; a missing one is zero."""
    slopes = np.array([table.get(name, 0.0) for name in names], dtype=np.float64)
    own = np.array([civic.get(name, 0.0) for name in ("constant", *names)], dtype=np.float64)
    return Weights(tuple(names), table["constant"], slopes, own)


def probability(odds: float) -> float:
    """Log-odds as a probability below certainty, rounded so that no rounding error decides."""
    bounded = max(-30.0, min(30.0, odds))
    return round(min(1 / (1 + exp(-bounded)), SUREST_GUESS), 6)


FITTED = json.loads(files("faq.matching").joinpath("weights.json").read_text("utf-8"))
OF_PHRASING = read_weights(FITTED["phrasing"], FITTED["phrasing_civic"], features.PHRASING)
OF_ORDER = read_weights(FITTED["order"], FITTED["order_civic"], features.OWN)
OF_ENTRY = read_weights(FITTED["entry"], FITTED["entry_civic"], features.ENTRY)
