"""What was changed in a case is as before again by one digit: 改错了回复 9."""

from cases.models import CaseState
from cases.queries import get_visible
from cases.service import reword
from community.texts import report as texts
from handlers import progress
from handlers.context import Context
from handlers.deeds import left_to_office
from handlers.filling import keep_place, put_topic, shown
from handlers.progress import topic_of
from handlers.turn import Turn


def put_back(turn: Turn, context: Context) -> str:
    """Its topic, place or words are what they were; who has it at work already is told."""
    before = context.content["put_back"]
    case = get_visible(context.db, context.actor, before["case_id"])
    context.close()
    if "place" in before:
        keep_place(before["place"], case, context)
        return context.say(texts.PLACE_CHANGED, number=case.number, place=shown(before["place"]))
    if case.state != CaseState.OPENED:
        return left_to_office(case, turn.text, context)
    if "words" in before:
        reword(
            context.db,
            case,
            before["words"],
            actor=context.actor,
            setup=context.setup,
            now=context.now,
        )
        return f"{context.say(texts.WORDS_BACK)}\n{progress.described(case, context)}"
    put_topic(case, before["topic_id"], context)
    office = context.setup.offices[case.office_id].name
    topic = topic_of(case, context)
    return context.say(texts.TOPIC_CHANGED, number=case.number, topic=topic, office=office)
