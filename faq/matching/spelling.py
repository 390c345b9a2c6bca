"""Wrong characters that sound like the right ones, put right by what the phrasings say."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from core import language, sounds
from faq.matching.lexicon import Lexicon, civic
from faq.matching.prepared import Prepared, prepare, take_apart
from faq.matching.words import LIGHT

REMEMBERED = 2
"""So many questions stay read: one is looked at again for each entry that may be suggested."""

MOST_REPAIRS = 2
"""So many wrong characters are put right in one text."""

NEVER_WRONG = frozenset("和跟与及或把被比从往向")
"""Who joins two words does not mistype the joint: 和气 is no 哈气."""

Known = Callable[[Sequence[str]], set[str]]
"""Which of these pairs of neighbours stand so in a phrasing."""


@lru_cache(REMEMBERED)
def read(text: str, lexicon: Lexicon, known: Known) -> tuple[Prepared, Prepared]:
    """A question taken apart, as it was written and with its wrong characters put right."""
    written = prepare(text, lexicon)
    return written, repair(written, known)


def repair(query: Prepared, known: Known) -> Prepared:
    """The query with its wrong characters put right, or as it was.

    A character is wrong when no phrasing has it beside either neighbour and it belongs to no
    word; the right one sounds the same, stands so in a phrasing and makes a word there.
    """
    for _ in range(MOST_REPAIRS):
        better = next(_corrections(query, known), None)
        if better is None:
            break
        query = better
    return query


def _corrections(query: Prepared, known: Known) -> Iterator[Prepared]:
    for at in _doubtful(query, known):
        right = _right_one(query.unified, at, known)
        if right:
            yield from _corrected(query, at, right)


def _corrected(query: Prepared, at: int, right: str) -> Iterator[Prepared]:
    """The query taken apart anew with another character at a place of its unified writing."""
    unified, wrong = query.unified, query.unified[at]
    for around in (unified[max(at - 1, 0) : at + 1], unified[at : at + 2], wrong):
        if around in query.normal:
            there = around.replace(wrong, right)
            normal = query.normal.replace(around, there, 1)
            parts = [part.replace(around, there, 1) for part in query.parts]
            again = take_apart(query.text, normal, parts, query.lexicon)
            yield replace(again, repaired=query.repaired + 1)
            break


def _doubtful(query: Prepared, known: Known) -> Iterator[int]:
    text = query.unified
    spoken = {character for word in query.words if _is_word(word) for character in word}
    if query.lexicon.own:
        spoken.update(*(word for word in query.lexicon.own if word in query.normal))
    places = [
        at
        for at, character in enumerate(text)
        if character not in spoken
        and character not in LIGHT
        and character not in NEVER_WRONG
        and sounds.heard_as(character)
    ]
    if not places:
        return
    here = known([pair for at in places for pair in _around(text, at, text[at])])
    for at in places:
        if here.isdisjoint(_around(text, at, text[at])):
            yield at


def _around(text: str, at: int, middle: str) -> list[str]:
    """A character's pairs with the neighbours of a place."""
    before = [text[at - 1] + middle] if at else []
    return before + [middle + after for after in text[at + 1 : at + 2]]


def _right_one(text: str, at: int, known: Known) -> str:
    before, after = text[max(at - 2, 0) : at], text[at + 1 : at + 3]
    same = sounds.heard_as(text[at])
    others = sounds.nearly_heard_as(text[at])
    here = known([pair for other in others for pair in _around(text, at, other)])
    best, worth = "", 0.0
    for other in others if here else "":
        known_before = bool(before) and before[-1] + other in here
        known_after = bool(after) and other + after[0] in here
        ends = known_before and (_is_word(before[-1] + other) or _is_word(before + other))
        starts = known_after and (_is_word(other + after[0]) or _is_word(other + after))
        own = known_before + known_after + ends + starts + 0.5 * (other in same)
        if (ends or starts) and own > worth:
            best, worth = other, own
    return best


def _is_word(text: str) -> bool:
    return len(text) > 1 and (language.is_word(text) or civic().holds(text))
