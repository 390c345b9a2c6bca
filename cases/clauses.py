"""The clauses of what somebody says, and how each is joined to those before it; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from cases.speech import begins_another, counts, is_another_matter, says_also
from core.language import simplify

_PIECES = re.compile(r"(?P<words>[^。！!？?；;\n，,、\s]+)(?P<sign>[。！!？?；;\n，,、\s]*)")
_ENDS = re.compile(r"[。！!？?；;\n]")


class Joint(StrEnum):
    """What stands between a clause and those before it."""

    COMMA = "comma"  # next to nothing, or the clause is the first
    ALSO = "also"  # 垃圾也没人收
    END = "end"  # of a sentence
    MORE = "more"  # 还有, 另外, 顺便问一下
    COUNTED = "counted"  # 其二, 二是, 2.


@dataclass(frozen=True)
class Clause:
    """A stretch of a text from `start` to `end`; `words` are without the sign of its joint."""

    words: str
    start: int
    end: int
    joint: Joint


def begins_another_matter(text: str) -> bool:
    """Whether the words themselves say, anywhere in them, that something else follows: 谢了哈。再说
    个事，…"""
    return is_another_matter(text) or any(one.joint is Joint.MORE for one in clauses(text))


def clauses(text: str) -> list[Clause]:
    """The text's clauses in order; those of 灯坏了还有垃圾没人收 are two without a comma."""
    signs = list(counts(simplify(text)))
    found = list(_clauses(text, 0, signs[0].start() if signs else len(text)))
    for at, sign in enumerate(signs):
        end = signs[at + 1].start() if at + 1 < len(signs) else len(text)
        first, *more = _clauses(text, sign.end(), end) or [Clause("", end, end, Joint.COMMA)]
        found += [replace(first, start=sign.start(), joint=Joint.COUNTED), *more]
    return found


def _clauses(text: str, start: int, stop: int) -> list[Clause]:
    """The clauses of a stretch of the text in which nothing is counted."""
    found: list[Clause] = []
    ended = False
    for piece in _PIECES.finditer(text, start, stop):
        for words, begin in _cut(piece["words"], piece.start("words")):
            found.append(_clause(words, begin, ended=ended))
            ended = False
        ended = _ENDS.search(piece["sign"]) is not None
    return found


def _cut(words: str, start: int) -> Iterator[tuple[str, int]]:
    """The words cut before each sign that something more follows."""
    begin = 0
    for sign in begins_another(simplify(words)):
        if sign.start() > begin:
            yield words[begin : sign.start()], start + begin
        begin = sign.start()
    yield words[begin:], start + begin


def _clause(words: str, start: int, *, ended: bool) -> Clause:
    plain = simplify(words)
    more = next((sign for sign in begins_another(plain) if sign.start() == 0), None)
    said = words[more.end() :] if more else words
    if more:
        joint = Joint.MORE
    elif ended:
        joint = Joint.END
    else:
        joint = Joint.ALSO if says_also(plain) else Joint.COMMA
    return Clause(said, start, start + len(words), joint)
