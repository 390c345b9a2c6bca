"""Danger in a resident's words: pure, fast, and independent of the database."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from core.language import normalise

MOST_CHARACTERS = 4000
# Shorter than what `normalise` reads; the overlap is longer than any danger word.
CLAUSE, OVERLAP = 400, 40
_BETWEEN_CLAUSES = re.compile(r"[,，.。!！?？;；:：、…~～\r\n]+")
Spans = list[tuple[int, int]]  # from, to
SHARED = (
    *("asked", "negations", "past", "lately", "supposed", "feared", "present"),
    *("asks", "then_now", "then_past"),
)
REMEMBERED = 8192
"""So many words stay spelled, more than there are: a change of one makes the others no work."""
# Between the parts of a word such as 拿着…刀 may stand so many characters; a part may be one of
# several: 灯/插座…滴水. Nothing stands between those of 我/我要+砸门.
GAP, BETWEEN, OR, NEXT = 6, "…", "/", "+"


@dataclass(frozen=True)
class Alarm:
    """What kind of danger, and whom to call; `gentle`: words of suicide, nothing is asked;
    `asks`: who merely asks about it is in none; `lasting`: what was so last night may be so again;
    `needs`: its words alone tell of none, without one that says who it is about."""

    key: str
    name: str
    numbers: tuple[str, ...]
    gentle: bool = False
    asks: bool = False
    lasting: bool = False
    needs: bool = False


@dataclass(frozen=True)
class OwnDanger:
    """A word that staff have added: of danger of that group, or harmless in spite of its words."""

    word: str
    group: str
    harmless: bool = False


class Heard(NamedTuple):
    """A word found in a text, and what it is: one of `SHARED`, or 'danger', 'harmless', 'calm',
    'still' or 'about' of a group, as in 'danger fire'."""

    said: str
    label: str


def with_own(
    groups: Iterable[Mapping[str, Any]], own: Iterable[OwnDanger]
) -> list[Mapping[str, Any]]:
    """The groups with the words that staff have added, where there is still such a group."""
    added: dict[tuple[str, str], list[str]] = {}
    for one in own:
        added.setdefault((one.group, "not_with" if one.harmless else "words"), []).append(one.word)
    return [
        {
            **row,
            **{
                name: [*row[name], *added.get((row["key"], name), ())]
                for name in ("words", "not_with")
            },
        }
        for row in groups
    ]


class _Words:
    """Words by their first part, found in one pass."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        """`words`: (word, label); a label says what the word is."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for word, label in words:
            for first, rest in _readings(word):
                self._by_first.setdefault(first, []).append((rest, label))
        self._lengths = sorted({len(first) for first in self._by_first})
        # Most places in a sentence begin no word: that is seen at once.
        self._begin = {first[:2] for first in self._by_first}

    def find(self, clause: str) -> dict[str, Spans]:
        """Where words stand, by label."""
        found: dict[str, Spans] = {}
        begin = self._begin
        for start in range(len(clause)):
            if clause[start : start + 2] in begin or clause[start] in begin:
                for first in self._firsts(clause, start):
                    for rest, label in self._by_first.get(first, ()):
                        end = _end_of(rest, clause, start + len(first))
                        if end is not None:
                            found.setdefault(label, []).append((start, end))
        return found

    def _firsts(self, clause: str, start: int) -> list[str]:
        left = len(clause) - start
        return [clause[start : start + length] for length in self._lengths if length <= left]


@lru_cache(REMEMBERED)
def _readings(word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The first part of each spelling, and what comes after it."""
    return tuple((first, tuple(rest)) for first, *rest in spellings(word))


def spellings(word: str) -> Iterator[tuple[str, ...]]:
    """The parts of each word that a word of the data stands for: two for 灯/插座…滴水."""
    parts = [
        [plain for one in product(*_choices(part)) if (plain := normalise("".join(one)))]
        for part in word.split(BETWEEN)
    ]
    return (found for found in product(*filter(None, parts)) if found)


def _choices(part: str) -> Iterator[list[str]]:
    return (one.split(OR) for one in part.split(NEXT))


def _end_of(rest: Sequence[str], clause: str, end: int) -> int | None:
    """Where a word ends whose first part ends there; None when the rest does not follow."""
    for part in rest:
        at = clause.find(part, end, end + GAP + len(part))
        if at < 0:
            return None
        end = at + len(part)
    return end


class Emergency:
    """Groups of danger words with what makes them harmless; the first group that fits speaks."""

    def __init__(
        self, shared: Mapping[str, Sequence[str]], groups: Iterable[Mapping[str, Any]]
    ) -> None:
        """As in `community/starter/emergency.toml`, which tells how its words are read."""
        listed = list(groups)
        self._alarms = [
            Alarm(
                row["key"],
                row["name"],
                tuple(row["numbers"]),
                row.get("gentle", False),
                row.get("asks", False),
                row.get("lasting", False),
                bool(row.get("about")),
            )
            for row in listed
        ]
        labelled = [(word, name) for name in SHARED for word in shared.get(name, ())]
        for row in listed:
            labelled += [(word, f"danger {row['key']}") for word in row["words"]]
            labelled += [(word, f"harmless {row['key']}") for word in row["not_with"]]
            labelled += [(word, f"calm {row['key']}") for word in row.get("calm", ())]
            labelled += [(word, f"still {row['key']}") for word in row.get("still", ())]
            labelled += [(word, f"about {row['key']}") for word in row.get("about", ())]
        self._words = _Words(labelled)

    def check(self, text: str) -> Alarm | None:
        """The alarm these words raise, None when they are harmless."""
        return next(self.raised(text), None)

    def raised(self, text: str) -> Iterator[Alarm]:
        """All alarms that these words raise, the one that speaks first."""
        if not self._alarms:
            return
        found = [words for clause in _clauses(text) if (words := self._words.find(clause))]
        labels = {label for words in found for label in words}
        for alarm in self._alarms if labels else ():
            if f"danger {alarm.key}" not in labels:
                continue
            if alarm.needs and f"about {alarm.key}" not in labels:
                continue
            still = f"still {alarm.key}" in labels
            if any(_is_danger(alarm, words, still=still) for words in found):
                yield alarm

    def heard(self, text: str) -> list[Heard]:
        """Which words stand in the text, and what they are, in order; for staff who try it."""
        return [
            Heard(clause[start:end], label)
            for clause in _clauses(text)
            for start, end, label in sorted(
                (start, end, label)
                for label, spans in self._words.find(clause).items()
                for start, end in spans
            )
        ]


def _clauses(text: str) -> Iterator[str]:
    for clause in _BETWEEN_CLAUSES.split(text[:MOST_CHARACTERS]):
        for start in range(0, len(clause), CLAUSE):
            yield normalise(clause[start : start + CLAUSE + OVERLAP])


def _is_danger(alarm: Alarm, words: Mapping[str, Spans], *, still: bool) -> bool:
    """Whether a clause holds danger of this sort, given where which words stand in it; `still`:
    some clause says that it is no ordinary matter after all."""
    dangers = words.get(f"danger {alarm.key}")
    if not dangers:
        return False
    # 会不会漏电 asks, and says nothing of 不会漏电.
    harmless = _not_begun_within(words.get("asked", ()), words.get(f"harmless {alarm.key}", ()))
    real = _outside(dangers, harmless)
    if alarm.gentle or not real:
        return bool(real)
    marks = {name: _outside(words.get(name, ()), harmless) for name in SHARED}
    if not marks["present"]:
        is_calm = not still and f"calm {alarm.key}" in words
        is_past = marks["past"] or (marks["lately"] and not alarm.lasting)
        if is_past or marks["supposed"] or is_calm:
            return False
        real = _not_before(marks["then_past"], _unless_after(marks["feared"], real))
        if alarm.asks and marks["asks"]:
            real = _before(marks["then_now"], real)
    # 是不是着火了 asks; it denies nothing.
    denied = {end for _, end in _outside(marks["negations"], marks["asked"])}
    return any(start not in denied for start, _ in real)


def _before(marks: Spans, spans: Spans) -> Spans:
    """The spans right behind which a mark stands."""
    begins = {start for start, _ in marks}
    return [span for span in spans if span[1] in begins or (span[1] - 1) in begins]


def _not_before(marks: Spans, spans: Spans) -> Spans:
    behind = _before(marks, spans)
    return [span for span in spans if span not in behind]


def _unless_after(marks: Spans, spans: Spans) -> Spans:
    """The spans that begin before any mark: in 灯上滴水怕漏电 the water drips already."""
    first = min((start for start, _ in marks), default=None)
    return [span for span in spans if first is None or span[0] < first]


def _not_begun_within(marks: Iterable[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> Spans:
    inside = list(marks)
    return [span for span in spans if not any(a < span[0] < b for a, b in inside)]


def _outside(spans: Iterable[tuple[int, int]], harmless: Spans) -> Spans:
    """The spans that share nothing with a harmless one."""
    return [
        (start, end) for start, end in spans if not any(a < end and start < b for a, b in harmless)
    ]
