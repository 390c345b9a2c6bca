"""What was changed in a case is as before again: by 9, as it was promised, or in words."""

import re

from cases.intents import Intent
from cases.models import CaseState
from cases.place_set import names_place
from cases.queries import get_visible
from cases.service import reword
from community.texts import report as texts
from core.language import simplify
from handlers import progress
from handlers.context import Asked, Context
from handlers.deeds import left_to_office
from handlers.filling import keep_place, put_topic, shown
from handlers.progress import topic_of
from handlers.turn import Turn
from handlers.withdrawing import AGAIN, OWN_NINE, regrets

MOST_CHARACTERS, LIKELY = 40, 0.7
# Every message is looked at.
_MAY = re.compile("[9九]|改|恢复|恢復")
_BACK = re.compile(
    r"(?:改|换|变|弄|调|恢复)(?:回(?:去|来|原来|原样|成)?|成原来|到原来)|恢复(?:原|成|到)|(?:别|不要|不用|谁(?:让|叫)你)改(?!成|为|到)"
    r"|[改弄搞记写]错(?:了|啦)?.{0,12}[9九]|^(?:我?(?:说|回复?|按|选)?[\s,，]*[9九][\s,，。!！]*){1,3}(?!\d|号|楼|点|栋|单元|月|块|元|分|个)"
    r"|回复?[9九][\s,，。!！嘛啊呀]*$|[不错].{0,10}[\s,，。!！]9$"
)


def is_wanted(turn: Turn, context: Context) -> bool:
    """Whether what was changed of late is to be as it was, whatever came in between."""
    if context.changed is None or not turn.text:
        return False
    if context.is_asked(Asked.OFFICER, Asked.ADD) or len(turn.text) > MOST_CHARACTERS:
        return False
    if turn.digit is not None:
        return turn.digit == AGAIN and not context.is_asked(*OWN_NINE)
    if "place" not in context.changed and names_place(turn.text):
        # 地址改回3栋402, after other words were changed: a place is told.
        return False
    if _MAY.search(turn.text) and (regrets(turn, context) or _BACK.search(simplify(turn.text))):
        return True
    return context.guess(turn.text).is_surely(Intent.RESTORES, least=LIKELY)


def put_back(turn: Turn, context: Context) -> str:
    """Its topic, place or words are what they were; who has it at work already is told."""
    before = context.changed
    assert before is not None  # noqa: S101 (the route's own condition)
    case = get_visible(context.db, context.actor, before["case_id"])
    context.changed = None
    if context.is_asked(Asked.UNDO, Asked.OFFER, Asked.CHOICE):
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
