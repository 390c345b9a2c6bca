"""算了 还是办吧: who thinks better of it, after he has declined an offer or withdrawn a case, has
it again with all that was in it."""

import re

from cases.models import Case
from cases.queries import get_visible
from core.language import simplify
from handlers import report, withdrawing
from handlers.context import Asked, Context
from handlers.talked_of import IN_TALK, just_withdrawn, named, things_in
from handlers.turn import Turn

# A longer sentence says something besides.
MOST_CHARACTERS = 30
# Here all that is said is the answer.
ANSWERS_ONLY = (Asked.OFFICER, Asked.ADD, Asked.DESCRIBE)
OFFERS = (Asked.OFFER, Asked.CHOICE)
# Every message is looked at.
_MAY = re.compile("还是|還是|还系|還係|悔")
_FILLING = (
    "那个?|这个?|我们?|俺|要不|要么|不然|(?:我|又)?(?:仔细)?想(?:了想|想|了一下|来想去)|考虑(?:了一下|好了)?|唉|哎呀?|嗯|哦|算了|对不起"
    "|不好意思|刚才的?|刚刚的?|前面的?|上面的?|后悔了?|反悔了?|不行|好吧|行吧|麻烦|请|[\\s,，.。!！~～…]"
)
_TAKES_UP = re.compile(
    rf"(?:{_FILLING})*(?P<before>.{{0,8}}?)(?:{_FILLING})*(?:还[是系]|後?后?悔了?[,，\s]*)(?:得|要|想|请|麻烦|你们?|您|给|帮忙?|替|我|把)*"
    r"(?P<of>.{0,8}?)(?:给|帮|替|我|要|得|再|接着|继续|重新|都)*"
    r"(?:办理?|登记?|记|报修?|弄|修|处理|反映|投诉|上报|要|来人?|留着?)"
    r"(?:上|下|掉|一下|一哈|下来?|了|吧|嘛|噻|呗|啦|啊|哈|咯|的|好了?|为好|算了)*"
    rf"(?P<after>(?:那|这|刚).{{0,10}}?)?(?:吧|嘛|呗|啊|谢谢|{_FILLING})*"
)
_NAMELESS = re.compile(r"[那这刚][个件张桩才一]*(?:事情?|单子?|工单)?的?|它|的|一下|把")


def is_wanted(turn: Turn, context: Context) -> bool:
    """Whether what he declined or withdrew a moment ago is wanted after all."""
    if turn.digit is not None or not _MAY.search(turn.text):
        return False
    if len(turn.text) > MOST_CHARACTERS or context.is_asked(*ANSWERS_ONLY):
        return False
    found = _TAKES_UP.fullmatch(simplify(turn.text.strip()))
    if found is None:
        return False
    name = _NAMELESS.sub("", "".join(filter(None, found.group("before", "of", "after"))))
    if context.is_asked(Asked.STILL):
        return not name
    if _offered(context) is not None:
        return _is_of(name, str(_offered(context)), context)
    return bool(_withdrawn(name, context))


def take(turn: Turn, context: Context) -> str:
    """Register what was offered, or let go on what was withdrawn."""
    if context.is_asked(Asked.STILL):
        return withdrawing.still(turn, context)
    if context.is_asked(*OFFERS):
        return report.accept_offer(turn, context)
    if _offered(context) is not None:
        return report.take_up_offer(context)
    cases = _withdrawn("", context)
    context.close()
    return withdrawing.take_back(cases, context)


def _offered(context: Context) -> str | None:
    """The words of the offer that is open, or was declined a moment ago."""
    if context.is_asked(*OFFERS) and not context.content.get("quiet"):
        return context.content.get("text") or None
    over = context.over
    is_fresh = over is not None and over.expires_at > context.now - IN_TALK
    declined = context.declined if is_fresh else None
    return str(declined["text"]) if declined else None


def _withdrawn(name: str, context: Context) -> list[Case]:
    """The cases that were withdrawn last; [] where he names another."""
    question = context.question or context.over
    content = (question.content or {}) if question is not None else {}
    kept = content.get("withdrawn") if context.has_cases else None
    if kept and question is not None and question.asked_at > context.now - IN_TALK:
        ids = kept if isinstance(kept, list) else [kept]
        cases = [get_visible(context.db, context.actor, case_id) for case_id in ids]
    else:
        last = just_withdrawn(context) if context.has_cases else None
        cases = [last] if last is not None else []
    return cases if not name or named(name, cases, context) else []


def _is_of(name: str, words: str, context: Context) -> bool:
    """Whether what he names is what was offered."""
    if not name or name in words:
        return True
    topic = context.topic_of(name)
    if topic is not None:
        return topic == context.topic_of(words)
    return any(thing in words or thing[-1] in words for thing in things_in(name))
