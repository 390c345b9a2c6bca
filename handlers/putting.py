"""都补到0009上, 请把“…”转给工单0011的工作人员: an order to put words into a case that is named."""

import re
import unicodedata

from cases.models import Case
from cases.numbers import is_short, read_numbers
from cases.workflow import OPEN
from core.language import normalise, simplify
from handlers import registering
from handlers.context import Asked, Context
from handlers.deeds import DEEDS
from handlers.talked_of import named
from handlers.turn import Turn

MOST_CHARACTERS = 120
OFFERS = (Asked.OFFER, Asked.CHOICE)
_MAY_PUT = re.compile(r"[补補加转轉写寫记記放归歸][充给給到在进進入]?")
_ORDER = re.compile(
    r"(?:请|麻烦|劳烦|帮我|那|好的?|我(?:是)?说|你|给我|[,，\s])*+(?:把|将)?(?P<what>.{0,80}?)(?:都|也|就|一起|全|再|[,，\s])*"
    r"(?:补充?|加|转|写|记|放|归)(?:发|达|告)?(?:到|给|在|进|入)(?:工单)?(?P<target>.{2,24}?)"
    r"(?P<end>(?:那|这)?(?:单子?|件事?|张|个|工单)?的?(?:工作人员|办事的?人?|师傅)?(?:里面|上面|里头|里|上|去|中)*)"
    r"(?:吧|嘛|噻|了|哈|呗)*(?:[\s！!。，,？?].{0,6})?"
)
# 补充到医保那个工单 老家交了一份; 医保那个写上 …; 把医保的补上 ….
_INTO = re.compile(
    r"(?:请|麻烦|帮我|那|给我)*(?:(?:补充?|加|写|记)(?:到|进|在|给)(?P<first>.{1,16}?)|(?:把|给|在)?(?P<last>.{1,16}?))"
    r"(?P<end>(?:那|这)(?:单子?|件事?|张|个|工单)?(?:工单|单子)?(?:里面?|上面?)?|的)"
    r"(?:里|上)*(?:也|再|都|给我)*(?:补充?|加|写|记|添)?(?:上|进去)?(?:一?[句条点])?(?:话)?[\s,，:：]+(?P<what>.{4,})"
)
_PUTS = re.compile("[补加写记添]")
_QUOTED = re.compile(r"[“\"「『](?P<words>[^”\"」』]{2,})[”\"」』]")
_FORMER = re.compile(
    r"(?:这些|那些|刚才|刚刚|上面|前面|说|讲|的|话|内容|这个|那个|这句|都|我|事情?|它)*"
)
_NAME = re.compile(r"的?(?:事情?|问题|那个|这个)$")


def is_order(turn: Turn, context: Context) -> bool:
    """Whether words are to be put into one of his open cases that is clear."""
    if (
        not context.has_cases
        or turn.digit is not None
        or context.is_asked(Asked.OFFICER, Asked.ADD)
    ):
        return False
    return _order(turn, context) is not None


def put(turn: Turn, context: Context) -> str:
    """Put them there; an offer that was made for them is done with."""
    order = _order(turn, context)
    assert order is not None  # noqa: S101 (the route's own condition)
    case, words = order
    if context.is_asked(*OFFERS):
        context.close()
    return DEEDS["补充"](case, words, context)


def _order(turn: Turn, context: Context) -> tuple[Case, str] | None:
    if len(turn.text) > MOST_CHARACTERS or not _MAY_PUT.search(turn.text):
        return None
    plain = simplify(unicodedata.normalize("NFKC", turn.text))
    put_into, found = _put_into(plain, context), _ORDER.fullmatch(plain)
    if put_into is not None or found is None:
        return put_into
    case = _case(found["target"], found["end"], context)
    words = _words(found["what"].strip(" ,，"), turn, context) if case is not None else ""
    return (case, words) if case is not None and words else None


def _put_into(plain: str, context: Context) -> tuple[Case, str] | None:
    found = _INTO.fullmatch(plain)
    head = plain[: found.start("what")] if found is not None else ""
    if found is None or not _PUTS.search(head):
        return None
    case = _case(found["first"] or found["last"], found["end"], context)
    return (case, found["what"]) if case is not None else None


def _case(target: str, end: str, context: Context) -> Case | None:
    """The one that is named by its number, or by what it is about and 那单."""
    cases = [case for case in context.own_cases if case.state in OPEN]
    numbers = read_numbers(target, context.today)
    numbers += [one.zfill(4) for one in re.findall(r"(?<![\d-])0\d{2,5}(?!\d)", target)]
    for number in numbers:
        for case in cases:
            written = str(case.number)
            if written == number or (is_short(number) and written.endswith(f"-{number}")):
                return case
    if numbers or not end:
        return None
    own = named(target, cases, context)
    return own[0] if len(own) == 1 else None


def _words(what: str, turn: Turn, context: Context) -> str:
    """What is to be put there: what he quotes or says, else what was said before."""
    quoted = _QUOTED.search(turn.text)
    if quoted is not None:
        return quoted["words"]
    name = normalise(_NAME.sub("", what))
    offered = str(context.content.get("text") or "") if context.is_asked(*OFFERS) else ""
    before = offered or registering.said_before(turn, context)
    is_before = _FORMER.fullmatch(what) is not None or (bool(name) and name in normalise(before))
    return before if is_before else what
