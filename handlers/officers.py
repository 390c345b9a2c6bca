"""What of that which is said while an officer waits for an answer is the answer: all but what can
only be something else. In doubt it is the answer, and is seen to besides."""

import re

from cases.models import Case
from cases.places import place_in
from cases.queries import get_visible
from cases.speech import Speech, is_another_matter
from cases.workflow import OPEN
from core.language import simplify
from handlers import manners
from handlers.belonging import nearest, things_shared
from handlers.context import Context
from handlers.turn import Turn

# Of what an office has written so much is in the words of who asks back, where they may also ask
# what an entry answers.
SEVERAL = 2
_PASSED_ON = re.compile(r"转[问告达]|(?:问问?|告诉|跟)(?:一下)?(?:他们|他|她|那边|对方|人家)")
# Nobody answers a question so.
ASIDE = ("greeting", "there", "thanks", "bye", "chat", "robot", "clock")


def is_answer(turn: Turn, context: Context) -> bool:
    """Whether the officer is to read it: a command alone, mere manners, a question that an entry
    answers, and another matter are not for him."""
    if turn.is_command_alone:
        return False
    if not turn.text or turn.digit is not None or turn.meaning is not None:
        return True
    if manners.manner_of(turn.text, context) in ASIDE or is_another_matter(turn.text):
        return False
    if not _is_else(turn, context):
        return True
    # 停水停电找谁那家对面 tells where; a report that tells where is one of its own.
    is_report = context.speech(turn.text) is Speech.REPORTS
    return (place_in(turn.text) is None) is is_report


def is_in_doubt(turn: Turn, context: Context) -> bool:
    """Whether the answer may be a question or a matter of its own."""
    is_said = bool(turn.text) and turn.digit is None and turn.meaning is None
    return is_said and _is_else(turn, context)


def _is_else(turn: Turn, context: Context) -> bool:
    """A question that an entry answers, or the report of another topic than the case has."""
    speech = context.speech(turn.text)
    if speech is Speech.ASKS:
        return context.is_confident(turn.text)
    topic = context.topic_of(turn.text) if speech is Speech.REPORTS else None
    case_id = context.question.case_id if context.question is not None else None
    if topic is None or case_id is None:
        return False
    return get_visible(context.db, context.actor, case_id).topic_id not in (None, topic.id)


def asked_back(turn: Turn, context: Context) -> Case | None:
    """The case of which an office has written what the words ask about, or what they want passed
    on: 公告栏为什么看3号楼的, behind 涨价公示见3号楼公告栏."""
    text = turn.text
    if not context.has_cases or not text or turn.digit is not None or turn.command is not None:
        return None
    is_order = _PASSED_ON.search(simplify(text)) is not None
    if not is_order and context.speech(text) is not Speech.ASKS:
        return None
    least = 1 if is_order or nearest(text, context) is None else SEVERAL
    told = [case for case in context.own_cases if case.state in OPEN and case.note]
    shared = {case.id: things_shared(text, [case.note or ""]) for case in told}
    best = max(told, key=lambda case: len(shared[case.id]), default=None)
    return best if best is not None and len(shared[best.id]) >= least else None
