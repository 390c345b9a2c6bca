"""What it tells when one text has a word that the other has no word for, learned from pairs."""

import json
from collections.abc import Mapping, Sequence, Set
from importlib.resources import files
from math import fsum

Telling = Mapping[str, float]

TELLING: Telling = json.loads(files("faq.matching").joinpath("telling.json").read_text("utf-8"))
"""For characters and words the log-odds that two texts still mean the same when one of them has it
and the other has not: below 0 for 证 or 狗, above for 比较. Made by `benchmarks.matching.fit`."""


def opened(characters: Set[str], words: Sequence[str]) -> list[str]:
    """The characters that stand open in a text, and those of its words that hold one of them."""
    return [
        *characters,
        *[word for word in words if len(word) > 1 and not characters.isdisjoint(word)],
    ]


def learned(words: Sequence[str], telling: Telling = TELLING) -> list[str]:
    """Those of the words that tell anything."""
    return [word for word in words if word in telling]


def told(characters: Set[str], words: Sequence[str], telling: Telling = TELLING) -> float:
    """What stands open in a text tells so much, the same in whatever order it comes; of its words
    those that are `learned` will do."""
    return fsum([telling[one] for one in opened(characters, words) if one in telling])
