"""What he has heard or was told, and whether it is true: an honest word, whoever asks and whatever
is open, and no case and no list."""

import re

from community.texts.desk import FRAUD, RUMOUR
from handlers import courtesies, outage
from handlers.context import Context
from handlers.courtesies import Hearsay
from handlers.manners import ANSWERS_ONLY
from handlers.turn import Turn

_OF_TRUTH = re.compile("真假|骗|谣")


def is_doubted(turn: Turn, context: Context) -> bool:
    """Whether he wants to know if what is said is true; not where an entry answers that is itself
    about what is true."""
    if courtesies.hearsay_in(turn.text) is None or context.is_asked(*ANSWERS_ONLY):
        return False
    if not context.is_confident(turn.text):
        return True
    return not _OF_TRUTH.search(context.ranked(turn.text)[0].entry.question)


def say(turn: Turn, context: Context) -> str:
    """A valid notice is told; else that nothing is known of it, and whose word counts."""
    if outage.is_known(turn, context):
        return outage.answer(turn, context)
    context.keep_quietly()
    is_fraud = courtesies.hearsay_in(turn.text) is Hearsay.FRAUD
    return context.say(FRAUD if is_fraud else RUMOUR)
