"""A place that does not come when it is asked for: later, when something else is being asked by
now, or before, in the same talk."""

import re

from bot import ledger
from cases.models import Case
from cases.places import place_in
from cases.queries import get_visible
from cases.speech import Speech
from community.texts import report as texts
from handlers import home
from handlers.context import Asked, Context
from handlers.filling import corrected_place, keep_area, keep_place, shown
from handlers.talked_of import IN_TALK
from handlers.turn import Turn

# A longer sentence says something besides.
MOST_CHARACTERS = 20
# So much of a talk is looked at for a place.
MOST_SAID, MOST_BESIDE = 6, 6
# 我是老陈，住三号楼; 就在东门这边.
_HIS_OWN = re.compile("[住在]|我家|我们(?:家|楼|单元)")


def is_given(turn: Turn, context: Context) -> bool:
    """Whether the message tells a place or an area and nothing else, and one of a case was asked
    before what is asked now."""
    kind = (context.content.get("back") or {}).get("kind")
    if kind not in (Asked.PLACE, Asked.AREA) or not turn.text or turn.digit is not None:
        return False
    if turn.command is not None or len(turn.text) > MOST_CHARACTERS:
        return False
    if context.speech(turn.text) is not Speech.UNCLEAR or context.topic_of(turn.text) is not None:
        return False
    is_area = kind == Asked.AREA and home.find_area(turn.text, context) is not None
    return is_area or place_in(turn.text) is not None


def keep(turn: Turn, context: Context) -> str:
    """It goes into the case; neither is asked again."""
    case = _case(context)
    said = []
    area = home.find_area(turn.text, context)
    if area is not None and case.area_id is None:
        if context.area_id is None:
            home.remember(area, context)
        keep_area(area.id, case, context)
        office = context.setup.offices[case.office_id].name
        said.append(context.say(texts.AREA_KEPT, office=office))
    place = corrected_place(turn.text, case)
    if place is not None:
        keep_place(place, case, context)
        said.append(context.say(texts.PLACE_ADDED, number=case.number, place=shown(place)))
    context.close()
    return "\n".join(said or [context.say(texts.KEPT_SO, number=case.number)])


def _case(context: Context) -> Case:
    back = context.content["back"]
    case_id = back["case_id"] or back["content"].get("case_id")
    return get_visible(context.db, context.actor, case_id)


def told_before(context: Context) -> str | None:
    """The place that he has told in this talk before he told of the matter, by itself or as where
    he lives or is; not one that belongs to another case of his."""
    since = context.now - IN_TALK
    known = [case.place for case in context.own_cases if case.place]
    said = ledger.words_since(
        context.db, context.resident.openid or "", since=since, most=MOST_SAID
    )
    for words in said:
        place = place_in(words)
        if place is None or context.speech(words) is Speech.ASKS:
            continue
        is_own = _HIS_OWN.search(words) or len(words) <= len(place) + MOST_BESIDE
        if is_own and not any(place in one or one in place for one in known):
            return place
    return None
