"""Greetings, thanks and the like: short answers of their own, no misses and no offers."""

import tomllib
from functools import cache
from importlib.resources import files

from core.language import normalise
from handlers.context import Context
from handlers.turn import Turn


@cache
def _replies() -> dict[str, str]:
    text = (files("community") / "starter" / "manners.toml").read_text("utf-8")
    return {
        _plain(example): row["reply"]
        for row in tomllib.loads(text)["manner"]
        for example in row["examples"]
    }


def is_manners(text: str) -> bool:
    """Whether the whole sentence is only that."""
    return bool(text) and _plain(text) in _replies()


def answer(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """A short word back."""
    return _replies()[_plain(turn.text)]


def _plain(text: str) -> str:
    plain = normalise(text)
    # Signs alone (？？？) are an utterance of their own.
    return plain or text.strip()[:1]
