"""加到坑那个单子里, 这句写到漏水那个单子上, 401的情况也写上去, 合到0004去: an order to put words,
or a case, into a case of his, whatever is offered just then."""

import re
import unicodedata
from dataclasses import dataclass

from cases.clauses import clauses
from cases.intents import guess
from cases.mentions import is_misplaced
from cases.models import Case
from cases.numbers import is_short, read_numbers
from cases.workflow import OPEN
from community.texts import report as texts
from core.language import normalise, simplify
from handlers import progress, registering
from handlers.aiming import ahead
from handlers.belonging import LITTLE, belongs, matter_offered, things_shared
from handlers.context import Asked, Context
from handlers.deeds import DEEDS
from handlers.filling import phone_in
from handlers.joining import join
from handlers.talked_of import named, said_last
from handlers.turn import Turn

MOST_CHARACTERS = 150
OFFERS = (Asked.OFFER, Asked.CHOICE)
_MAY_PUT = re.compile(
    r"[补補加转轉写寫记記放归歸合并並添][充入并並问問达達告]?[给給到在进進入上问問达達告]|[补加写记][上进]"
)
_LEAD = r"(?:请|麻烦|劳烦|帮我|那|好的?|我(?:是)?说|你|您|给我|就)*+"
_ORDER = re.compile(
    _LEAD + r"(?:把|将)?(?P<what>.{0,80}?)(?:都|也|就|一起|全|再)*"
    r"(?P<verb>补充?|加|转|写|记|放|归|合并?|并)(?:发|达|告)?(?:到|给|在|进|入|问|告)(?:工单)?(?P<target>.{2,24}?)"
    r"(?P<end>(?:那|这)?(?:单子?|件事?|张|个|工单|case)?的?(?:工作人员|办事的?人?|师傅)?(?:里面|上面|里头|里|上|去|中)*)"
    r"(?:就行|就好|吧|嘛|噻|了|哈|呗)*[\s！!。，,？?]*(?:谢谢?.{0,4})?"
)
# 补充到医保那个工单 老家交了一份; 医保那个写上 …; 把医保的补上 ….
_INTO = re.compile(
    r"(?:请|麻烦|帮我|那|给我)*(?:(?:补充?|加|写|记)(?:到|进|在|给)(?P<first>.{1,16}?)|(?:把|给|在)?(?P<last>.{1,16}?))"
    r"(?P<end>(?:那|这)(?:单子?|件事?|张|个|工单)?(?:工单|单子)?(?:里面?|上面?)?|的)"
    r"(?:里|上)*(?:也|再|都|给我)*(?:补充?|加|写|记|添)?(?:上|进去)?(?:一?[句条点])?(?:话)?[\s,，:：]+(?P<what>.{4,})"
)
# 你把楼上401的情况也写上去: into the one of which it is said.
_UP = re.compile(
    _LEAD + r"(?P<by>把|将)?(?P<what>.{2,40}?)(?P<also>也|都|一起|一块儿?)?(?:给我|帮我|再)*"
    r"(?:补充?|加|写|记|添|备注)(?:上去|进去|上|进)(?:吧|嘛|噻|哈|呗)*"
)
_PUTS, _JOINS, _PASSES = re.compile("[补加写记添]"), re.compile("[合并]"), re.compile("转")
_QUOTED = re.compile(r"[“\"「『](?P<words>[^”\"」』]{2,})[”\"」』]")
_FORMER = re.compile(
    r"(?:这些|那些|刚才|刚刚|上面|前面|说|讲|的|话|内容|这个|那个|这句|那句|都|我|事情?|它|请|你|给|把)*"
)
_NAME = re.compile(r"的?(?:事情?|问题|那个|这个|那件|这件)+$")
_SAYS = re.compile(r"^(?:就|要|是)*(?:说|写)(?:的是|上|明|一下)?[:：]?")


@dataclass(frozen=True)
class Order:
    """What is to be put into which case, or into one of several; `source`: a case that is to go
    into it."""

    cases: list[Case]
    words: str
    source: Case | None = None


def is_order(turn: Turn, context: Context) -> bool:
    """Whether words are to be put into an open case of his."""
    if not context.has_cases or turn.digit is not None or not turn.text:
        return False
    return not context.is_asked(Asked.OFFICER, Asked.ADD) and _order(turn, context) is not None


def put(turn: Turn, context: Context) -> str:
    """Put them there; an offer that was made for them is done with."""
    order = _order(turn, context)
    assert order is not None  # noqa: S101 (the route's own condition)
    if context.is_asked(*OFFERS):
        context.close()
    first, *more = order.cases
    if order.source is not None:
        return join(order.source, first, turn.text, context)
    if more:
        known: dict[str, object] = {"deed": "补充", "words": order.words}
        return progress.list_cases(order.cases, context, context.say(texts.WHICH_CASE), known)
    return DEEDS["补充"](first, order.words, context)


def _order(turn: Turn, context: Context) -> Order | None:
    if len(turn.text) > MOST_CHARACTERS or not _MAY_PUT.search(turn.text):
        return None
    if is_misplaced(turn.text):
        # 你把鸡补到停车那件上去了 complains of what was put there.
        return None
    plain = simplify(unicodedata.normalize("NFKC", turn.text))
    own = [case for case in context.own_cases if case.state in OPEN]
    return _put_into(plain, own, context) or _put_by_clause(turn, plain, own, context)


def _put_into(plain: str, own: list[Case], context: Context) -> Order | None:
    found = _INTO.fullmatch(plain)
    head = plain[: found.start("what")] if found is not None else ""
    if found is None or not _PUTS.search(head):
        return None
    cases = _cases(found["first"] or found["last"], found["end"], own, context)
    return Order(cases, found["what"]) if len(cases) == 1 else None


def _put_by_clause(turn: Turn, plain: str, own: list[Case], context: Context) -> Order | None:
    """By the clause that says where to; the others are what is put there."""
    said = [one.words for one in clauses(plain)]
    for at, clause in enumerate(said):
        found, others = _ORDER.fullmatch(clause), [*said[:at], *said[at + 1 :]]
        cases = _cases(found["target"], found["end"], own, context) if found else []
        if found and not cases and _PASSES.match(found["verb"]):
            cases = _at_office(found["target"], own, context)
        if found and cases:
            source = _source(found["verb"], turn, cases, own, context)
            words = _words(found["what"], others, turn, context)
            return Order(cases, words, source) if words or source else None
        up = _UP.fullmatch(clause) if found is None else None
        if up and (up["by"] or up["also"]) and phone_in(plain) is None:
            return _put_up(_joined(up["what"], others), own, context)
    return None


def _put_up(words: str, own: list[Case], context: Context) -> Order | None:
    """Into the case that is spoken of, unless it is said of the report that is offered."""
    is_report = bool(context.content.get("report"))
    if not own or (is_report and belongs(words, matter_offered(context), context)):
        return None
    level = ahead(words, own, context)
    return Order(level, words)


def _cases(target: str, end: str, own: list[Case], context: Context) -> list[Case]:
    """The one that is named by its number, or those by what they are about and 那单."""
    numbers = read_numbers(target, context.today)
    numbers += [one.zfill(4) for one in re.findall(r"(?<![\d-])0\d{2,5}(?!\d)", target)]
    for number in numbers:
        for case in own:
            written = str(case.number)
            if written == number or (is_short(number) and written.endswith(f"-{number}")):
                return [case]
    if numbers or not end or not own:
        return []
    found = named(target, own, context)
    return ahead(target, found, context) if len(found) > 1 else found


def _at_office(target: str, own: list[Case], context: Context) -> list[Case]:
    """转给物业, which has a case of his at work."""
    offices = context.setup.offices
    there = [case for case in own if target in offices[case.office_id].name]
    return ahead(target, there, context) if there else []


def _source(
    verb: str, turn: Turn, cases: list[Case], own: list[Case], context: Context
) -> Case | None:
    """The case that is to go into the other: 把0005合到0004里, or the one of which he was told."""
    if not _JOINS.match(verb) or len(cases) > 1:
        return None
    rest = [case for case in own if case.id != cases[0].id]
    written = [case for case in rest if str(case.number)[-4:] in turn.text]
    if written:
        return written[0]
    return said_last(rest, context) or (rest[0] if rest else None)


def _words(what: str, others: list[str], turn: Turn, context: Context) -> str:
    """What is to be put there: what he quotes or says, else what was said before."""
    quoted = _QUOTED.search(turn.text)
    if quoted is not None:
        return quoted["words"]
    offered = str(context.content.get("text") or "") if context.is_asked(*OFFERS) else ""
    before = offered or registering.said_before(turn, context)
    own = what.strip(" ,，")
    told = [one for one in others if guess(one).telling >= LITTLE]
    words = _joined("" if _FORMER.fullmatch(own) else own, told)
    if offered and not context.content.get("report") and _PASSES.search(turn.text) and words:
        # 我是问这个阀门，转给物业: what he asked goes with it.
        words = f"{offered}，{words}"
    name = normalise(_NAME.sub("", words))
    is_before = not words or (bool(name) and name in normalise(before)) or _refers(words, before)
    return before if is_before else words


def _refers(words: str, before: str) -> bool:
    """糖尿病是回答忌口的那个问题: only names what was said before."""
    return _NAME.search(words) is not None and bool(things_shared(words, [before]))


def _joined(what: str, others: list[str]) -> str:
    return "，".join(filter(None, [what, *(_SAYS.sub("", one) for one in others)]))
