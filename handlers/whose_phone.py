"""Whose telephone number it is. 房东电话 137… tells of somebody else: it goes into the case as
words, and the resident is not called by it; 那是房东的电话 不是我的 takes a number out again, and
我爸电话记上没有 is answered with where it stands."""

import re

from cases.models import Case
from cases.phones import drop_phone, phones_of
from cases.workflow import OPEN
from community.texts import report as texts
from core.language import simplify
from handlers.context import Asked, Context
from handlers.filling import keep_said, phone_in, without_phone
from handlers.progress import topic_of
from handlers.talked_of import in_talk, named
from handlers.turn import Turn

MOST_CHARACTERS, LAST_DIGITS = 60, 4
# Here all that is said is the answer.
ANSWERS_ONLY = (Asked.OFFICER, Asked.ADD, Asked.DESCRIBE)
# Every message is looked at.
_MAY = re.compile(r"电话|電話|手机|手機|号码|號碼|号是|1[3-9]\d{9}")
# Whom a case is about, or who works on it; by one of the family he may well be called.
_SOMEBODY = (
    "二?房东|房主|中介|物业|对方|邻居|楼[上下]|隔壁|对门|老板|商家|商户|店家|店主|店里|车主|司机|师傅|施工[队方]?"
    "|包工头|工头|骗子|那[个家]?人|那家|人家|开发商|装修[队公]?司?|保安|狗主人?|养狗的|[他她](?:们|家)?"
)
_OF_SOMEBODY = re.compile(
    rf"(?:{_SOMEBODY})(?:那边|这边)?的?(?:新|老|真|另一?个)?(?:电话|手机号?码?|号码?|联系方式|微信)"
    rf"|(?:电话|手机|号码|号)(?:是|就是)(?:{_SOMEBODY})的"
)
_NOT_MINE = re.compile(
    r"(?:不是|唔系|不系)(?:我|俺|我们|本人|自己)(?:自己)?的?(?:电话|手机|号码?|联系)*(?:$|[\s,，。!！吧啊呀])"
    r"|(?:电话|手机|号码?)(?:给|发|打|写|留|报)?(?:错|不对)"
)
_ARRIVED = re.compile(
    r"(?:电话|手机号?|号码).{0,6}(?:记|存|写|加|收|留|登)(?:上|下|到|进去|好|住)?了?(?:没有?|吗|么|未|没得)(?:呀|啊|呢)*[?？]?$"
)


def of_somebody(text: str) -> bool:
    """Whether words beside a number tell that it is not the resident's own."""
    return _OF_SOMEBODY.search(simplify(without_phone(text))) is not None


def is_said(turn: Turn, context: Context) -> bool:
    """Whether the words tell or ask whose number is known, while he has a case."""
    if not context.has_cases or not turn.text or len(turn.text) > MOST_CHARACTERS:
        return False
    if not _MAY.search(turn.text) or context.is_asked(*ANSWERS_ONLY):
        return False
    if phone_in(turn.text) is not None:
        # What is only offered takes what belongs to it.
        is_free = not context.content.get("report") and of_somebody(turn.text)
        return is_free and _case(turn.text, context) is not None
    plain = simplify(turn.text)
    if _ARRIVED.search(plain):
        return _case(turn.text, context) is not None
    return _NOT_MINE.search(plain) is not None and _with_phone(turn.text, context) is not None


def answer(turn: Turn, context: Context) -> str:
    """Keep it, take it out, or say where it stands."""
    if phone_in(turn.text) is not None:
        case = _case(turn.text, context)
        assert case is not None  # noqa: S101 (the route's own condition)
        keep_said(case, turn.text, context)
        topic = topic_of(case, context)
        return context.say(texts.PHONE_OF_SOMEBODY, number=case.number, topic=topic)
    with_phone = _with_phone(turn.text, context)
    if _ARRIVED.search(simplify(turn.text)):
        return _told(turn.text, with_phone, context)
    assert with_phone is not None  # noqa: S101 (the route's own condition)
    keep_said(with_phone, turn.text, context)
    drop_phone(context.db, with_phone, actor=context.actor, now=context.now)
    return context.say(texts.PHONE_DROPPED, number=with_phone.number)


def _told(text: str, case: Case | None, context: Context) -> str:
    if case is None:
        meant = _case(text, context)
        assert meant is not None  # noqa: S101 (the route's own condition)
        return context.say(texts.PHONE_NOT_THERE, number=meant.number)
    tail = phones_of(context.db, context.resident.id)[case.id][-LAST_DIGITS:]
    topic = topic_of(case, context)
    return context.say(texts.PHONE_THERE, tail=tail, number=case.number, topic=topic)


def _case(text: str, context: Context) -> Case | None:
    """The open case that the words name, else the one that is talked of, else the newest."""
    own = [case for case in context.own_cases if case.state in OPEN]
    if not own:
        return None
    found = named(without_phone(text), own, context)
    return found[0] if len(found) == 1 else in_talk(own, context) or own[0]


def _with_phone(text: str, context: Context) -> Case | None:
    """The open case with a number of his that is named, else talked of, else the newest such."""
    phones = phones_of(context.db, context.resident.id)
    own = [case for case in context.own_cases if case.state in OPEN and case.id in phones]
    if not own:
        return None
    found = named(text, own, context)
    return found[0] if len(found) == 1 else in_talk(own, context) or own[0]
