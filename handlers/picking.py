"""选1，转接种本带什么: a digit that answers what was asked, then a question; both are heard."""

import re

from cases.speech import Speech
from handlers import ask, entries
from handlers.context import Context
from handlers.turn import Turn

_PICKED = re.compile(
    r"\s*(?:我?选|回复|按)?\s*第?([0-9])\s*(?:个|号)?[\s,，.。、:：;；!！]+(?!\d)(.+)", re.DOTALL
)
_ON = re.compile(
    r"^(?:(?:已经?|都)?解决了?|没解决)?[\s,，.。;；]*(?:但是?|不过|可是|另外)?(?:我)?(?:还|再|又|也)?(?:想|要)?(?:问|请问)?(?:一下)?[\s,，:：]*"
)


def picks_and_asks(turn: Turn, context: Context) -> bool:
    """Whether a digit of what is asked comes first, and then a question."""
    return _read(turn, context) is not None


def pick_and_answer(turn: Turn, context: Context) -> str:
    """What the digit gets, then the answer, unless what was picked is the answer."""
    read = _read(turn, context)
    assert read is not None  # noqa: S101 (the route's own condition)
    digit, rest = read
    said = entries.choose(Turn(turn.message, str(digit)), context)
    if not context.is_confident(rest):
        return said
    more = ask.respond(rest, context, words=rest)
    return said if more.split("\n")[0] in said else f"{said}\n\n{more}"


def _read(turn: Turn, context: Context) -> tuple[int, str] | None:
    found = _PICKED.fullmatch(turn.text) if turn.digit is None else None
    if found is None:
        return None
    digit, rest = int(found[1]), _ON.sub("", found[2])
    digits = range(1, len(context.content.get("questions", ())) + 1)
    is_question = bool(rest) and context.speech(rest) is Speech.ASKS
    return (digit, rest) if digit in digits and is_question else None
