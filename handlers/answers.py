"""What residents' words mean as an answer to a question of ours, from data."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from core.language import normalise


class Meaning(StrEnum):
    """How an answer is to be taken."""

    YES = "yes"
    NO = "no"
    SKIP = "skip"
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    UNCLEAR = "unclear"


@cache
def _table() -> dict[str, Any]:
    text = (files("community") / "starter" / "open_answers.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _words() -> dict[Meaning, frozenset[str]]:
    return {
        Meaning(row["key"]): frozenset(normalise(word) for word in row["words"])
        for row in _table()["answer"]
    }


def meaning_of(text: str) -> Meaning | None:
    """The meaning of a whole sentence that is one of the known expressions, else None."""
    plain = normalise(text)
    return next((meaning for meaning, words in _words().items() if plain in words), None)


def verdict_of(text: str) -> Meaning:
    """SOLVED, NOT_SOLVED or UNCLEAR as the answer to 解决了吗; in doubt never SOLVED."""
    plain = normalise(text)
    whole = meaning_of(text)
    if whole in (Meaning.YES, Meaning.SOLVED) and not _asks(text):
        return Meaning.SOLVED
    if whole in (Meaning.NO, Meaning.NOT_SOLVED):
        return Meaning.NOT_SOLVED
    if _contains(plain, Meaning.NOT_SOLVED):
        return Meaning.NOT_SOLVED
    if _contains(plain, Meaning.UNCLEAR) or _asks(text):
        return Meaning.UNCLEAR
    return _solved_or_unclear(plain)


def _solved_or_unclear(plain: str) -> Meaning:
    found = [word for word in _words()[Meaning.SOLVED] if word and word in plain]
    if not found:
        return Meaning.UNCLEAR
    rest = plain.replace(max(found, key=len), "")
    guarded = any(sign in rest for sign in _table()["guard"]["chars"])
    return Meaning.UNCLEAR if guarded else Meaning.SOLVED


def _contains(plain: str, meaning: Meaning) -> bool:
    return any(word and word in plain for word in _words()[meaning])


def _asks(text: str) -> bool:
    return "?" in text or "？" in text
