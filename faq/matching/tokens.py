"""What texts are found by, as numbers that are the same in every process."""

from functools import lru_cache
from hashlib import blake2b
from math import log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faq.matching.words import LIGHT

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
Keys = NDArray[np.uint64]
Flags = NDArray[np.bool_]

KINDS = ("characters", "pairs", "words", "topics", "concepts", "meant")
"""Kinds of token, by the name `Prepared` has for them."""

FINDS = (1.0, 1.0, 1.0, 0.0, 1.0, 0.0)
"""How much each kind counts when entries are looked for; all of them count in ranking."""

LIGHT_WEIGHT = 0.35
"""A light character counts this share of what its rarity would say."""

GRAIN = 2.0**-20
"""Weights are multiples of this, so that their sums are exact in any order."""

STEPS = 8

REMEMBERED = 20_000


@lru_cache(REMEMBERED)
def key_of(kind: int, token: str) -> int:
    """64 bits that stand for the token of that kind."""
    return number_of(f"{kind}{token}")


def number_of(text: str) -> int:
    """64 bits that stand for the text, whatever the process."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def is_light(token: str) -> bool:
    """Whether the token says little however rare it is."""
    return LIGHT.issuperset(token)


def weigh(holders: NDArray[Any], light: Flags, entries: float) -> Floats:
    """How much tokens say, by how many of the entries hold them: their inverse frequency.

    It follows from what is published now and from nothing else, so an index that came about by
    replacements weighs like one made at once. Many phrasings of one entry don't make its subject
    look common.
    """
    rarity = np.log(1 + (entries + 1) / (holders + 0.5))
    rarity[light] *= LIGHT_WEIGHT
    return as_grains(rarity)


def about(count: int) -> float:
    """The count, rounded to one of eight steps between a number and its double.

    One entry more then changes nothing, where nobody asks for it, but once in many times.
    """
    return float(2 ** (round(STEPS * log2(count)) / STEPS)) if count else 0.0


def as_grains(values: Floats) -> Floats:
    """The values as multiples of `GRAIN`."""
    return np.asarray(np.rint(values * (1 / GRAIN)) * GRAIN, dtype=np.float64)
