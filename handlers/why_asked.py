"""噪音咋拍照, 要我电话干啥: what something is asked for, said before it is asked once more."""

from cases.intents import Intent
from community.texts import report as texts
from handlers.context import Asked, Context
from handlers.courtesies import about
from handlers.turn import Turn

LIKELY = 0.6
REASONS = {
    Asked.AREA: texts.WHY_AREA,
    Asked.PLACE: texts.WHY_PLACE,
    Asked.PHOTO: texts.WHY_PHOTO,
    Asked.PHONE: texts.WHY_PHONE,
}


def is_meant(turn: Turn, context: Context) -> bool:
    """Whether the words ask about what is being asked, and about nothing else."""
    if not context.is_asked(*REASONS) or not turn.text or turn.digit is not None:
        return False
    if about(turn.text) is not None or not context.guess(turn.text).is_surely(
        Intent.DESK, least=LIKELY
    ):
        return False
    return not context.is_confident(turn.text)


def say(turn: Turn, context: Context) -> str:  # noqa: ARG001 (a handler's shape)
    """What it is for, and that it may be left out."""
    assert context.question is not None  # noqa: S101 (the route's own condition)
    return context.say(REASONS[Asked(context.question.kind)])
