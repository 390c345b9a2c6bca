"""The fitted numbers, read once at import from `weights.json` (made by `benchmarks/matching`)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import exp

import numpy as np

from faq.matching import features
from faq.matching.tokens import Floats

SUREST_GUESS = 0.999


@dataclass(frozen=True, slots=True)
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
        added = line * ((1 - civic) * self.slopes + civic * self.civic[1:])
        return dict(zip(self.names, added.tolist(), strict=True))

    def score(self, rows: Floats, civic: float) -> Floats:
        """Log-odds of each row of features; `civic` as `Snapshot.civic`, from 0 to 1."""
        slopes = (1 - civic) * self.slopes + civic * self.civic[1:]
        constant = (1 - civic) * self.constant + civic * self.civic[0]
        # A matrix product may round a line differently depending on where it stands.
        return np.asarray((rows * slopes).sum(axis=1) + constant, dtype=np.float64)


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
OF_ENTRY = read_weights(FITTED["entry"], FITTED["entry_civic"], features.ENTRY)
