"""What matching needs to know of one text, worked out once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from core import language
from faq.matching import words
from faq.matching.lexicon import Found, Lexicon, civic

TELLING = ("topic", "person", "act")
"""Roles of concepts that say what a text is about; `ask` and `talk` only say how."""

REMEMBERED = 4096
"""So many phrasings stay prepared, about 5 kB each."""

THING, ACT = "n", "v"
MOST_CLAUSES = 8
SHORTEST_CLAUSE = 3
_PAUSE = re.compile(r"[，。！？；、,.!?;\s]+")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One question or phrasing, taken apart; the tuples hold each token once, in order.

    `topics` and `concepts` (topics included) are keys of the lexicon, `meant` all of its keys;
    `said` holds each expression's own concepts and its characters, `said_by` each of these concepts
    with the characters; `known` is the share of characters that belong to an expression. `clauses`
    are the parts between punctuation marks that are long enough to say something, and the whole.
    `held` are the characters in no order, `content` those that do more than ask, chat or point;
    `empty`: it has none, so that nothing says what about. `parts` is the normal writing between
    pauses; `things` and `acts` are the characters of nouns and of verbs, `repaired` how many
    characters were put right; `lexicon` is what it was read with.
    """

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
    topics: tuple[str, ...]
    concepts: tuple[str, ...]
    meant: frozenset[str]
    said: tuple[tuple[tuple[str, ...], str], ...]
    said_by: tuple[tuple[str, str], ...]
    talk: bool
    known: float
    clauses: tuple[str, ...]
    held: frozenset[str]
    content: frozenset[str]
    empty: bool
    parts: tuple[str, ...]
    things: frozenset[str]
    acts: frozenset[str]
    lexicon: Lexicon
    repaired: int = 0

    def meant_by(self, other: "Prepared") -> set[str]:
        """Characters of the expressions for which the other text has one as well."""
        meant = other.meant
        if meant.isdisjoint(self.meant):
            return set()
        return set("".join([own for concept, own in self.said_by if concept in meant]))


def prepare(text: str, lexicon: Lexicon | None = None) -> Prepared:
    """Take a text apart, with the civic lexicon where none is given; any text is fine, one of
    punctuation only becomes empty."""
    normal = language.normalise(text)
    parts = [part for part in _PAUSE.split(text[: language.MAX_CHARACTERS], MOST_CLAUSES) if part]
    normals = list(map(language.normalise, parts)) if parts[1:] else [normal]
    return take_apart(text, normal, normals, lexicon or civic())


def take_apart(text: str, normal: str, parts: Sequence[str], lexicon: Lexicon) -> Prepared:
    """As `prepare`, from a text's normal writing and that of its parts between pauses."""
    unified = words.unify(normal)
    tagged = language.tag(unified)
    in_order = [word for word, _ in tagged]
    kind_of = {character: kind[0] for word, kind in tagged for character in word}
    found = lexicon.find(normal)
    meant = dict.fromkeys(key for one in found for key in (*one.concepts, *one.broader))
    said = tuple((one.concepts, normal[one.start : one.end]) for one in found)
    content = _content(normal, unified, found, lexicon)
    characters = tuple(dict.fromkeys(unified.replace(" ", "")))
    return Prepared(
        text=text,
        normal=normal,
        unified=unified,
        characters=characters,
        pairs=tuple(dict.fromkeys(map("".join, pairwise(unified)))),
        words=tuple(dict.fromkeys(in_order)),
        sorted_words=" ".join(sorted(in_order))[: language.MAX_CHARACTERS],
        asked=words.asked(unified),
        negations=words.negations(unified),
        numbers=words.numbers(unified),
        topics=tuple(key for key in meant if lexicon.role_of[key] == "topic"),
        concepts=tuple(key for key in meant if lexicon.role_of[key] in TELLING),
        meant=frozenset(meant),
        said=said,
        said_by=tuple((concept, own) for concepts, own in said for concept in concepts),
        held=frozenset(characters),
        content=content,
        empty=not content,
        clauses=(*_clauses(parts), unified) if len(parts) > 1 else (unified,),
        parts=tuple(parts),
        things=frozenset(one for one, kind in kind_of.items() if kind == THING),
        acts=frozenset(one for one, kind in kind_of.items() if kind == ACT),
        known=len({place for one in found for place in range(one.start, one.end)})
        / max(len(normal), 1),
        talk=any(lexicon.role_of[key] == "talk" for key in meant),
        lexicon=lexicon,
    )


prepare_row = lru_cache(REMEMBERED)(prepare)
"""As `prepare`, for phrasings: those that are often looked at are remembered."""


def _clauses(parts: Sequence[str]) -> tuple[str, ...]:
    unified = map(words.unify, parts)
    return tuple(part for part in unified if len(part) >= SHORTEST_CLAUSE)


def _content(normal: str, unified: str, found: list[Found], lexicon: Lexicon) -> frozenset[str]:
    idle = {" ", *words.IDLE}
    for one in found:
        if all(lexicon.role_of[key] in ("ask", "talk") for key in one.concepts):
            idle.update(normal[one.start : one.end])
    return frozenset(unified).difference(idle)
