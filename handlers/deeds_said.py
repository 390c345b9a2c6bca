"""0009撤了，我自己去找。垃圾今天还没人来，给我催: several deeds on his cases in one message, or a
deed and another matter; each is done, in the order in which they were said."""

import re
from dataclasses import dataclass

from cases.clauses import Joint, clauses
from cases.mentions import Act, Pointing
from cases.models import Case
from cases.speech import Speech
from core.language import normalise
from handlers import ask
from handlers.belonging import is_of_its_topic
from handlers.context import Asked, Context
from handlers.deeds import DEEDS
from handlers.matters import SIGNS
from handlers.own_cases import DEED_OF
from handlers.spoken import spoken_of
from handlers.turn import Turn

MOST_CHARACTERS = 200
# A shorter rest is no matter of its own.
FEWEST_CHARACTERS = 6
# Here all that is said is the answer.
ANSWERS_ONLY = (Asked.OFFICER, Asked.ADD, Asked.DESCRIBE)
CLEAR = (Act.CALLS_OFF, Act.URGES, Act.STATE, Act.WHETHER, Act.ADDS)
_SERIAL = re.compile(r"(?<!\d)0\d{3}(?!\d)")


@dataclass(frozen=True)
class Told:
    """A part of the message: what is wanted of which case, None where it is another matter."""

    words: str
    act: Act | None = None
    case: Case | None = None


def are_several(turn: Turn, context: Context) -> bool:
    """Whether the words want two things of his cases, or one and something else besides."""
    return bool(_read(turn, context))


def do_all(turn: Turn, context: Context) -> str:
    """Do them one after the other."""
    said = []
    for told in _read(turn, context):
        if told.case is None or told.act is None:
            said.append(ask.ask(Turn(turn.message, told.words), context))
        else:
            said.append(DEEDS[DEED_OF[told.act]](told.case, told.words, context))
    return "\n\n".join(said)


def _read(turn: Turn, context: Context) -> list[Told]:
    """The parts, [] where they are not several."""
    if not context.has_cases or turn.digit is not None or len(turn.text) > MOST_CHARACTERS:
        return []
    if context.is_asked(*ANSWERS_ONLY):
        return []
    parts = _parts(turn.text)
    if len(parts) == 1:
        return []
    told = [_told(Turn(turn.message, part), context) for part in parts]
    deeds = {(one.act, one.case.id) for one in told if one.case is not None}
    others = [one for one in told if one.case is None and _is_matter(one.words, told, context)]
    if not deeds or len(deeds) + len(others) == 1:
        return []
    return [one for one in told if one.case is not None or one in others]


def _parts(text: str) -> list[str]:
    """The sentences, what a 另外 begins, and what another number begins."""
    begins, number = [0], ""
    for at, clause in enumerate(clauses(text)):
        own = _number_in(clause.words)
        is_other = bool(own) and bool(number) and own != number
        number = own or number
        if at and (is_other or clause.joint in (Joint.END, Joint.MORE)):
            begins.append(clause.start)
    ends = [*begins[1:], len(text)]
    parts = (text[begin:end].strip(SIGNS) for begin, end in zip(begins, ends, strict=True))
    return [part for part in parts if part]


def _number_in(words: str) -> str:
    found = _SERIAL.search(words)
    return found[0] if found else ""


def _told(part: Turn, context: Context) -> Told:
    spoken = spoken_of(part, context)
    if spoken is None or len(spoken.cases) != 1 or spoken.mention.act not in CLEAR:
        return Told(part.text)
    is_clear = spoken.mention.pointing is not Pointing.NOTHING or len(context.own_cases) > 1
    return Told(part.text, spoken.mention.act, spoken.cases[0]) if is_clear else Told(part.text)


def _is_matter(words: str, told: list[Told], context: Context) -> bool:
    """Whether words beside a deed ask or report something that is not of its case."""
    if len(normalise(words)) < FEWEST_CHARACTERS:
        return False
    if context.speech(words) is Speech.ASKS:
        return context.is_confident(words)
    cases = [one.case for one in told if one.case is not None]
    is_other = context.topic_of(words) is not None and not any(
        is_of_its_topic(words, case, context) for case in cases
    )
    return is_other and context.speech(words) is Speech.REPORTS
