"""A telephone number that comes when nothing asks for it belongs to the case in hand, and so does
the wish to be called."""

import re

from cases.models import Case
from cases.queries import get_visible, open_cases
from community.models import Kind
from community.texts import report as texts
from core.language import simplify
from handlers import person
from handlers.belonging import STILL_TALKING, case_talked_of
from handlers.context import Asked, Context
from handlers.filling import add_to, keep_phone, phone_in, without_phone
from handlers.offers import added, case_asked_about
from handlers.progress import MOST_LISTED
from handlers.report import open_with
from handlers.route import Said
from handlers.talked_of import named
from handlers.turn import Turn
from handlers.whose_phone import of_somebody

# A longer sentence says something besides, unless it asks to be called.
LEAST, AROUND_CHARACTERS, CALL_CHARACTERS = 2, 12, 40
_ABOUT_IT = re.compile(
    r"电话|手机|号码|打给|联系|打我|找我|回我|座机|来电|叫我|姓|^(?:我|本人)?(?:叫|是)|^[\u4e00-\u9fff]{2,4}$"
)
_CALL_ME = re.compile(
    r"(?:打|拨|联系|回|找|呼)(?:给)?我|给我(?:打|回|来|拨)|来电(?!梯)|回(?:个)?电(?:话)?|联系(?:电话|方式)|电话(?:是|为|[:：]|联系)"
    r"|(?:留|记)(?:一?下|个)?(?:我的?)?(?:电话|号码|手机)|(?:电话|手机|座机|号码|手机号)[ ,，:：]*$"
)
# 能不能打电话给我, 请社区来电; not 你能打电话叫他停, 有人打电话说….
_WANTS_CALL = re.compile(
    r"(?:让|叫|请|派|安排|要求|希望|麻烦|能不能|能否|可不可以|可以|想|需要|要).{0,8}(?:"
    r"打(?:一?个)?电话(?:给[我俺]|过来)|[给打][我俺](?:打|回|来)?(?:一?个)?电话"
    r"|回[我俺]?(?:一?个)?电话|来个?电(?:话|$)|电话联系[我俺])"
    r"|^(?:你们?|社区|工作人员)?(?:给[我俺](?:打|回|来)(?:一?个)?电话|打[我俺]电话|打(?:一?个)?电话给[我俺])"
)
_OF_OTHERS = re.compile(
    r"骗|真的|假的|谁|没人|有人|[自声]称|客服|说[我您你是]|别|不[要用]|为什么|怎么|\d{4}|银行|医保|社保"
)
_CLAUSES = re.compile(r"[\s,，.。!！?？;；、~～…]+")


def is_given(turn: Turn, context: Context) -> bool:
    """Whether the message gives a telephone number and hardly anything else, and belongs to a case
    that there is already, or to no report that is just being put together."""
    if phone_in(turn.text) is None or turn.command is not None or of_somebody(turn.text):
        return False
    is_report = context.is_asked(Asked.OFFER, Asked.CHOICE) and context.content.get("report")
    if is_report and not open_cases(context.db, context.actor, limit=1):
        return False
    rest = without_phone(turn.text)
    if len(rest) <= AROUND_CHARACTERS:
        return len(rest) < LEAST or _ABOUT_IT.search(rest) is not None
    is_call = len(rest) <= CALL_CHARACTERS and _CALL_ME.search(rest) is not None
    return is_call and context.topic_of(rest) is None and not context.is_confident(rest)


def keep(turn: Turn, context: Context) -> str:
    """The number goes into the case that asked for it, else with what was just asked into a new
    one, else into the newest open one; without any it waits for what it is about."""
    phone = phone_in(turn.text) or ""
    case = _asking_case(context)
    if case is None and _wants_answer(turn, context):
        return _call_back(turn.text, phone, context)
    if case is None:
        own = open_cases(context.db, context.actor, limit=MOST_LISTED)
        found = named(without_phone(turn.text), own, context) if len(own) > 1 else []
        case = found[0] if len(found) == 1 else next(iter(own), None)
    if case is None and _CALL_ME.search(without_phone(turn.text)):
        return _call_back(turn.text, phone, context)
    if case is None:
        return context.ask(Asked.DESCRIBE, context.say(texts.PHONE_ALONE), {"with": turn.text})
    keep_phone(phone, case, context)
    if len(without_phone(turn.text)) > AROUND_CHARACTERS:
        # When and by what name he is to be called is for whoever calls.
        add_to(case, turn.text, context)
    _no_longer_asked(case, context)
    return context.say(texts.PHONE_OF_CASE, number=case.number)


def _wants_answer(turn: Turn, context: Context) -> bool:
    """Whether he gives his number, to be called, for what he asked a moment ago."""
    is_offered = context.is_asked(Asked.OFFER, Asked.CHOICE) and context.content.get("text")
    if not is_offered or not context.is_recent(STILL_TALKING):
        return False
    return bool(context.content.get("person")) or _CALL_ME.search(turn.text) is not None


def _call_back(text: str, phone: str, context: Context) -> str:
    """A case at once, with what was asked before: who gives a number to be called has said yes."""
    content = context.content if context.is_asked(Asked.OFFER, Asked.CHOICE) else {}
    before = content.get("text")
    said = without_phone(text).rstrip(" ,，:：")
    words = f"{before}，{said}" if before else said
    known = {"kind": Kind.CONSULT, "topic_id": content.get("topic_id"), "phone": phone}
    return open_with(context, words, {**known, "back": content.get("back")})


def is_wanted(turn: Turn, context: Context) -> bool:  # noqa: ARG001
    """Whether he asks to be called, without a number."""
    plain = simplify(turn.text)
    if turn.command is not None or len(plain) > CALL_CHARACTERS or _OF_OTHERS.search(plain):
        return False
    return any(_WANTS_CALL.search(clause) for clause in _CLAUSES.split(plain))


def call(turn: Turn, context: Context) -> Said:
    """Whoever has the case that is talked of is to call; without one, somebody of the office."""
    case = case_talked_of(turn.text, context) or case_asked_about(context)
    return added(turn.text, case, context) if case is not None else person.person(turn, context)


def _asking_case(context: Context) -> Case | None:
    """The case whose question for a number was put off for something else."""
    back = context.content.get("back") or {}
    if back.get("kind") != Asked.PHONE:
        return None
    return get_visible(context.db, context.actor, back["case_id"])


def _no_longer_asked(case: Case, context: Context) -> None:
    """What had been put off needs not be asked again."""
    back = context.content.get("back") or {}
    question = context.question
    if question is not None and back.get("kind") == Asked.PHONE and back["case_id"] == case.id:
        question.content = {**context.content, "back": None}
