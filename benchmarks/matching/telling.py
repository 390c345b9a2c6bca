"""What words tell that one of two texts has and the other has not, learned from labelled pairs.

A logistic model of whether two texts mean the same: by what they have in common, by where the pair
is from, and by one weight for each character and word that only one of them has.
"""

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Set
from math import log

import numpy as np

from benchmarks.matching import logistic
from benchmarks.matching.pairs import Pair, joined
from core import language
from faq.matching import words
from faq.matching.prepared import Prepared, prepare
from faq.matching.telling import Telling, opened
from faq.matching.tokens import Floats, Rows

FEWEST = 20
"""Pairs in which a token must stand open to get a weight."""

LEAST = 0.08
"""Weights nearer to zero than this are left out."""

RIDGE = 10.0
STEPS, REFITTED = 150, 10
"""Steps for the weights of the tokens; after every so many the rest is fitted anew."""

SHY = 0.05
"""Added to curvatures, so that steps where all is certain stay small."""

PARTS = 5

SAME_TEXTS = {"lcqmc": "general"}
"""Sources of which one has the pairs of the same meaning, the other those of another."""


class Lessons:
    """Pairs measured once, from any part of which a table can be learned."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        two_sided = [
            (own, [pair for pair in pairs if _source(pair) == own])
            for own in sorted({_source(pair) for pair in pairs})
        ]
        self.pairs = [
            pair for _, many in two_sided if len({pair.same for pair in many}) > 1 for pair in many
        ]
        prepared = {text: prepare(text) for pair in self.pairs for text in pair[:2]}
        holders = Counter(one for text in prepared.values() for one in _tokens(text))
        rarity = {token: log(1 + len(prepared) / count) for token, count in holders.items()}
        both = [(prepared[pair.one], prepared[pair.other]) for pair in self.pairs]
        self._open = [_opened(*two) for two in both]
        sources = sorted({_source(pair) for pair in self.pairs})
        origin = [[float(_source(pair) == one) for one in sources] for pair in self.pairs]
        alike = np.array([_alike(*two, rarity) for two in both])
        spread = alike.std(axis=0)
        self._rest = np.hstack([alike / np.where(spread > 0, spread, 1), origin])
        self._same = np.array([pair.same for pair in self.pairs], dtype=np.float64)

    def without(self, texts: Set[str]) -> Telling:
        """The table that no pair with one of these texts went into."""
        used = [at for at, pair in enumerate(self.pairs) if texts.isdisjoint(pair[:2])]
        counts = Counter(token for at in used for token in self._open[at])
        numbers = {
            token: number
            for number, token in enumerate(sorted(t for t, n in counts.items() if n >= FEWEST))
        }
        if not numbers:
            return {}
        places = [
            (row, numbers[token])
            for row, at in enumerate(used)
            for token in self._open[at]
            if token in numbers
        ]
        rows, columns = np.array(places, dtype=np.intp).T
        weights = _fit(rows, columns, self._rest[used], self._same[used])
        found = {token: round(float(weights[number]), 2) for token, number in numbers.items()}
        return {token: weight for token, weight in found.items() if abs(weight) >= LEAST}

    def cross_fitted(self, same: Iterable[tuple[str, str]]) -> Callable[[str], Telling]:
        """For a text the table that knows nothing of it, nor of texts that mean the same.

        `same`: what means the same beside the pairs.
        """
        alike = [pair[:2] for pair in self.pairs if pair.same]
        parts = {
            text: zlib.crc32(min(group).encode()) % PARTS
            for group in joined([*alike, *same])
            for text in group
        }
        tables = [
            self.without({text for text, own in parts.items() if own == part})
            for part in range(PARTS)
        ]
        return lambda text: tables[parts.get(text, 0)]


def _source(pair: Pair) -> str:
    return SAME_TEXTS.get(pair.source, pair.source)


def _tokens(text: Prepared) -> set[str]:
    return {*text.characters, *text.words}


def _opened(one: Prepared, other: Prepared) -> list[str]:
    """What stands open on either side, in an order that is always the same."""
    own, theirs = set(one.characters), set(other.characters)
    here = opened(own - theirs - one.meant_by(other), one.words)
    there = opened(theirs - own - other.meant_by(one), other.words)
    return [*sorted(here), *sorted(there)]


def _alike(one: Prepared, other: Prepared, rarity: dict[str, float]) -> tuple[float, ...]:
    """What two texts have in common, the same whichever comes first."""
    shares = []
    for here, there in ((one.characters, other.characters), (one.words, other.words)):
        both = sum(rarity[token] for token in here if token in there)
        shares += sorted(both / (sum(rarity[token] for token in own) or 1) for own in (here, there))
    lengths = sorted(log(1 + len(text.unified)) for text in (one, other))
    apart = frozenset(one.characters) ^ frozenset(other.characters)
    return (
        *shares,
        shares[0] * shares[1],
        language.ratios(one.unified, [other.unified])[0],
        language.ratios(one.sorted_words, [other.sorted_words])[0],
        language.framed(one.unified, other.unified),
        float(bool(one.asked & other.asked)),
        float(words.asks_otherwise(one.asked, other.asked)),
        float((one.negations - other.negations) % 2),
        float(one.numbers != other.numbers),
        float(words.are_opposed(apart, apart)),
        lengths[0],
        lengths[1] - lengths[0],
        sum(rarity[token] for token in apart),
    )


def _fit(rows: Rows, columns: Rows, rest: Floats, labels: Floats) -> Floats:
    """The weights of the tokens: `columns` stand open in `rows`; beside them counts the rest.

    All weights move at once, each as far as it may with the others moving too, with momentum.
    """
    count, size = len(labels), int(columns.max()) + 1
    ahead = weights = np.zeros(size)
    beside, momentum = np.zeros(count), 1.0
    open_in = np.bincount(rows, minlength=count)
    for step in range(STEPS):
        own: Floats = np.bincount(rows, ahead[columns], minlength=count).astype(np.float64)
        if step % REFITTED == 0:
            beside = logistic.beside(rest, labels, own)
        likely = 1 / (1 + np.exp(-np.clip(own + beside, -30, 30)))
        pull = np.bincount(columns, (labels - likely)[rows], minlength=size) - RIDGE * ahead
        curved = (likely * (1 - likely) + SHY) * open_in
        moved = ahead + pull / (np.bincount(columns, curved[rows], minlength=size) + RIDGE)
        following = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead = moved + (momentum - 1) / following * (moved - weights)
        weights, momentum = moved, following
    return weights
