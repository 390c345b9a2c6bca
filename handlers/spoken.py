"""Which of his cases somebody speaks of, and what he wants of it; in doubt of none.

A number is sure, then a name; words that name none mean the case that is talked of, or the only
one. What is offered or asked just then keeps the words that are about that.
"""

import re
from dataclasses import dataclass, replace

from cases.clauses import begins_another_matter
from cases.mentions import Act, Mention, Pointing, mention_in, without_kept
from cases.models import Case
from cases.places import place_in
from cases.speech import Speech
from cases.verdicts import can_reopen
from cases.workflow import OPEN
from community.models import Kind
from core.language import simplify
from handlers import burst, emergency, meant, outage
from handlers.aiming import aim_of, mention_of
from handlers.answers import Meaning, verdict_of
from handlers.belonging import denies_offer, is_denied_for_another, is_of_its_topic
from handlers.context import Asked, Context
from handlers.deeds import denies, topic_called
from handlers.numbered import numbered
from handlers.progress import MOST_LISTED, topic_of
from handlers.result_meant import RESULTS, still_so
from handlers.striking import is_of_words
from handlers.talked_of import (
    before_last,
    in_talk,
    just_withdrawn,
    named,
    naming_words,
    said_last,
    speaks_of_a_thing,
    things_in,
)
from handlers.turn import Turn
from handlers.withdrawing import says_back

# Here all that is said is the answer.
ANSWERS_ONLY = (Asked.OFFICER, Asked.ADD)
# Commands that see to the rest of the words themselves.
WITH_WORDS = ("补充", "催办", "进度", "查询")
CALLING_OFF = ("撤销", "取消")
SHORT_BESIDES = 4
# These also mean a case that is over.
OF_ALL = (Act.CALLS_OFF, Act.URGES, Act.WHETHER, Act.WHAT, Act.NOT_DONE, Act.STATE, Act.DONE)
# What is said in one breath with a report is a part of it.
OF_THE_BREATH = (Act.NOT_DONE, Act.ADDS, Act.WISHES, Act.NEWS)
# Whoever wants that of one that is not registered is told so.
MISSED_WHERE_MISSING = (Act.WHETHER, Act.STATE, Act.URGES, Act.WHAT)
# Said without a name or a 那个 they still mean the case that is talked of, or the only one.
PLAIN = (
    Act.CORRECTS,
    Act.STANDS,
    Act.KEEPS,
    Act.URGES,
    Act.PLACE,
    Act.ADDS,
    Act.WISHES,
    Act.WHETHER,
    Act.NOT_DONE,
)
# What is said of a case holds words that name nothing: 有老人昨晚摔了.
WORDY = (
    Act.CORRECTS,
    Act.STANDS,
    Act.WHOSE,
    Act.PLACE,
    Act.TOPIC,
    Act.ADDS,
    Act.WISHES,
    Act.NEWS,
    Act.NOT_DONE,
    Act.DONE,
)
# What is not said of a case by who begins with something else.
OF_ONE_MATTER = (Act.CORRECTS, Act.TOPIC, Act.PLACE, Act.NOT_DONE, Act.NEWS, Act.DONE, Act.WHOSE)
# What a sentence that is to be struck out changes nothing of.
OF_A_CASE = (Act.CALLS_OFF, Act.TOPIC)
# What sets something right may be said of what is only offered.
OF_OFFER = (Act.CORRECTS, Act.TOPIC, Act.PLACE)
# Asked of a case by a name of his own, that its words need not hold.
ASKED_AFTER = (Act.WHETHER, Act.STATE, Act.URGES, Act.WHAT, Act.CALLS_OFF)
# 灯是4单元的 sets right only the place of a lamp.
_THING_THERE = re.compile(
    r"[^，,。\s]{1,5}(?:是|在).{1,8}(?:号楼|栋|幢|座|单元|楼|层)(?:的|那边的?)[。！!]*"
)
_ONE_OF = re.compile(r"其一|其中一")
_OF_REGISTERING = re.compile(r"登|报|報|单|單|件|张|張")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ADDING = re.compile(r"补充|[补加写记放](?:进|到|上|入|一句)|转告|注明|说明")
# 加到哪上了？查一下0008 asks; 0008补充：是不是政府代缴 tells.
_ASKS_OF_IT = re.compile("[?？]|查|看看|念|哪|写的?(?:啥|什么)|[写加补记](?:上|进)?去?了?(?:没|吗)")
_DICTATES = re.compile("(?:补充|[补加写记]上|[补加]一句)[:：，, ]")
# What sets a place right, the rooms in it, and the name that it begins with.
_CHANGES = re.compile("改|换|错|不是|不对|更正|还是")
_ROOMS = re.compile(r"\d{3,}")
_NAME_OF_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:小区|社区|村|路|街|苑|园|城|里)(?!\d)")
SEVERAL = 2
URGING = "催"


@dataclass(frozen=True)
class Spoken:
    """What is wanted, and of which: of one that is clear, of several to pick from, of none;
    `is_foreign`: they hold a number that is none of his; `is_sure`: they are numbered, so that all
    of them are meant."""

    mention: Mention
    cases: list[Case]
    is_foreign: bool = False
    is_sure: bool = False


def spoken_of(turn: Turn, context: Context) -> Spoken | None:
    """What the words say of which of his cases: by a sign that is clear, else by what they surely
    want; None where they are about something else."""
    if meant.answers_where(turn.text, context) and not numbered(turn.text, context):
        return None
    turn = Turn(turn.message, without_kept(turn.text)) if turn.text else turn
    signed = _by_signs(turn, context)
    if signed is not None and _is_clear(signed):
        return signed
    aim = aim_of(turn, context)
    if aim is None or (signed is not None and (aim.missing or _names_missing(signed, turn))):
        return signed
    return Spoken(mention_of(aim, turn.text), aim.cases, is_sure=aim.is_numbered)


def _names_missing(spoken: Spoken, turn: Turn) -> bool:
    """Whether 水沟那个登了没 names what is not registered: what is left of other words does not."""
    things = things_in(spoken.mention.name)
    return not spoken.cases and bool(things) and all(thing in turn.text for thing in things)


def _is_clear(spoken: Spoken) -> bool:
    is_of_all = spoken.mention.act is Act.COUNTS or spoken.is_sure
    return len(spoken.cases) == 1 or is_of_all or spoken.is_foreign


def _by_signs(turn: Turn, context: Context) -> Spoken | None:
    if not turn.text or turn.digit is not None or context.is_asked(*ANSWERS_ONLY):
        return _besides_answer(turn, context) if context.is_asked(Asked.OFFICER) else None
    if context.content.get("same") and place_in(turn.text) is not None:
        # 不是 7号楼 就是202, where it is asked whether it is the same place.
        return None
    # Nobody's words are read for nothing.
    is_worth_it = context.has_cases or _OF_REGISTERING.search(turn.text) is not None
    own = numbered(turn.text, context) if context.has_cases else None
    # 把0008撤了吧 重新登一个 is said of that one, first of all.
    is_demand = _is_demand(turn) and not own
    mention = mention_in(turn.text) if is_worth_it and not is_demand else None
    if mention is not None and meant.is_misread(mention, turn.text, context):
        mention = None
    if mention is not None and mention.act is Act.CALLS_OFF and says_back(turn.text):
        mention = replace(mention, act=Act.KEEPS)
    if mention is not None and mention.act in OF_A_CASE and is_of_words(turn.text):
        # 有关扶手的话删去: no case goes for it, nor is it about something else.
        mention = None
    is_unsaid = mention is None and turn.command is None and context.has_cases
    is_unsaid = is_unsaid and not context.is_asked(Asked.AREA)
    is_unsaid = is_unsaid and not emergency.asks_what_next(turn, context)
    mention = meant.mention_of(turn.text, context) if is_unsaid else mention
    if mention is not None and meant.is_surely_withdrawn(mention, turn.text, context):
        mention = replace(mention, pointing=Pointing.SOMETHING)
    if mention is not None and mention.act is Act.STATE and meant.is_of_all(turn.text):
        mention = Mention(Act.COUNTS)
    if mention is None or (mention.act is Act.NEWS and mention.pointing is Pointing.NOTHING):
        result = still_so(turn, context)
        if result is not None:
            return Spoken(Mention(Act.NOT_DONE), [result])
    if mention is None:
        return _by_number_alone(turn, own)
    if not context.has_cases:
        asks = mention.act is Act.COUNTS or (
            mention.act is Act.WHETHER and mention.pointing is not Pointing.NOTHING
        )
        return Spoken(mention, []) if asks else None
    if mention.act is Act.COUNTS:
        # 念一遍 20261128-0008 asks for that one.
        asked = Mention(Act.WHAT, pointing=Pointing.CASE) if own else mention
        return Spoken(asked, own or [], is_sure=bool(own))
    if mention.act is Act.KEEPS and context.is_asked(Asked.UNDO, Asked.STILL):
        return None
    is_new = begins_another_matter(turn.text) and mention.pointing is not Pointing.CASE
    if mention.act in OF_ONE_MATTER and is_new and not own:
        # 还有个事，3栋门口的道闸坏哒 sets no place right.
        return None
    may_be_offered = mention.act in OF_OFFER and mention.pointing is not Pointing.CASE
    if may_be_offered and denies_offer(turn.text, context):
        return None
    if mention.pointing is Pointing.NOTHING and _is_for_others(turn, mention, context):
        return None
    if own is not None:
        return Spoken(mention, own, is_foreign=not own, is_sure=True)
    cases = _meant(turn, mention, context)
    return None if cases is None else Spoken(mention, cases)


def _besides_answer(turn: Turn, context: Context) -> Spoken | None:
    """What asks after a case by its name, while an officer waits for the answer about one."""
    mention = mention_in(turn.text) if turn.text and turn.digit is None else None
    if mention is None or mention.act not in ASKED_AFTER or mention.pointing is not Pointing.CASE:
        return Spoken(mention, []) if mention is not None and mention.act is Act.COUNTS else None
    pool = [case for case in context.own_cases if case.state in OPEN]
    found = named(mention.name, pool, context) if mention.name and pool else []
    return Spoken(mention, found) if len(found) == 1 else None


def _by_number_alone(turn: Turn, cases: list[Case] | None) -> Spoken | None:
    """What names a case of his by its number is about that case, in whatever words: 0003现在谁在弄
    asks, 0003补充：车牌… adds to it."""
    is_another = turn.command is not None and not turn.is_command("补充")
    if is_another or not cases or not _LETTERS.search(turn.text):
        return None
    plain = simplify(turn.text)
    adds = _ADDING.search(plain)
    if adds is None or (_ASKS_OF_IT.search(plain) and not _DICTATES.search(plain)):
        return Spoken(Mention(Act.STATE, pointing=Pointing.CASE), cases)
    # 补充进0013 says nothing yet that could be added.
    rest = _LETTERS.findall(turn.text[adds.end() :])
    return Spoken(Mention(Act.ADDS, pointing=Pointing.CASE), cases) if rest else None


def _is_for_others(turn: Turn, mention: Mention, context: Context) -> bool:
    """Whether words that don't point at a case belong to the breath that has just begun one, or
    ask what is known to be out for everybody."""
    if mention.act in OF_THE_BREATH and burst.is_joining(turn, context):
        return True
    return mention.act is Act.STATE and outage.is_known(turn, context)


def _is_demand(turn: Turn) -> bool:
    """A command with words of its own: 报修 电梯又坏了; not 取消12栋那张."""
    if turn.command is None:
        return False
    if turn.is_command(*CALLING_OFF) and turn.command.rest:
        return False
    return turn.is_command_alone or turn.command.apart or turn.is_command(*WITH_WORDS)


def _meant(turn: Turn, mention: Mention, context: Context) -> list[Case] | None:
    """The case that is meant, or those it may be; [] for one that is not registered, None where
    none is."""
    pool = [case for case in context.own_cases if mention.act in OF_ALL or case.state in OPEN]
    if mention.act is Act.TOPIC and is_denied_for_another(turn.text, mention.instead, context):
        return None
    if mention.act is Act.TOPIC and mention.instead:
        # 不是施工扰民，是路灯: the case that was taken for a 施工扰民, not another lamp.
        denied = [case for case in pool if denies(turn.text, topic_of(case, context))]
        if denied:
            last = in_talk(denied, context)
            return [last] if last is not None else denied
    found = named(mention.name or turn.text, pool, context) if pool else []
    if mention.act is Act.CALLS_OFF and (one := before_last(turn.text, found or pool)):
        return [one]
    if mention.act is Act.WHETHER:
        found = [case for case in found if not _is_of_another_topic(case, mention.name, context)]
    if not found and mention.pointing is not Pointing.NOTHING and mention.act in ASKED_AFTER:
        found = _of_one_entry(mention.name, pool, context)
    if found:
        return _by_name(found, turn, mention, context)
    if mention.act is Act.PLACE and mention.name and _THING_THERE.fullmatch(simplify(turn.text)):
        return None
    if mention.act not in WORDY and naming_words(mention.name):
        # 电梯那张 can only be one that was registered, or was thought to be.
        is_thought_to_be = mention.act is Act.WHETHER or mention.pointing is Pointing.CASE
        is_missing = is_thought_to_be and mention.pointing is not Pointing.NOTHING
        return [] if is_missing and mention.act in MISSED_WHERE_MISSING else None
    return _unnamed(turn, mention, pool, context)


def _is_of_another_topic(case: Case, name: str, context: Context) -> bool:
    """Whether a name is that of a topic, and the case was understood to be about another: 电梯 was
    said in it along with the lamp that was registered."""
    topic = topic_called(name, context) if name else None
    return topic is not None and case.topic_id not in (None, topic.id)


def _by_name(
    found: list[Case], turn: Turn, mention: Mention, context: Context
) -> list[Case] | None:
    """Of the cases that the words name: the open ones, those at the place they name, the one that
    is talked of."""
    if not _fits_what_is_asked(found, turn, mention, context):
        return None
    here = place_in(turn.text) if mention.act is not Act.PLACE else None
    if here and mention.act in (Act.NOT_DONE, Act.NEWS):
        found = [case for case in found if not case.place or _is_near(here, case.place)]
        if not found:
            return None
    found = [case for case in found if case.state in OPEN] or found[:1]
    if len(found) > 1 and here:
        found = [case for case in found if case.place and here in case.place] or found
    if len(found) > 1 and mention.pointing is not Pointing.NOTHING and not is_one_of(turn.text):
        last = in_talk(found, context)
        found = [last] if last is not None else found
    return found


def _of_one_entry(name: str, pool: list[Case], context: Context) -> list[Case]:
    """Those of the cases about which the same entry tells as about the name: 欠薪那个 is the one in
    which he said 欠我两个月工资."""
    if not naming_words(name):
        return []
    entry = _entry_about(name, context)
    return [
        case
        for case in pool[:MOST_LISTED]
        if entry is not None and _entry_about(case.description, context) == entry
    ]


def _entry_about(text: str, context: Context) -> int | None:
    ranked = context.ranked(text)
    is_near = bool(ranked) and ranked[0].confidence >= context.rules.thresholds.suggest
    return ranked[0].entry.id if is_near else None


def is_one_of(text: str) -> bool:
    """Whether one of several is meant that may be any: 请撤销其一."""
    return _ONE_OF.search(text) is not None


def _is_near(one: str, other: str) -> bool:
    return one in other or other in one


def _fits_what_is_asked(found: list[Case], turn: Turn, mention: Mention, context: Context) -> bool:
    """Whether words that name a case without pointing at it mean it, and neither ask nor report
    something else."""
    if mention.act in (Act.DONE, Act.NEWS, Act.NOT_DONE, Act.WISHES) and context.is_asked(*RESULTS):
        question = context.question
        return question is not None and all(case.id != question.case_id for case in found)
    if mention.pointing is not Pointing.NOTHING:
        return True
    if mention.act is Act.DONE:
        return verdict_of(turn.text) is Meaning.SOLVED
    if mention.act in (Act.NEWS, Act.NOT_DONE):
        return is_of_its_topic(turn.text, found[0], context)
    # 居住证多久能办好 asks what holds for everybody, 路灯啥时候能修好 after the one that is out.
    is_asked_by_all = found[0].kind not in (Kind.REPAIR, Kind.COMPLAINT)
    return not (mention.act is Act.STATE and is_asked_by_all and context.is_confident(turn.text))


def _unnamed(turn: Turn, mention: Mention, pool: list[Case], context: Context) -> list[Case] | None:
    """The case that is talked of, or the only one, for words that name none."""
    act, pointing = mention.act, mention.pointing
    own = [case for case in pool if case.state in OPEN]
    if act is Act.MISTAKE:
        one = None if context.is_asked(Asked.UNDO) else said_last(own, context)
        return [one] if one is not None else None
    if act in (Act.NOT_DONE, Act.DONE):
        result = still_so(turn, context) if act is Act.NOT_DONE else None
        if result is not None or act is Act.DONE or not _goes_on(turn, context):
            return [result] if result is not None else None
    if act is Act.TOPIC:
        return _topic_meant(turn.text, mention, own, context)
    asked = context.question.case_id if context.question else None
    asked = asked or _added_to(context)
    about = next((case for case in own if case.id == asked), None)
    # 不登新的 催一下前面那个, while something else is offered.
    is_said_so = act is Act.URGES and URGING in turn.text
    if pointing is not Pointing.CASE and _is_offered(context) and not is_said_so:
        return None
    is_open = act is Act.PLACE and said_last(own, context) is None
    placed = _of_like_place(turn.text, own) if is_open else None
    if placed is not None:
        return [placed]
    if pointing is Pointing.NOTHING:
        if context.is_asked(Asked.PLACE) and act is Act.PLACE:
            return None
        may_be_told = act in (Act.STATE, Act.WHAT, Act.WHOSE)
        is_state = may_be_told and (about or _is_told(turn, own, context))
        if act not in PLAIN and not is_state:
            return None
        if act is Act.WISHES and context.speech(turn.text) is Speech.REPORTS:
            return None
    if act is Act.PLACE and (done := _done_elsewhere(own, context)) is not None:
        return [done]
    if not own:
        return None
    former = before_last(turn.text, own) if pointing is not Pointing.NOTHING else None
    if former is not None:
        return [former]
    told = said_last(context.own_cases, context)
    if act is Act.CALLS_OFF and told is None:
        told = _withdrawn_since(own, context)
    one = about or told or in_talk(own, context) or (own[0] if len(own) == 1 else None)
    if one is None:
        return own if act in (Act.URGES, Act.STATE, Act.WHETHER, Act.CALLS_OFF) else None
    # 催一下 我不跑单就没饭吃: what hurries him is no other matter.
    is_urged = act is Act.URGES and URGING in turn.text
    return [one] if is_urged or is_of_its_topic(turn.text, one, context) else None


def _done_elsewhere(own: list[Case], context: Context) -> Case | None:
    """What is done with, of which he says that the place is another one: the result that is asked
    about or was told last, else his newest case, where nothing else of his is at work."""
    done = [case for case in context.own_cases if can_reopen(case, context.now)]
    if not done:
        return None
    asked = context.question.case_id if context.is_asked(*RESULTS) and context.question else None
    told = next((case for case in done if case.id == asked), None) or said_last(done, context)
    is_newest = not own and done[0].id == context.own_cases[0].id
    return told or (done[0] if is_newest else None)


def _of_like_place(text: str, own: list[Case]) -> Case | None:
    """地址改成阳光小区14栋1203: of several cases the only one at 阳光小区4栋1203, else the only one
    that has a place to be changed."""
    here = place_in(text)
    if here is None or len(own) < SEVERAL or not _CHANGES.search(simplify(text)):
        return None
    placed = [case for case in own if case.place]
    rooms = set(_ROOMS.findall(here))
    alike = [
        case
        for case in placed
        if rooms & set(_ROOMS.findall(case.place or "")) or _is_in(case, text)
    ]
    found = alike or placed
    return found[0] if len(found) == 1 else None


def _is_in(case: Case, text: str) -> bool:
    name = _NAME_OF_PLACE.match(case.place or "")
    return name is not None and name[0] in simplify(text)


def _is_told(turn: Turn, own: list[Case], context: Context) -> bool:
    """Whether 转办何处 can only be asked of the case that he has just been told of."""
    is_told = said_last(own, context) is not None
    return is_told and context.topic_of(turn.text) is None and not context.is_confident(turn.text)


def _withdrawn_since(own: list[Case], context: Context) -> Case | None:
    """The case that he withdrew after he reported those that are open: 刚才那张 is that one."""
    last = just_withdrawn(context)
    ended = last.closed_at if last else None
    return last if ended and all(case.opened_at < ended for case in own) else None


def _added_to(context: Context) -> int | None:
    """The case to which words were offered to be added just now."""
    content = context.content
    is_asked = context.is_asked(Asked.OFFER) and content.get("add_by") == 1
    return content.get("add_to") if is_asked else None


def _is_offered(context: Context) -> bool:
    """Whether a case is offered, or being described, that is not registered yet: the words are
    about that one. Where only a question was not answered they are not."""
    content = context.content
    if context.is_asked(Asked.DESCRIBE):
        return True
    if not context.is_asked(Asked.OFFER, Asked.CHOICE) or content.get("quiet"):
        return False
    if _added_to(context) is not None:
        return False
    text = content.get("text") or ""
    return bool(content.get("report")) or context.speech(text) is not Speech.ASKS


def _goes_on(turn: Turn, context: Context) -> bool:
    """又在拖了: what was reported goes on; the words name nothing else that could be meant."""
    is_free = not context.is_asked(*RESULTS) and place_in(turn.text) is None
    return is_free and context.topic_of(turn.text) is None and not speaks_of_a_thing(turn.text)


def _topic_meant(
    text: str, mention: Mention, own: list[Case], context: Context
) -> list[Case] | None:
    """我说的是狗, right behind 已登记: the case just told of is about something else."""
    is_open = not context.content.get("quiet") or context.content.get("taken")
    is_shown = context.is_asked(Asked.CHOICE, Asked.OFFER) and is_open
    if is_shown and mention.pointing is not Pointing.CASE:
        # 不是那个，我说的是助听器 is said of what is shown, and of no case.
        return None
    if not mention.instead or topic_called(mention.instead, context) is None:
        one = said_last(own, context)
        return [one] if one is not None and mention.pointing is not Pointing.NOTHING else None
    one = said_last(own, context)
    if one is None and mention.pointing is not Pointing.NOTHING:
        return own or None
    # 是电梯 answers only what nobody knew yet.
    is_short = len(text) - len(mention.instead) < SHORT_BESIDES
    return [one] if one is not None and not (is_short and one.topic_id) else None
