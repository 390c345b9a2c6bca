"""What matching needs to know of one text, worked out once."""

from dataclasses import dataclass
from itertools import pairwise

from core import language
from faq.matching import words


@dataclass(frozen=True, slots=True)
class Prepared:
    """One question or phrasing, taken apart; the tuples hold each token once, in order."""

    text: str
    normal: str
    unified: str
    characters: tuple[str, ...]
    pairs: tuple[str, ...]
    words: tuple[str, ...]
    sorted_words: str
    asked: int
    negations: int
    numbers: frozenset[str]


def prepare(text: str) -> Prepared:
    """Take a text apart; any text is fine, one of punctuation only becomes empty."""
    normal = language.normalise(text)
    unified = words.unify(normal)
    in_order = language.cut(unified)
    return Prepared(
        text=text,
        normal=normal,
        unified=unified,
        characters=tuple(dict.fromkeys(unified.replace(" ", ""))),
        pairs=tuple(dict.fromkeys(map("".join, pairwise(unified)))),
        words=tuple(dict.fromkeys(in_order)),
        sorted_words=" ".join(sorted(in_order)),
        asked=words.asked(unified),
        negations=words.negations(unified),
        numbers=words.numbers(unified),
    )
