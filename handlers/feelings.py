"""Whoever mourns or is afraid hears a human word first, whatever is said or asked after it.

What is said so, and what is said back, is data: `community/starter/feelings.toml`.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib.resources import files

from cases.speech import Speech
from community.texts.report import CONFIDENTIAL_NOTED
from core.language import simplify
from core.shipped import read_once
from handlers import emergency, filling
from handlers.context import Asked, Context
from handlers.entries import answer_to
from handlers.of_case import case_at_hand
from handlers.turn import Turn

MOST_CHARACTERS, MOST_VENTED = 200, 24
CONFIDENTIAL = "confidential"
_CLAUSES = re.compile(r"[\s,，.。!！?？;；、~～…]+")


@dataclass(frozen=True)
class Feeling:
    """One of them: how it is told, what is said first and whether that is an answer, and which
    question it asks without words; `vents`: few words of it are no matter, and belong to none."""

    key: str
    words: re.Pattern[str]
    unless: re.Pattern[str]
    first: str
    said_by: str
    ask: str | None
    alone: bool
    vents: bool

    def is_in(self, plain: str) -> bool:
        """Whether simplified words tell of it."""
        is_said = any(self.words.search(clause) for clause in _CLAUSES.split(plain) if clause)
        return is_said and not self.unless.search(plain)


def feeling_in(text: str) -> Feeling | None:
    """What the words tell of, None for most."""
    plain = simplify(unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]))
    return next((feeling for feeling in _feelings() if feeling.is_in(plain)), None)


def is_told(turn: Turn, context: Context) -> bool:
    """Whether the words tell of a feeling that has an answer of its own, and ask or report
    nothing besides."""
    feeling = _answered(turn, context)
    if feeling is None:
        return False
    if feeling.vents:
        return len(turn.text) <= MOST_VENTED and not context.is_confident(turn.text)
    speech, topic = context.speech(turn.text), context.topic_of(turn.text)
    own = None
    if feeling.ask is not None:
        if not context.is_confident(feeling.ask):
            # The office has no such entry any more.
            return False
        own = context.ranked(feeling.ask)[0].entry.topic_id
    if speech is Speech.REPORTS and topic is not None and topic.id != own:
        return False
    asks = speech is Speech.ASKS or feeling.ask is None
    return not (asks and context.is_confident(turn.text))


def comfort(turn: Turn, context: Context) -> str:
    """The guide for whom it befell; of what is to be kept from others that it is, and the words
    go to the case that is talked of. The first word is put before it by `with_first`."""
    feeling = _answered(turn, context)
    assert feeling is not None  # noqa: S101 (the route's own condition)
    if feeling.ask is not None:
        return answer_to(feeling.ask, context, words=turn.text)
    if feeling.vents:
        return feeling.first
    if emergency.is_offered(context):
        return f"{feeling.first}\n{emergency.note(turn, context)}"
    case = case_at_hand(context) if context.speech(turn.text) is not Speech.ASKS else None
    if case is None:
        return feeling.first
    filling.add_to(case, turn.text, context)
    return f"{feeling.first}\n{context.say(CONFIDENTIAL_NOTED, number=case.number)}"


def first_of(key: str) -> str:
    """What is said first to that feeling."""
    return next(feeling.first for feeling in _feelings() if feeling.key == key)


def with_first(turn: Turn, said: str, context: Context) -> str:
    """What is said, behind the human word, unless that was said before or is in it."""
    feeling = feeling_in(turn.text) if turn.text else None
    if feeling is None or turn.command is not None or feeling.said_by in said:
        return said
    if feeling.first in context.last_said() or emergency.alarm_in(turn.text, context.setup):
        return said
    return f"{feeling.first}\n{said}"


def _answered(turn: Turn, context: Context) -> Feeling | None:
    if not turn.text or turn.command is not None or context.is_asked(Asked.OFFICER):
        return None
    feeling = feeling_in(turn.text)
    is_answer = feeling is not None and (feeling.ask or feeling.alone or feeling.vents)
    return feeling if is_answer else None


@read_once
def _feelings() -> tuple[Feeling, ...]:
    data = tomllib.loads((files("community") / "starter" / "feelings.toml").read_text("utf-8"))
    parts = data["parts"]
    return tuple(
        Feeling(
            row["key"],
            re.compile("|".join(_filled(form, parts) for form in row["words"])),
            re.compile(row["unless"]),
            row["first"],
            row["said_by"],
            row.get("ask"),
            row.get("alone", False),
            row.get("vents", False),
        )
        for row in data["feeling"]
    )


def _filled(form: str, parts: dict[str, str]) -> str:
    """The form with what its names stand for."""
    for name, part in reversed(parts.items()):
        form = form.replace(f"{{{name}}}", part)
    return form
