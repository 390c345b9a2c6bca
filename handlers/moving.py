"""The resident says that a case of his is in another community: it goes there."""

from community.texts import report as texts
from handlers import progress
from handlers.context import Context
from handlers.deeds import DEEDS
from handlers.progress import MOST_LISTED
from handlers.said_areas import cases_moved, is_of_all
from handlers.turn import Turn

DEED = "区域"


def is_meant(turn: Turn, context: Context) -> bool:
    """Whether the words put a case of his into another area."""
    return bool(cases_moved(turn, context))


def move(turn: Turn, context: Context) -> str:
    """Put it there, and say who is responsible now; where it is not clear which, it is asked."""
    cases = cases_moved(turn, context)
    if len(cases) == 1 or is_of_all(turn.text):
        return "\n".join(DEEDS[DEED](case, turn.text, context) for case in cases[:MOST_LISTED])
    head = context.say(texts.WHICH_CASE)
    return progress.list_cases(
        cases[:MOST_LISTED], context, head, {"deed": DEED, "words": turn.text}
    )
