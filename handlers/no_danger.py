"""没有危险, 不急, 别按紧急弄: what was taken for danger is an ordinary matter again, whether it was
only offered or is registered already."""

import re

from cases.clocks import URGENT
from cases.models import Case
from cases.service import add_words, call_off_urgency
from cases.workflow import OPEN
from community.texts import desk as texts
from core.clock import spoken_day
from core.errors import Conflict
from core.language import simplify
from handlers.context import Asked, Context
from handlers.emergency import says_over
from handlers.in_danger import sign
from handlers.report import take_offer
from handlers.talked_of import in_talk
from handlers.turn import Turn

MOST_CHARACTERS = 60
# Every message is looked at.
_MAY = re.compile("[急險险笑气氣随隨]")


def is_said(turn: Turn, context: Context) -> bool:
    """Whether he says that there is no danger, while an urgent case is offered or talked of."""
    if not turn.text or len(turn.text) > MOST_CHARACTERS or not _MAY.search(turn.text):
        return False
    plain = simplify(turn.text)
    if not sign("none").search(plain) or turn.digit is not None:
        return False
    if _is_offered(context):
        return not says_over(plain.replace("没有危险", "").replace("没危险", ""))
    return _case(context) is not None


def put_right(turn: Turn, context: Context) -> str:
    """What is offered is no urgent case any more, and is registered if he asks for that; one that
    is registered gets the time that others of its kind have."""
    if _is_offered(context):
        return _offer_anew(turn, context)
    case = _case(context)
    assert case is not None  # noqa: S101 (the route's own condition)
    db, actor, setup, now = context.db, context.actor, context.setup, context.now
    try:
        call_off_urgency(db, case, turn.text, actor=actor, setup=setup, now=now)
    except Conflict:
        # Somebody works on it, or such a matter is always urgent.
        add_words(db, case, turn.text, actor=actor, setup=setup, now=now)
        office = setup.offices[case.office_id].name
        return context.say(texts.EMERGENCY_WEIGHED, number=case.number, office=office)
    day = spoken_day(case.due_at, context.today)
    return context.say(texts.EMERGENCY_NOT_URGENT, number=case.number, day=day)


def _is_offered(context: Context) -> bool:
    return context.is_asked(Asked.OFFER) and bool(context.content.get("urgent"))


def _offer_anew(turn: Turn, context: Context) -> str:
    question = context.question
    assert question is not None  # noqa: S101 (asked, as was seen before)
    gone = ("danger", "numbers", "quiet", "urgent", "offered_again", "noted")
    left = {name: value for name, value in context.content.items() if name not in gone}
    question.content = {**left, "report": True}
    if sign("wants").search(turn.text):
        return take_offer(context, turn.text)
    return context.ask(Asked.OFFER, context.say(texts.EMERGENCY_NONE), context.content)


def _case(context: Context) -> Case | None:
    """The urgent case that is talked of."""
    if not context.has_cases:
        return None
    case = in_talk(context.own_cases, context)
    return case if case is not None and case.urgency == URGENT and case.state in OPEN else None
