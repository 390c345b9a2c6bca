"""A case is in another community than was understood: 不是白云村，是白云路，归幸福里管."""

import re
from dataclasses import dataclass

from cases.models import Case
from cases.places import place_in
from cases.recognise import area_in
from cases.speech import Speech
from cases.workflow import OPEN
from community.areas import AreaFacts
from core.language import simplify
from handlers import home
from handlers.context import Asked, Context
from handlers.progress import named_case
from handlers.talked_of import in_talk, named
from handlers.turn import Turn

MOST_CHARACTERS = 60
# Here all that is said is the answer.
ANSWERS_ONLY = (Asked.OFFICER, Asked.ADD, Asked.AREA)
_SETS = re.compile(
    r"[改换转調调](?:到|成|为|為|去|回|给|归|歸)|(?:归|歸|属于?|屬於?|划到|划在).{2,8}|(?:社区|社區|村|区域|地方).{0,2}[错錯]"
    r"|(?<![我住])(?:不是|不在|唔系|不系|并非|不属)"
)
_ALL = re.compile(r"都|[两三四]个|[两三四]件|全部|所有")


@dataclass(frozen=True)
class SaidArea:
    """The area that is meant, None where it is only said which is not; ids of those denied."""

    area: AreaFacts | None
    denied: frozenset[int]


def area_said(text: str, context: Context) -> SaidArea | None:
    """Which area the words set right, None where they set none right."""
    if len(text) > MOST_CHARACTERS or not _SETS.search(text):
        return None
    areas, plain = context.setup.areas, simplify(text)
    meant = area_in(home.without_denied(plain), areas)
    left = {area.id for area in areas.named(home.without_denied(plain))}
    # 是3号楼不是2号楼 is about a place.
    denied = frozenset(
        area.id
        for area in areas.named(plain)
        if area.id not in left and areas.neighbourhood_of(area.id) == area
    )
    return SaidArea(areas.neighbourhood_of(meant.id) if meant else None, denied)


def cases_moved(turn: Turn, context: Context) -> list[Case]:
    """The cases that are to be in another area; several where it is not clear which, unless all
    of them are meant."""
    said = None if _is_other(turn, context) else area_said(turn.text, context)
    if said is None or (said.area is None and not said.denied):
        return []
    areas = context.setup.areas
    own = []
    for case in context.own_cases:
        within = {area.id for area in areas.ancestors(case.area_id)}
        is_elsewhere = said.area is not None and said.area.id not in within
        if case.state in OPEN and (is_elsewhere or said.denied & within):
            own.append(case)
    if not own:
        return _there_already(turn, said, context)
    if is_of_all(turn.text):
        return own
    numbered = named_case(turn.text, context)
    if numbered is not None:
        return [numbered] if numbered in own else []
    found = named(home.without_denied(turn.text), own, context)
    last = found[0] if len(found) == 1 else in_talk(own, context)
    return [last] if last is not None else own


def _there_already(turn: Turn, said: SaidArea, context: Context) -> list[Case]:
    """改到幸福里社区 of a case that is there: he reads so. 改到幸福里3号楼 is about a place."""
    if said.area is None or said.denied or place_in(turn.text):
        return []
    last = in_talk([case for case in context.own_cases if case.state in OPEN], context)
    within = context.setup.areas.ancestors(last.area_id) if last else []
    return [last] if last is not None and said.area in within else []


def is_of_all(text: str) -> bool:
    """Whether the words mean all of them: 两个单子都改到幸福里."""
    return _ALL.search(text) is not None


def _is_other(turn: Turn, context: Context) -> bool:
    """Whether the message can be nothing like that, or asks."""
    if not context.has_cases or not turn.text or turn.digit is not None:
        return True
    if turn.command is not None or context.is_asked(*ANSWERS_ONLY):
        return True
    if not _SETS.search(turn.text[:MOST_CHARACTERS]):
        return True
    return context.speech(turn.text) is Speech.ASKS
