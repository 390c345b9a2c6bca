"""标题改成：不服占道罚款, 这单要写：…: he says himself what is to stand in a case of his."""

import re
import unicodedata

from cases.intents import Intent
from cases.models import Case, CaseState
from cases.place_set import names_place
from cases.service import reword
from cases.workflow import OPEN
from community.texts import report as texts
from core.language import simplify
from core.masking import put_back
from handlers.aiming import ahead
from handlers.context import Asked, Context
from handlers.deeds import left_to_office, with_undo
from handlers.filling import put_topic, shown, take_place
from handlers.numbered import numbered
from handlers.progress import topic_of
from handlers.talked_of import said_last
from handlers.turn import Turn

MOST_CHARACTERS, FEWEST_CHARACTERS = 150, 4
_WHAT = (
    "(?:标题|题目|名字|内容|事由|描述|说明|写的|记的|登记的(?:话|内容)?"
    "|单子|工单|这单|这张|那单|那张|原话|文字)"
)
_NEW = (
    "(?:改成|改为|换成|换为|更正为|改写成?|应该?(?:写|改成?)成?"
    "|要写(?:成|的?是)?|请写成?|就写成?|重写成?|重新写成?)"
)
_DICTATES = re.compile(
    rf"(?P<before>.{{0,40}}?{_WHAT}.{{0,16}}?){_NEW}[\s:：，,“\"「]*(?P<words>[^”\"」]{{4,}})[”\"」]?"
)
_FREELY = re.compile(
    r"(?P<before>.{0,30}?)(?:改成|改为|写成|写清楚|重写|换成)[\s:：，,“\"「]*(?:是|就是)?(?P<words>[^”\"」]{4,})[”\"」]?"
)
LIKELY, AT_ONCE = 0.6, 12
# 0008 地点改成8号楼302: only where it is.
_OF_PLACE = re.compile("(?:地点|地址|位置|楼号|门牌|房号|电话|号码)[^，,。]{0,4}$")
_ITEM = re.compile(r"第\s*([一二三四五1-5])\s*(?:个|张|件|单|条)")
_NUMERALS = {numeral: at for at, numeral in enumerate("一二三四五", 1)}
# 内容应该是什么 asks.
_ASKS = re.compile(r"[?？]|(?:什么|啥|吗|呢)[。！!]*$")


def is_meant(turn: Turn, context: Context) -> bool:
    """Whether the words say what is to stand in an open case of his that is clear."""
    return _dictated(turn, context) is not None


def put_down(turn: Turn, context: Context) -> str:
    """Put it there; what is worked on already gets it as an addition."""
    dictated = _dictated(turn, context)
    assert dictated is not None  # noqa: S101 (the route's own condition)
    case, words = dictated
    if context.question is not None and not context.question.case_id:
        context.keep_quietly()
    if case.state != CaseState.OPENED:
        return left_to_office(case, words, context)
    said = put_back(case.description, case.cut or [])
    reword(context.db, case, words, actor=context.actor, setup=context.setup, now=context.now)
    topic = context.topic_of(words)
    if topic is not None and case.topic_id is None:
        # What is known already is not changed by the way.
        put_topic(case, topic.id, context)
    take_place(case, words, context)
    office = context.setup.offices[case.office_id].name
    done = context.say(
        texts.REWORDED,
        number=case.number,
        words=shown(words),
        topic=topic_of(case, context),
        office=office,
    )
    return with_undo(done, said, {"case_id": case.id, "words": said}, context)


def _dictated(turn: Turn, context: Context) -> tuple[Case, str] | None:
    if not context.has_cases or turn.digit is not None or len(turn.text) > MOST_CHARACTERS:
        return None
    if context.is_asked(Asked.OFFICER, Asked.ADD):
        return None
    plain = simplify(unicodedata.normalize("NFKC", turn.text))
    found = _DICTATES.search(plain) or _dictated_freely(turn.text, plain, context)
    if found is None or _OF_PLACE.search(found["before"]) or _ASKS.search(found["words"]):
        return None
    words = found["words"].strip(' ,，。.!！“”"')
    case = _case(turn, found["before"], context)
    return (case, words) if case is not None and len(words) >= FEWEST_CHARACTERS else None


def _dictated_freely(text: str, plain: str, context: Context) -> re.Match[str] | None:
    """这个你帮我改成：…, of the case of which he was told last; 写清楚 是问…, of one he names."""
    likely = context.guess(text).shares[Intent.REWORDS] >= LIKELY
    told = said_last(context.own_cases, context)
    is_told = told is not None and "改成" in plain[:AT_ONCE] and not names_place(text)
    return _FREELY.search(plain) if likely or is_told else None


def _case(turn: Turn, before: str, context: Context) -> Case | None:
    """The one that is numbered or listed, else the one that is talked of, or the only one."""
    own = [case for case in context.own_cases if case.state in OPEN]
    item = _ITEM.search(before)
    listed = context.content.get("cases", []) if context.is_asked(Asked.PICK) else []
    if item is not None and listed:
        at = _NUMERALS.get(item[1]) or int(item[1])
        picked = listed[at - 1] if at <= len(listed) else None
        return next((case for case in own if case.id == picked), None)
    sure = [case for case in numbered(turn.text, context) or () if case in own]
    if len(sure) == 1:
        return sure[0]
    level = ahead(before, own, context) if own else []
    return level[0] if len(level) == 1 else None
