"""Which of his cases somebody means when he speaks of one."""

import re
from datetime import datetime, timedelta

from cases.mentions import Pointing, pointing_in
from cases.models import Case, CaseState
from cases.places import place_in
from cases.queries import case_in_talk, newest_cases
from cases.speech import Speech
from cases.workflow import OPEN
from community.models import Kind
from community.subjects import alike, is_clear
from core.language import normalise, simplify, tag
from handlers.context import Context
from handlers.progress import named_case, topic_of
from handlers.turn import Turn

# So long a case is still what is talked of, though nothing has been said of it since.
IN_TALK = timedelta(minutes=30)
# A longer sentence says something else.
PICK_CHARACTERS, NAME_CHARACTERS = 10, 4
# 那看路灯的
_PICKS = re.compile(
    r"^(?:那|就|先|我|要|想|给我)*(?:看|查|选|问|说)(?:看|下|一下)?(?:的是)?|(?<=.)的[吧呗嘛]?$"
)
# Words of a withdrawal that name no case; verbs that begin so only call off.
_NAMELESS = re.compile(
    "单子|工单|撤销|取消|登记|补充|收到|一件|那个|这个|刚才|之前|第一个|第二个|第一|不用|不要|作废|删掉|删除|帮我|麻烦|没用|已经"
    "|刚刚|不办|两个|后面|后头|后边|一个|报修|投诉|前面|上面|最后|那件|这件|全部|还有|没有|误报|错报|错记|贵处|上头|里头|到底|事儿|事情"
    "|谢谢|多谢|修|事|人|来"
)
# 前面那个 and 一样的事, where there are several: not the last one.
_BEFORE_LAST = re.compile(
    r"(?P<last>(?:后面|后头|后边|后来|后一|后报|新报|新登|最后)(?:报|登|说)?(?:记)?的?(?:那|这)?(?:一)?(?:个|件|张|单|条))"
    r"|(?P<first>头一|第一|最(?:早|先|初|开始))(?:报|登|说)?(?:记)?的?(?:那|这)?(?:一)?(?:个|件|张|单|条)"
    r"|(?:前面|前头|前边|先前|原来|原先|旧|老|前一|上一|早先)(?:报|登|说)?(?:记)?的?(?:那|这)?(?:一)?(?:个|件|张|单|条)"
)
BEFORE_CHARACTERS, PERSON = 60, "人工"
# How likely a case must be about the same as the words that name none, and how much likelier than
# any other; fewer words are about nothing.
LIKELY, AHEAD, ABOUT_CHARACTERS = 0.25, 4, 4
_CALLING_OFF = "撤删销消不没要有是说记办请给"


def named(text: str, cases: list[Case], context: Context) -> list[Case]:
    """Those of the cases that the words name best: by topic, or by what was said in them."""
    topic = context.topic_of(text)
    own = [case for case in cases if topic is not None and case.topic_id == topic.id]
    if own:
        return own
    # 垃圾那个, 物业刚清了: no case of another topic is meant, whatever else its name shares.
    left = [case for case in cases if topic is None or case.topic_id is None]
    words = naming_words(text)
    scores = {case.id: _shared(words, case, context) for case in left}
    best = max(scores.values(), default=0)
    best_named = [case for case in left if best and scores[case.id] == best]
    return best_named or _at_place(text, left) or _about_the_same(text, left)


def _about_the_same(text: str, cases: list[Case]) -> list[Case]:
    """The one that is likely about the same, by whatever words."""
    if len(text) < ABOUT_CHARACTERS or not cases or not is_clear(text):
        return []
    *rest, best = sorted(cases, key=lambda case: alike(text, case.description))
    likely = alike(text, best.description)
    next_best = alike(text, rest[-1].description) if rest else 0.0
    return [best] if likely >= LIKELY and likely >= AHEAD * next_best else []


def picked(turn: Turn, context: Context) -> Case | None:
    """The one of a list to pick from that a few words name: 房租那个."""
    if turn.digit is not None or turn.command is not None or not turn.text:
        return None
    listed = [case for case in context.own_cases if case.id in context.content.get("cases", ())]
    numbered = named_case(turn.text, context)
    if numbered is not None and numbered in listed:
        return numbered
    name = _PICKS.sub("", turn.text)
    if context.speech(name) is not Speech.UNCLEAR or len(name) > PICK_CHARACTERS:
        return None
    if len(name) > NAME_CHARACTERS and pointing_in(name) is Pointing.NOTHING:
        return None
    found = named(name, listed, context)
    return found[0] if len(found) == 1 else None


def meant(text: str, cases: list[Case], context: Context) -> Case | None:
    """The one that is talked of; None when that is not clear."""
    numbered = named_case(text, context)
    if numbered is not None:
        return next((case for case in cases if case.id == numbered.id), None)
    asked = context.question.case_id if context.question else None
    found = named(text, cases, context) or [case for case in cases if case.id == asked]
    if len(found) == 1:
        return found[0]
    if not found and len(cases) == 1:
        return cases[0]
    return None if found else in_talk(cases, context)


def said_last(cases: list[Case], context: Context) -> Case | None:
    """The only one of which he was told last."""
    said = context.last_said()
    told = [case for case in cases if case.number and case.number in said]
    return told[0] if len(told) == 1 else None


def last_told(case: Case) -> datetime:
    """When a result was told, or he last said how it is."""
    return max(filter(None, (case.opened_at, case.resolved_at, case.verdict_at)))


def of_topic(topic_id: int | None, context: Context) -> list[Case]:
    """His open cases of that topic: it is not offered once more in the talk that opened one."""
    own = context.own_cases if topic_id is not None else []
    return [case for case in own if case.topic_id == topic_id and case.state in OPEN]


def in_talk(cases: list[Case], context: Context) -> Case | None:
    """The one that was just spoken of, by us or by him."""
    told = said_last(cases, context)
    if told is not None:
        return told
    case = case_in_talk(context.db, context.actor, since=context.now - IN_TALK)
    return next((own for own in cases if case is not None and own.id == case.id), None)


def names_none(text: str, cases: list[Case], context: Context) -> bool:
    """Whether a withdrawal names something, which is none of his cases: then he has to pick."""
    is_known = named_case(text, context) is not None
    return not is_known and bool(naming_words(text)) and not named(text, cases, context)


def before_last(text: str, own: list[Case]) -> Case | None:
    """前面那个, 头一个, 后面那个: the case before the one that was reported last, the first of all,
    or the last; `own`: newest first."""
    plain = "".join(simplify(text[:BEFORE_CHARACTERS]).split())
    found = _BEFORE_LAST.search(plain) if len(own) > 1 else None
    if found is None:
        return None
    if found["last"]:
        return own[0]
    return own[-1] if found["first"] else own[1]


def just_withdrawn(context: Context) -> Case | None:
    """His newest case, where it was withdrawn a moment ago."""
    for case in newest_cases(context.db, context.actor, limit=1):
        ended = case.closed_at or case.opened_at
        if case.state == CaseState.WITHDRAWN and ended > context.now - IN_TALK:
            return case
    return None


def naming_words(text: str) -> set[str]:
    """The words that may name a case."""
    named = {word for word, kind in tag(normalise(text)) if kind[:1] in "nvasf"}
    return {word for word in named if not _NAMELESS.fullmatch(word) and word[0] not in _CALLING_OFF}


def speaks_of_a_thing(text: str) -> bool:
    """Whether the words name any thing at all; 又在拖了 and 没修好 name none."""
    return bool(things_in(text))


def things_in(text: str) -> set[str]:
    """The things that the words name."""
    nouns = {word for word, kind in tag(normalise(text)) if kind[:1] in "ns"}
    return {word for word in nouns if not _NAMELESS.fullmatch(word)}


def _shared(words: set[str], case: Case, context: Context) -> int:
    """How much of the words the case has; what it is called counts more than what was said."""
    topic, said = topic_of(case, context), normalise(case.description)
    # Who asked for a person may call that so.
    said = f"{said}{PERSON}" if case.kind == Kind.CONSULT else said
    # 灯 names a lamp only by itself: 路 of 路牙子 is no street lamp.
    telling = {word for word in words if len(word) > 1} or words
    return sum(len(word) * (_in_name(word, topic) + (word in said)) for word in telling)


def _in_name(word: str, topic: str) -> int:
    """How surely a word is a piece of what a case is called: 路灯, or 房租 of 房屋租赁."""
    if word in topic:
        return 3
    return 2 if len(word) > 1 and set(word) <= set(topic) else 0


def case_at(text: str, context: Context) -> Case | None:
    """His only open case at the place that the words name."""
    found = _at_place(text, [case for case in context.own_cases if case.state in OPEN])
    return found[0] if len(found) == 1 else None


def _at_place(text: str, cases: list[Case]) -> list[Case]:
    place = place_in(text)
    return [case for case in cases if place and case.place and place in case.place]
