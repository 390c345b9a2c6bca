"""1 对了，门口的路灯也黑了: a digit that answers what is asked, and then something else. Both are
heard, one after the other, as if they had come in two messages."""

import re

from cases.clauses import Joint, clauses
from cases.intents import Intent, guess
from handlers.context import Asked, Context
from handlers.turn import CHINESE_DIGITS, Turn

MOST_CHARACTERS, FEWEST_CHARACTERS = 300, 3
_LEAD = re.compile(
    r"\s*(?:我?选|回复|按)?\s*(?P<digit>[0-9一二三四五六七八九零])[\s,，.。、:：;；!！]+"
    r"(?![号栋幢楼层室单点月日天个块元次年岁人米\d])(?P<rest>.+)",
    re.DOTALL,
)
# What is said along with a digit, and tells nothing.
WITH_DIGIT = (
    *(Intent.NO, Intent.YES, Intent.WITHDRAWS, Intent.THANKS, Intent.SOCIAL, Intent.SCOLDS),
    *(Intent.ORDERS, Intent.DENIES, Intent.REPEAT),
)
SLOTS = (Asked.PLACE, Asked.PHOTO, Asked.PHONE)


def parts(turn: Turn, context: Context) -> list[Turn]:
    """The turns that the message is: one, or the digit and what follows it."""
    if context.question is None or turn.digit is not None or len(turn.text) > MOST_CHARACTERS:
        return [turn]
    found = _LEAD.fullmatch(turn.text)
    if found is None or int(found["digit"].translate(CHINESE_DIGITS)) not in _digits(context):
        return [turn]
    rest = Turn(turn.message, _telling(found["rest"].strip()))
    first = Turn(turn.message, found["digit"])
    says_more = len(rest.text) >= FEWEST_CHARACTERS and rest.meaning is None
    return [first, rest] if says_more else [first]


def _telling(rest: str) -> str:
    """What follows without what only goes with the digit: 算了 等你们回我 is left out before 对了
    我高血压…"""
    more = next((one for one in clauses(rest)[1:] if one.joint is Joint.MORE), None)
    if more is None or guess(rest[: more.start]).intent not in WITH_DIGIT:
        return rest
    return rest[more.start :]


def _digits(context: Context) -> set[int]:
    """The digits that answer what is asked by themselves. Those that register take what follows
    with them."""
    content = context.content
    if context.is_asked(*SLOTS):
        return {0, 1} if content.get("same") else {0}
    if context.is_asked(Asked.OFFER):
        return {0, 2} if content.get("entry_id") else {0}
    if context.is_asked(Asked.CHOICE):
        return {0}
    if context.is_asked(Asked.PICK):
        return set(range(len(content.get("cases", ())) + 1))
    return {0, 1} if context.is_asked(Asked.STILL) else set()
