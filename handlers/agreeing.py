"""A yes to the case that is offered, with more behind it: the case is opened, what belongs to it
goes into it, and what is another matter comes next."""

import re

from cases.clauses import clauses
from cases.speech import Speech, is_another_matter
from cases.stopping import stop_in
from core.language import normalise
from handlers import manners, offers, report, several
from handlers.belonging import belongs, matter_offered
from handlers.commands import read_command
from handlers.consents import Agreed, agreed_in
from handlers.context import Asked, Context
from handlers.courtesies import is_thanks
from handlers.registering import WORD
from handlers.turn import Turn

ADDS, OPENS = 1, 2
# 行，那我先找物业 lets it be.
_SEES_TO_IT = re.compile(r"我们?(?:先|自己|再|这就|就|还是)?(?:去|找|问|打|想|看看|考虑|试)")


def agrees(turn: Turn, context: Context) -> bool:
    """Whether the words are a yes to what is offered, and more than that."""
    return _agreed(turn, context) is not None


def take(turn: Turn, context: Context) -> str:
    """Open the case, or add to the one that was named, with what is said besides."""
    agreed = _agreed(turn, context)
    assert agreed is not None  # noqa: S101 (the route's own condition)
    chosen = several.chosen_in(agreed.rest, context)
    if chosen:
        return several.take_all(chosen, context, with_offered=True)
    more = agreed.rest
    if more and not belongs(more, matter_offered(context), context):
        first = clauses(more)[0]
        context.later.append(more[first.end - len(first.words) :])
        more = ""
    if _adds(agreed, context):
        return offers.put_to_case(context, more)
    return report.take_offer(context, more)


def _agreed(turn: Turn, context: Context) -> Agreed | None:
    content = context.content
    if not context.is_asked(Asked.OFFER, Asked.CHOICE) or not content.get("text"):
        return None
    if not turn.text or turn.digit is not None or content.get("fixed"):
        return None
    agreed = agreed_in(turn.text)
    if agreed is None or stop_in(turn.text) is not None:
        return None
    if not (_plainly(agreed, context) if agreed.plainly else _merely(agreed, turn, context)):
        return None
    # 2 另外登记 says the line that it picks.
    is_echo = agreed.digit is not None and normalise(agreed.rest) in normalise(content["prompt"])
    return Agreed(agreed.digit, agreed.plainly, "" if is_echo else agreed.rest)


def _plainly(agreed: Agreed, context: Context) -> bool:
    """By 登记 or the digit for it; 登记垃圾没人收 names what it wants itself."""
    if agreed.digit is not None:
        return agreed.digit in _digits(context)
    rest = agreed.rest
    command = read_command(rest) if rest else None
    if command is not None and command.word == WORD and not several.chosen_in(rest, context):
        return False
    topic = context.topic_of(rest) if rest else None
    known = context.content.get("topic_id")
    is_other = topic is not None and topic.id != known
    return not is_other or is_another_matter(rest)


def _merely(agreed: Agreed, turn: Turn, context: Context) -> bool:
    """By 好的 and the like, where a yes or no was asked, and the rest is no question instead."""
    content, rest = context.content, agreed.rest
    if not rest or context.is_asked(Asked.CHOICE) or content.get("urgent"):
        return False
    is_report = bool(content.get("report"))
    if _SEES_TO_IT.search(rest):
        return False
    if content.get("about") or (is_thanks(turn.text) and not is_report):
        return False
    if manners.said_to(rest, context) is not None or read_command(rest) is not None:
        return False
    return is_report or context.speech(rest) is not Speech.ASKS


def _digits(context: Context) -> tuple[int, ...]:
    """The digits that register what is open, or add it to a case."""
    content = context.content
    if context.is_asked(Asked.CHOICE):
        return (len(content["questions"]) + 1,) if content.get("can_register") else ()
    if content.get("add_by") == ADDS:
        return (ADDS, OPENS)
    return (1, content["add_by"]) if content.get("add_by") else (1,)


def _adds(agreed: Agreed, context: Context) -> bool:
    by = context.content.get("add_by")
    return by is not None and (agreed.digit == by or (by == ADDS and agreed.digit is None))
