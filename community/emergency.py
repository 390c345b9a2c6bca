"""Danger in a resident's words: pure, fast, and independent of the database."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.language import normalise

MOST_CHARACTERS = 4000
# Shorter than what `normalise` reads; the overlap is longer than any danger word.
CLAUSE, OVERLAP = 400, 40
_BETWEEN_CLAUSES = re.compile(r"[,，.。!！?？;；:：、…~～\r\n]+")
Spans = list[tuple[int, int]]  # from, to
SHARED = ("negations", "past", "supposed", "present")


@dataclass(frozen=True)
class Alarm:
    """What kind of danger, and whom to call; `gentle`: words of suicide, nothing is asked."""

    key: str
    name: str
    numbers: tuple[str, ...]
    gentle: bool = False


class _Words:
    """Words by first character, found in one pass."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        """`words`: (word, label); a label says what the word is."""
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for word, label in words:
            plain = normalise(word)
            if plain:
                self._by_first.setdefault(plain[0], []).append((plain, label))

    def find(self, clause: str) -> dict[str, Spans]:
        """Where words stand, by label."""
        found: dict[str, Spans] = {}
        for start, character in enumerate(clause):
            for word, label in self._by_first.get(character, ()):
                if clause.startswith(word, start):
                    found.setdefault(label, []).append((start, start + len(word)))
        return found


class Emergency:
    """Groups of danger words with what makes them harmless; the first group that fits speaks."""

    def __init__(
        self, shared: Mapping[str, Sequence[str]], groups: Iterable[Mapping[str, Any]]
    ) -> None:
        """As in `community/starter/emergency.toml`, which tells how its words are read."""
        listed = list(groups)
        self._alarms = [
            Alarm(row["key"], row["name"], tuple(row["numbers"]), row.get("gentle", False))
            for row in listed
        ]
        labelled = [(word, name) for name in SHARED for word in shared.get(name, ())]
        for row in listed:
            labelled += [(word, f"danger {row['key']}") for word in row["words"]]
            labelled += [(word, f"harmless {row['key']}") for word in row["not_with"]]
        self._words = _Words(labelled)

    def check(self, text: str) -> Alarm | None:
        """The alarm these words raise, None when they are harmless."""
        if not self._alarms:
            return None
        found = [self._words.find(clause) for clause in _clauses(text)]
        for alarm in self._alarms:
            if any(_is_danger(alarm, words) for words in found):
                return alarm
        return None


def _clauses(text: str) -> Iterator[str]:
    for clause in _BETWEEN_CLAUSES.split(text[:MOST_CHARACTERS]):
        for start in range(0, len(clause), CLAUSE):
            yield normalise(clause[start : start + CLAUSE + OVERLAP])


def _is_danger(alarm: Alarm, words: Mapping[str, Spans]) -> bool:
    """Whether a clause holds danger of this sort, given where which words stand in it."""
    dangers = words.get(f"danger {alarm.key}")
    if not dangers:
        return False
    harmless = words.get(f"harmless {alarm.key}", [])
    real = _outside(dangers, harmless)
    if alarm.gentle or not real:
        return bool(real)
    marks = {name: _outside(words.get(name, ()), harmless) for name in SHARED}
    if (marks["past"] or marks["supposed"]) and not marks["present"]:
        return False
    denied = {end for _, end in marks["negations"]}
    return any(start not in denied for start, _ in real)


def _outside(spans: Iterable[tuple[int, int]], harmless: Spans) -> Spans:
    """The spans that share nothing with a harmless one."""
    return [
        (start, end) for start, end in spans if not any(a < end and start < b for a, b in harmless)
    ]
