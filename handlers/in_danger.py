"""A fitting word for what whoever has just spoken of danger says next; pure, from data
(`community/starter/in_danger.toml`)."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from core.language import simplify
from core.shipped import read_once

MOST_WORDS = 2


@dataclass(frozen=True)
class _Word:
    """What is said back to which words; `dangers`: in which alone, in all where there are none;
    `becomes`: what danger it turns out to be."""

    key: str
    forms: re.Pattern[str]
    reply: str
    dangers: tuple[str, ...]
    becomes: str | None


def words_for(text: str, danger: str, numbers: tuple[str, ...]) -> list[str]:
    """What is said back, the most urgent first; [] where nothing of it is known."""
    called = "、".join(numbers)
    said = [word.reply.replace("{numbers}", called) for word in _fitting(text, danger)]
    return list(dict.fromkeys(said))


def key_for(text: str, danger: str) -> str | None:
    """Which of the words of the data is said first, None where nothing is known."""
    return next((word.key for word in _fitting(text, danger)), None)


def danger_told(text: str, danger: str) -> str:
    """The danger that the words turn out to tell of: behind 救命, that a manhole is open."""
    return next((word.becomes for word in _fitting(text, danger) if word.becomes), danger)


def sign(name: str) -> re.Pattern[str]:
    """How one of the kinds of words is told that are listed under [signs]."""
    return _signs()[name]


def _fitting(text: str, danger: str) -> list[_Word]:
    plain = simplify(text)
    known = (
        word
        for word in _words()
        if not word.dangers or danger in word.dangers or danger == word.becomes
    )
    return [word for word in known if word.forms.search(plain)][:MOST_WORDS]


@read_once
def _signs() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(forms)) for name, forms in _data()["signs"].items()}


def _data() -> dict[str, Any]:
    text = (files("community") / "starter" / "in_danger.toml").read_text("utf-8")
    return tomllib.loads(text)


@read_once
def _words() -> tuple[_Word, ...]:
    return tuple(
        _Word(
            row["key"],
            re.compile("|".join(row["forms"])),
            row["reply"],
            tuple(row.get("dangers", ())),
            row.get("becomes"),
        )
        for row in _data()["word"]
    )
