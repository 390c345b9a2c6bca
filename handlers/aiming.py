"""What words surely want of a case, and of which: by what people want who speak so
(`cases/intents.py`), and by all that tells one case from another, weighed.

A number is sure. Else a name, the place, a like matter, being asked about or just told of speak for
a case; the one that is ahead is meant, and where none is, those that are level are asked about.
"""

import re
from dataclasses import dataclass

from cases.intents import Intent
from cases.mentions import Act, Mention, Pointing, pointing_in
from cases.models import Case
from cases.place_set import names_place
from cases.places import place_in
from cases.speech import Speech
from cases.workflow import OPEN
from community.subjects import alike
from core.language import simplify
from handlers import emergency, manners, meant, outage
from handlers.belonging import is_of_its_topic, matter_of, things_of_its_own, things_shared
from handlers.context import Asked, Context
from handlers.numbered import numbered
from handlers.talked_of import before_last, in_talk, named, said_last, things_in
from handlers.turn import CHINESE_DIGITS, Turn

FEWEST_CHARACTERS, MOST_CHARACTERS = 4, 120
# How likely a want must be, and how likely one of a kind where the words point at a case.
SURE, OF_A_KIND = 0.8, 0.6
# Here all that is said is the answer.
ANSWERS_ONLY = (Asked.OFFICER, Asked.ADD, Asked.AREA, Asked.SOLVED, Asked.RATING)
SLOTS = (Asked.PLACE, Asked.PHOTO, Asked.PHONE)
OFFERS = (Asked.OFFER, Asked.CHOICE, Asked.DESCRIBE)
ASKS = (Intent.READS, Intent.STATUS, Intent.URGES)
AIMED = (*ASKS, Intent.PLACE, Intent.CORRECTS, Intent.TOPIC, Intent.ADDS, Intent.WISHES)
# What speaks for a case: its name or matter, where it is, that it is asked about, that he was told
# of it last, that it was spoken of of late.
NAMED, ALIKE, THERE, ASKED_ABOUT, TOLD, TALKED_OF, ENDED = 6, 4, 3, 2, 2, 1, -3
LIKE = 0.3
_ITEM = re.compile(r"第\s*([一二三四五六七八1-8])\s*(?:个|件|张|条|项|单)")
MOST_LEVEL = 5


@dataclass(frozen=True)
class Aim:
    """What is wanted, and of which case; of several where they are numbered or none is ahead, of
    none where he names what is not registered (`missing`: what that is called)."""

    act: Act
    cases: list[Case]
    missing: str = ""
    is_numbered: bool = False


def aim_of(turn: Turn, context: Context) -> Aim | None:
    """What the words surely want of a case of his; None where they may want something else."""
    text = turn.text
    intent = _wanted(turn, context)
    if intent is None:
        return None
    act = meant.ACTS[intent]
    own = [case for case in context.own_cases if case.state in OPEN or intent in ASKS]
    if numbers := numbered(text, context):
        known = [case for case in numbers if case in own]
        return Aim(act, known or numbers, is_numbered=True)
    if numbers is not None or not own:
        return None
    one = _listed(text, context) or before_last(text, own)
    if one is not None:
        return Aim(act, [one])
    if intent in ASKS and not named(text, own, context):
        is_open = pointing_in(text) is not Pointing.CASE
        if is_open and (things_of_its_own(text, own) or context.is_confident(text)):
            # 快递收到没有, 居住证多久能办好 ask what holds for everybody.
            return None
        topic = context.topic_of(text)
        if topic is not None and all(case.topic_id not in (None, topic.id) for case in own):
            # 电梯那张怎么样了, of who has reported a lamp.
            return Aim(act, [], topic.name)
    return Aim(act, ahead(text, own, context))


def _listed(text: str, context: Context) -> Case | None:
    """那第二个你给我念一下, of the cases just listed."""
    found = _ITEM.search(simplify(text)) if context.is_asked(Asked.PICK) else None
    listed = context.content.get("cases", [])
    at = int(found[1].translate(CHINESE_DIGITS)) if found else 0
    if not 0 < at <= len(listed):
        return None
    return next((case for case in context.own_cases if case.id == listed[at - 1]), None)


def ahead(text: str, own: list[Case], context: Context) -> list[Case]:
    """The case that the words are said of, or those that are level; open ones before ended ones."""
    signs = _signs_in(text, own, context)
    scores = {case.id: _score(text, case, signs) for case in own}
    best = max(scores.values())
    level = [case for case in own if scores[case.id] == best]
    still_open = [case for case in level if case.state in OPEN]
    return (still_open or level[:1])[:MOST_LEVEL]


def _wanted(turn: Turn, context: Context) -> Intent | None:
    text = turn.text
    if turn.command is not None or not context.has_cases or context.is_asked(*ANSWERS_ONLY):
        return None
    if not FEWEST_CHARACTERS <= len(text) <= MOST_CHARACTERS:
        return None
    if emergency.is_offered(context) or emergency.asks_what_next(turn, context):
        return None
    if manners.said_to(text, context) is not None or outage.is_known(turn, context):
        return None
    likely, pointing = context.guess(text), pointing_in(text)
    intent = likely.intent
    if likely.is_surely(Intent.DETAIL, least=SURE) and _is_of_last(text, context):
        return Intent.ADDS
    if likely.is_surely(Intent.PLACE, Intent.CORRECTS, least=SURE) and names_place(text):
        if meant.asks_whether(text):
            return Intent.READS
        return None if _is_of_open(pointing, context) else Intent.PLACE
    if intent not in AIMED:
        return None
    least = OF_A_KIND if pointing is Pointing.CASE else SURE
    is_of_kind = likely.is_surely(*ASKS, least=least)
    if likely.share < SURE and not is_of_kind:
        return None
    if intent in ASKS:
        return intent
    return None if _is_of_open(pointing, context) else intent


def _is_of_last(text: str, context: Context) -> bool:
    """Whether 房东姓吴 合同也有, behind an answer, goes on with the matter of a case of his."""
    content = context.content
    if not context.is_asked(*OFFERS) or content.get("report") or context.is_confident(text):
        return False
    last = in_talk([case for case in context.own_cases if case.state in OPEN], context)
    is_free = last is not None and context.speech(text) is not Speech.ASKS
    if last is None or not is_free or not is_of_its_topic(text, last, context):
        return False
    asked = str(content.get("text") or "")
    shared = things_shared(text, [matter_of(last, context).words])
    return bool(shared - things_in(asked)) or (
        bool(shared) and is_of_its_topic(asked, last, context)
    )


def _is_of_open(pointing: Pointing, context: Context) -> bool:
    """Whether words are said of what is offered, or tell what a case still needs."""
    content = context.content
    is_over = content.get("quiet") or content.get("fixed")
    is_offered = context.is_asked(*OFFERS) and not is_over
    is_free = pointing is Pointing.CASE and not context.is_asked(Asked.PLACE)
    return not is_free and (is_offered or context.is_asked(*SLOTS))


@dataclass(frozen=True)
class _Signs:
    """What the words and the talk tell of all his cases, looked for once: the cases (by their ids)
    that are named, the one that alone tells of a thing in the words, the place, the case that is
    asked about, that was told of last, or else was spoken of of late."""

    named: set[int]
    holder: int | None
    here: str | None
    asked: int | None
    told: int | None
    talked_of: int | None


def _signs_in(text: str, own: list[Case], context: Context) -> _Signs:
    found = named(text, own, context)
    things = things_in(text)
    # 桩, of 充电桩.
    holding = [one for one in own if any(thing in one.description for thing in things)]
    question, told = context.question, said_last(own, context)
    talked_of = in_talk(own, context) if told is None else None
    return _Signs(
        named={one.id for one in found} if len(found) < len(own) else set(),
        holder=holding[0].id if len(holding) == 1 else None,
        here=place_in(text),
        asked=(question.case_id or context.content.get("case_id")) if question else None,
        told=told.id if told else None,
        talked_of=talked_of.id if talked_of else None,
    )


def _score(text: str, case: Case, signs: _Signs) -> int:
    """How much speaks for it that the words are said of this case."""
    score = NAMED if case.id in signs.named or case.id == signs.holder else 0
    score += ENDED if case.state not in OPEN else 0
    score += ALIKE if not score and alike(text, case.description) >= LIKE else 0
    here = signs.here
    score += THERE if here and case.place and (here in case.place or case.place in here) else 0
    score += ASKED_ABOUT if case.id == signs.asked else 0
    score += TOLD if case.id == signs.told else 0
    return score + (TALKED_OF if case.id == signs.talked_of else 0)


def mention_of(aim: Aim, text: str) -> Mention:
    """The aim as the words would say it by a sign."""
    pointing = Pointing.CASE if aim.missing else pointing_in(text)
    return Mention(aim.act, aim.missing, pointing, says_more=meant.says_more(text))
