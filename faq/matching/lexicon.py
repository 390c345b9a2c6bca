"""What residents' words stand for: expressions of `faq/lexicon/*.toml` found in a text."""

import marshal
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise, product
from typing import Any, NamedTuple, TypeAlias

from core import language
from core.kept import find_kept, keep, place_of
from core.shipped import read_once
from faq.matching.fingerprint import fingerprint

ROLES = ("topic", "person", "act", "ask", "talk")
"""What a concept is about: a subject, who, what to do or what happened, what is asked, chat."""

GAP, OR = "…", "/"
"""In an expression whose two parts stand apart (楼上…滴), and between ways to say a part."""

FARTHEST_APART = 8
"""So many characters at most lie between the two parts of an expression."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning: its role, the broader meanings it belongs to, and how it is expressed.

    `shared` names its words that other concepts hold as well, `not_in` longer words that hold
    one of its words by chance. A word with a `GAP` is found where its two parts stand near each
    other in this order.
    """

    key: str
    role: str
    kind_of: tuple[str, ...]
    words: tuple[str, ...]
    shared: frozenset[str]
    not_in: tuple[str, ...]


class Found(NamedTuple):
    """An expression found in a text, from `start` up to `end`, and the concepts it stands for.

    `broader` holds those that its own concepts are kinds of.
    """

    start: int
    end: int
    concepts: tuple[str, ...]
    broader: tuple[str, ...]


_Seconds: TypeAlias = dict[str, list[tuple[str, tuple[str, ...], tuple[str, ...]]]]
"""Second parts of expressions with a gap, by their first character, with what they mean."""


class Lexicon:
    """Finds expressions in one pass; the longest one wins where one lies within another.

    `own`: the office's own words, each with its concepts (`with_own`); `name_of`: the first word
    of each concept.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        own = list(concepts)
        self.own: Mapping[str, frozenset[str]] = {}
        self.role_of = {concept.key: concept.role for concept in own if concept.role}
        self.name_of = {concept.key: concept.words[0] for concept in reversed(own)}
        self._above = {concept.key: concept.kind_of for concept in own if concept.kind_of}
        writing = _writings(own)
        meanings: dict[str, set[str]] = {}
        for concept in own:
            for word in concept.not_in:
                meanings.setdefault(writing[word], set())
            for word in concept.words:
                meanings.setdefault(writing[_joined(word)], set()).add(concept.key)
        with_broader = cache(self._with_broader)
        self._meanings = {word: with_broader(frozenset(keys)) for word, keys in meanings.items()}
        self._apart = self._by_first_part(own, writing)
        self.pairs = frozenset("".join(two) for word in meanings for two in pairwise(word))
        self._lengths = _lengths_by_opening(meanings)

    @classmethod
    def restored(cls, parts: Mapping[str, Any]) -> "Lexicon":
        """One of which `vars` gave these parts."""
        lexicon = cls.__new__(cls)
        vars(lexicon).update(parts)
        return lexicon

    def with_own(self, own: Mapping[str, Collection[str]]) -> "Lexicon":
        """This one, and the office's own words (normalised, two characters or more) in place of
        what they mean here; one without concepts means nothing.

        A concept that is not known here is a topic that only these words have.
        """
        other = copy(self)
        other.own = {word: frozenset(keys) for word, keys in own.items()}
        new = {key: "topic" for keys in own.values() for key in keys if key not in self.role_of}
        other.role_of = {**self.role_of, **new}
        meant = {word: self._with_broader(frozenset(keys)) for word, keys in own.items()}
        other._meanings = {**self._meanings, **meant}
        other._lengths = {**self._lengths}
        for opening, new_ones in _lengths_by_opening(own).items():
            known = self._lengths.get(opening, ())
            other._lengths[opening] = tuple(sorted({*known, *new_ones}, reverse=True))
        return other

    def spelt_out(self, text: str) -> str:
        """The text with the office's own words replaced by what everybody calls the same."""
        for word, keys in self.own.items():
            if word in text:
                text = text.replace(
                    word,
                    next((self.name_of[key] for key in sorted(keys) if key in self.name_of), word),
                )
        return text

    def differing(self, other: "Lexicon") -> set[str]:
        """The own words that only one of the two has, or that mean something else there."""
        both = self.own.keys() | other.own.keys()
        return {word for word in both if self.own.get(word) != other.own.get(word)}

    def concepts_of(self, normal: str) -> tuple[str, ...]:
        """What the whole writing stands for as one expression, () when it is none."""
        return self._meanings.get(normal, ((), ()))[0]

    def find(self, normal: str) -> list[Found]:
        """What a normalised text holds, in order."""
        found, words = [], []
        reached = 0
        for start in range(len(normal)):
            end = self._longest(normal, start)
            if end > max(start, reached):
                reached = end
                own, broader = self._meanings[normal[start:end]]
                words.append((range(start, end), bool(own)))
                if own:
                    found.append(Found(start, end, own, broader))
        return sorted([*found, *self._find_apart(normal, words)])

    def holds(self, word: str) -> bool:
        """Whether the normalised word is an expression, or one listed to mean nothing."""
        return word in self._meanings

    def _find_apart(self, normal: str, words: Sequence[tuple[range, bool]]) -> Iterator[Found]:
        """Both parts of each expression with a gap; `words`: those found without, and whether
        they mean anything."""
        for start in range(len(normal)):
            for opening in (normal[start], normal[start : start + 2]):
                for rest, seconds in self._apart.get(opening, ()):
                    if normal.startswith(rest, start + len(opening)):
                        first = range(start, start + len(opening) + len(rest))
                        yield from _with_second(normal, first, seconds, words)

    def _longest(self, normal: str, start: int) -> int:
        """Where the longest expression that starts here ends; `start` when there is none."""
        for length in self._lengths.get(normal[start : start + 2], ()):
            if normal[start : start + length] in self._meanings:
                return min(start + length, len(normal))
        return start + (normal[start] in self._meanings)

    def _by_first_part(
        self, concepts: Iterable[Concept], writing: Mapping[str, str]
    ) -> dict[str, list[tuple[str, _Seconds]]]:
        """Of expressions with a gap, by the first two characters (one, where their first part has
        no more): the rest of the first part, and the second parts."""
        seconds: dict[str, _Seconds] = {}
        for concept in concepts:
            meaning = self._with_broader(frozenset({concept.key}))
            for first, second in (word.split(GAP) for word in concept.words if GAP in word):
                second = writing[second]
                alike = seconds.setdefault(writing[first], {})
                alike.setdefault(second[0], []).append((second, *meaning))
        found: dict[str, list[tuple[str, _Seconds]]] = {}
        for first, theirs in seconds.items():
            found.setdefault(first[:2], []).append((first[2:], theirs))
        return found

    def _with_broader(self, keys: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        broader = {above for key in keys for above in self._broader(key)}
        return tuple(sorted(keys)), tuple(sorted(broader - keys))

    def _broader(self, key: str) -> Iterator[str]:
        for above in self._above.get(key, ()):
            yield above
            yield from self._broader(above)


def _writings(concepts: Iterable[Concept]) -> dict[str, str]:
    """Every word, and the parts of those with a gap, as they are looked for."""
    words = (word for concept in concepts for word in (*concept.not_in, *concept.words))
    return language.normalise_all(
        one for word in words for one in (_joined(word), *word.split(GAP))
    )


def _joined(word: str) -> str:
    """The word with its parts side by side."""
    return word.replace(GAP, "")


def _is_piece(part: range, words: Iterable[tuple[range, bool]]) -> bool:
    """Whether the part is but a piece of a longer word: from its middle, a single character, or
    of a word that means nothing."""
    return any(
        part.start in word
        and len(word) > len(part)
        and (not means or len(part) == 1 or word.start < part.start <= part.stop < word.stop)
        for word, means in words
    )


def _lengths_by_opening(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the words are that begin with these two characters, the longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[:2], set()).add(len(word))
    return {opening: tuple(sorted(lengths, reverse=True)) for opening, lengths in found.items()}


def _with_second(
    normal: str, first: range, seconds: _Seconds, words: Sequence[tuple[range, bool]]
) -> Iterator[Found]:
    """A first part with each second one that follows it near enough, where it stands first."""
    seen: set[str] = set()
    nearest = first.stop + 1
    for at in range(nearest, min(nearest + FARTHEST_APART, len(normal))):
        for second, own, broader in seconds.get(normal[at], ()):
            if second in seen or not normal.startswith(second, at):
                continue
            seen.add(second)
            parts = first, range(at, at + len(second))
            if not any(_is_piece(part, words) for part in parts):
                yield from (Found(part.start, part.stop, own, broader) for part in parts)


def _spelt_out(words: str) -> Iterator[str]:
    """Every expression of a line, with all the ways to say the parts of those with a gap."""
    for word in words.split():
        if GAP in word:
            first, second = word.split(GAP)
            yield from map(GAP.join, product(first.split(OR), second.split(OR)))
        else:
            yield word


def read_concepts(table: Mapping[str, Any]) -> list[Concept]:
    """The concepts of one parsed file; its `role` holds for those that name none."""
    return [
        Concept(
            key=row["key"],
            role=row.get("role", table.get("role", "")),
            kind_of=tuple(row.get("kind_of", "").split()),
            words=tuple(_spelt_out(row["words"])),
            shared=frozenset(row.get("shared", "").split()),
            not_in=tuple(row.get("not_in", "").split()),
        )
        for row in table["concept"]
    ]


@read_once
def civic() -> Lexicon:
    """The lexicon that comes with the project, read once."""
    path, key = place_of("lexicon"), f"lexicon {fingerprint()}"
    kept = find_kept(path, key)
    if kept is not None:
        return Lexicon.restored(marshal.loads(kept))  # noqa: S302 (what this user's process kept)
    lexicon = _read_civic()
    keep(path, key, [marshal.dumps(vars(lexicon))])
    return lexicon


def _read_civic() -> Lexicon:
    folder = files("faq").joinpath("lexicon")
    paths = sorted(
        (path for path in folder.iterdir() if path.name.endswith(".toml")),
        key=lambda path: path.name,
    )
    tables = [tomllib.loads(path.read_text("utf-8")) for path in paths]
    return Lexicon(concept for table in tables for concept in read_concepts(table))
