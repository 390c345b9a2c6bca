"""Plain Chinese text work: one writing for the same words, cutting into words, distances.

The only home of opencc, rjieba and rapidfuzz's plain distances. Any `str` is fine here,
lone surrogates and control characters included; nothing raises and all work is bounded.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import opencc
import rjieba
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Postfix, Prefix
from rapidfuzz.process import cdist

REMEMBERED = 64
"""So many texts stay in one writing: everything that looks at a message asks for the same one."""

MAX_CHARACTERS = 500
"""Longer texts are read up to here only: a resident's question is never longer."""

_TO_SIMPLIFIED = opencc.OpenCC("t2s")
_NOT_WORDS = re.compile(r"[\W_]+")
_SPACE_BESIDE_CHINESE = re.compile(r"(?<![0-9a-z]) | (?![0-9a-z])")
_REPEATED = re.compile(r"([^\W0-9a-z])\1{2,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")

rjieba.cut("词典")  # loads the dictionary now, so that the first message does not wait for it


@lru_cache(REMEMBERED)
def normalise(text: str) -> str:
    """One writing for all spellings of the same words; may be empty, at most 500 characters.

    Full width becomes half width, Traditional becomes Simplified, letters become small;
    punctuation, emoji and control characters vanish. A space stays only between two runs of
    Latin letters or digits. A Chinese character said three times or more in a row is kept once.
    """
    folded = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).lower()
    spaced = _NOT_WORDS.sub(" ", folded).strip()
    simple = _TO_SIMPLIFIED.convert(spaced[:MAX_CHARACTERS])
    joined = _SPACE_BESIDE_CHINESE.sub("", simple)
    return _REPEATED.sub(r"\1", joined)[:MAX_CHARACTERS].strip()


def normalise_all(texts: Iterable[str]) -> dict[str, str]:
    """`normalise` of each of very many short texts; those of Chinese characters alone, which
    most are, need but one conversion for all."""
    different = set(texts)
    plain = [text for text in different if _CHINESE.fullmatch(text) and len(text) < MAX_CHARACTERS]
    simple = _TO_SIMPLIFIED.convert("\n".join(plain)).split("\n") if plain else []
    found = {
        text: one for text, one in zip(plain, simple, strict=True) if not _REPEATED.search(one)
    }
    return found | {text: normalise(text) for text in different - found.keys()}


def places(text: str) -> list[int]:
    """For each character of the normalised text, where it stands in the text."""
    folded: list[str] = []
    owners: list[int] = []
    for place, character in enumerate(text[:MAX_CHARACTERS]):
        own = _TO_SIMPLIFIED.convert(
            _without_surrogates(unicodedata.normalize("NFKC", character).lower())
        )
        folded.append(own)
        owners += [place] * len(own)
    normal = normalise(text)
    found = [0] * len(normal)
    for step in Indel.opcodes(normal, "".join(folded)):
        for offset in range(step.src_end - step.src_start):
            # What was written otherwise stands where it was, or beside what goes on.
            there = min(step.dest_start + offset, max(step.dest_end - 1, step.dest_start))
            found[step.src_start + offset] = owners[min(there, len(owners) - 1)]
    return found


@lru_cache(REMEMBERED)
def simplify(text: str) -> str:
    """The text in simplified characters, otherwise as it is."""
    return str(_TO_SIMPLIFIED.convert(_without_surrogates(text[:MAX_CHARACTERS])))


def cut(text: str) -> list[str]:
    """The words of a normalised text in order, without spaces."""
    return [word for word in rjieba.cut(_without_surrogates(text[:MAX_CHARACTERS])) if word != " "]


def tag(text: str) -> list[tuple[str, str]]:
    """The words of a normalised text in order with their part of speech (n…, v…, m…)."""
    found = rjieba.tag(_without_surrogates(text[:MAX_CHARACTERS]))
    return [(word, kind) for word, kind in found if word != " "]


def is_word(text: str) -> bool:
    """Whether the dictionary has the text as a word."""
    return bool(rjieba.has_word(_without_surrogates(text)))


def distance(one: str, other: str) -> int:
    """How many characters must be inserted or deleted to turn one text into the other."""
    return int(Indel.distance(one[:MAX_CHARACTERS], other[:MAX_CHARACTERS]))


def ratio(one: str, other: str) -> float:
    """How alike two texts are, character by character in order: 0 nothing, 1 equal."""
    return float(ratios(one, [other[:MAX_CHARACTERS]])[0])


def ratios(one: str, others: Sequence[str]) -> NDArray[np.float64]:
    """`ratio` of a text and many others, none of which is longer than a question may be."""
    own, likeness = [one[:MAX_CHARACTERS]], Indel.normalized_similarity
    # All at once: one by one, calling costs more than comparing.
    return np.asarray(cdist(own, others, scorer=likeness, dtype=np.float64)[0])


def framed(one: str, other: str) -> float:
    """Share of the longer text that both begin and end with alike, 0 to 1."""
    alike = Prefix.similarity(one, other) + Postfix.similarity(one, other)
    return float(min(alike, len(one), len(other)) / max(len(one), len(other), 1))


def _without_surrogates(text: str) -> str:
    """The text as UTF-8 can carry it; rjieba refuses half characters."""
    return text.encode("utf-8", "ignore").decode("utf-8")
