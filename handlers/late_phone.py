"""A telephone number that comes when nothing asks for it: it belongs to the case in hand."""

import re

from cases.models import Case
from cases.queries import get_visible, open_cases
from community.texts import report as texts
from handlers.context import Asked, Context
from handlers.filling import keep_phone, phone_in
from handlers.turn import Turn

# A longer sentence says something besides.
AROUND_CHARACTERS = 12
_ABOUT_IT = re.compile(r"电话|手机|号码|打给|联系|打我|找我|回我|座机")


def is_given(turn: Turn, context: Context) -> bool:
    """Whether the message gives a telephone number and hardly anything else, and no report is
    being put together that it would belong to."""
    phone = phone_in(turn.text)
    if phone is None or turn.command is not None:
        return False
    if context.is_asked(Asked.OFFER, Asked.CHOICE) and context.content.get("report"):
        return False
    rest = turn.text.replace(phone, "").strip()
    is_short = len(rest) <= AROUND_CHARACTERS
    return is_short and (len(rest) < 2 or _ABOUT_IT.search(rest) is not None)


def keep(turn: Turn, context: Context) -> str:
    """The number goes into the case that asked for it, else the newest open one; without any it
    waits for what it is about."""
    phone = phone_in(turn.text) or ""
    case = _asking_case(context) or next(iter(open_cases(context.db, context.actor, limit=1)), None)
    if case is None:
        return context.ask(Asked.DESCRIBE, context.say(texts.PHONE_ALONE), {"with": turn.text})
    keep_phone(phone, case, context)
    _no_longer_asked(case, context)
    return context.say(texts.PHONE_OF_CASE, number=case.number)


def _asking_case(context: Context) -> Case | None:
    """The case whose question for a number was put off for something else."""
    back = context.content.get("back") or {}
    if back.get("kind") != Asked.PHONE:
        return None
    return get_visible(context.db, context.actor, back["case_id"])


def _no_longer_asked(case: Case, context: Context) -> None:
    """What had been put off needs not be asked again."""
    back = context.content.get("back") or {}
    question = context.question
    if question is not None and back.get("kind") == Asked.PHONE and back["case_id"] == case.id:
        question.content = {**context.content, "back": None}
