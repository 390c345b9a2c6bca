"""Which result of his cases somebody means who says how it is: 没修好, 车还停在那."""

from cases.mentions import Act, Mention, is_still_so
from cases.models import Case, CaseState
from cases.places import place_in
from cases.speech import Speech
from handlers.answers import Meaning, meaning_of, verdict_of
from handlers.belonging import is_of_its_topic
from handlers.context import Asked, Context
from handlers.talked_of import said_last, things_in
from handlers.turn import Turn

RESULTS = (Asked.SOLVED, Asked.RATING)


def of_result(turn: Turn, mention: Mention, context: Context) -> list[Case] | None:
    """Which result is meant by words that name none: 没修好, 还是老样子."""
    one = still_so(turn, context) if mention.act is Act.NOT_DONE else None
    if one is not None:
        return [one]
    if context.is_asked(*RESULTS) or verdict_of(turn.text) not in (
        Meaning.NOT_SOLVED,
        Meaning.PARTLY,
        Meaning.SOLVED,
    ):
        return None
    done = [case for case in context.own_cases if case.state == CaseState.RESOLVED]
    if mention.act is Act.DONE or not done:
        return None
    talked = said_last(done, context)
    one = talked or (done[0] if _tells_of_result(turn, context) else None)
    return [one] if one is not None and is_of_its_topic(turn.text, one, context) else None


def still_so(turn: Turn, context: Context) -> Case | None:
    """The result of which 他还抽, 没挪 or 没人来过 says that nothing has changed: one that he has
    not judged, and whose words or note name whatever thing he names."""
    if not context.has_cases or not is_still_so(turn.text) or turn.meaning is not None:
        return None
    done = [
        case
        for case in context.own_cases
        if case.state == CaseState.RESOLVED and case.verdict is None
    ]
    if not done or context.is_asked(Asked.RATING):
        return None
    # 谁给我办结的 asks nothing.
    is_said = verdict_of(turn.text) is Meaning.NOT_SOLVED
    if not is_said and context.speech(turn.text) is Speech.ASKS:
        return None
    asked = context.question.case_id if context.is_asked(Asked.SOLVED) and context.question else 0
    own = [case for case in done if is_of_its_topic(turn.text, case, context)]
    about = [case for case in own if _tells_of(case, things_in(turn.text))]
    return next((case for case in about if case.id == asked), next(iter(about), None))


def _tells_of(case: Case, things: set[str]) -> bool:
    """Whether a case tells of one of the things, also by its last character (罐 of 煤气罐), or none
    of them says what it is about."""
    told = f"{case.description}{case.note or ''}{case.place or ''}"
    is_told = any(thing in told or thing[-1] in told for thing in things)
    return is_told or all(len(thing) == 1 for thing in things)


def _tells_of_result(turn: Turn, context: Context) -> bool:
    """Whether words are those of somebody who has looked at a result; no new report."""
    is_whole = meaning_of(turn.text) in (Meaning.NOT_SOLVED, Meaning.PARTLY)
    return is_whole or (place_in(turn.text) is None and context.topic_of(turn.text) is None)
