"""Words that somebody who learns Chinese writes by their sound: 没有 hukou, 我的 jüzhuzheng.

Only what `pinyin.txt` lists is read so, whole words with or without spaces between their syllables
and with or without tones; an English word stays what it is.
"""

import re
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from itertools import product

from core.shipped import read_once
from core.sounds import readings_of

_MAY_SOUND = re.compile(r"[A-Za-zÀ-ſǍ-ǜ]{3}")
# What stands in an address, a name of a file or a number of something is no word.
_LETTERS = r"[A-Za-zÀ-ſǍ-ǜ]+"
_RUN = re.compile(rf"(?<![\w.@/:-]){_LETTERS}(?: {_LETTERS}){{0,11}}(?![\w@/:-]|\.\w)", re.ASCII)
MOST_SYLLABLES = 6


def read_pinyin(text: str) -> str:
    """The text with its words in pinyin written in characters."""
    if not _MAY_SOUND.search(text):
        return text
    return _RUN.sub(lambda found: " ".join(_read(found[0].split(" "))), text)


def _read(parts: list[str]) -> Iterator[str]:
    """The parts between spaces, those that make a word together as that word."""
    at = 0
    while at < len(parts):
        for end in range(min(len(parts), at + MOST_SYLLABLES), at, -1):
            word = _words().get(_without_tones("".join(parts[at:end])))
            if word is not None:
                yield word
                at = end
                break
        else:
            yield parts[at]
            at += 1


def _without_tones(letters: str) -> str:
    apart = unicodedata.normalize("NFKD", letters.lower())
    return "".join(letter for letter in apart if "a" <= letter <= "z")


@read_once
def _words() -> dict[str, str]:
    """The listed words by how they sound; of two that sound alike the first."""
    words: dict[str, str] = {}
    for word in files("core").joinpath("pinyin.txt").read_text("utf-8").split():
        for sounds in product(*map(readings_of, word)):
            words.setdefault(_without_tones("".join(sounds)), word)
    return words
