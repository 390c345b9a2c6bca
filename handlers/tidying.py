"""多出来那两个删了，加一个电梯坏了的: how many of his cases are to be withdrawn, and what is to be
registered instead, in one message."""

import re
from dataclasses import dataclass

from cases.intents import Intent, guess
from cases.models import Case
from cases.queries import open_cases
from community.texts import report as texts
from core.language import simplify
from handlers import progress, report
from handlers.context import Asked, Context
from handlers.progress import MOST_LISTED
from handlers.turn import Turn
from handlers.withdrawing import ask_regret, withdraw, withdraw_all

MOST_CHARACTERS = 60
# Here all that is said is the answer.
ANSWERS_ONLY = (Asked.OFFICER, Asked.ADD, Asked.DESCRIBE)
ALL = 0
# Every message is looked at.
_MAY = re.compile("撤|删|刪|取消|作废|作廢|不要")
_NUMERALS = {"一": 1, "两": 2, "俩": 2, "二": 2, "三": 3, "仨": 3, "四": 4, "五": 5, "六": 6}
_DROP = "(?:撤|删|取消|作废|不要)(?:销|掉|除|了|吧|回|去)*"
_COUNTED = re.compile(
    r"(?:把|将|那|这|请|帮我|给我|先|多出来的?|多余的?|多的|前面的?|前|刚才的?|上面的?|重复的?|之前的?|没用的?)*"
    rf"(?:(?P<count>[两俩二三仨四五六2-6])(?:个|件|张|条|单|项)?|(?P<all>全部|所有|统统))的?(?:工单|单子?|登记)?"
    rf"(?:都|全|全部|请|给我|帮我|就|先)*{_DROP}|(?:请|帮我|给我|先|那)*{_DROP}(?P<n>[一两二三四五六1-6])(?:个|件|张|条|单)(?:吧|了|嘛)*"
)
_ADDS = re.compile(
    r"(?:再|另外|还要?|然后|也|给我|帮我|重新|请|要)*(?:加|登记?|报|新增|添|补)(?:上)?一?(?:个|件|条|项)(?:事情?)?[:：\s]*(?P<what>.{2,}?)的?"
)
_ALL_OF_THEM = re.compile(
    r"(?:那|就|请|把|帮我|给我|麻烦)*(?:都|全|全都|统统|一起|一块儿?)(?:给我|帮我|先)?(?:撤|取消|删)(?:销|掉|了|吧|啦)*"
)
GOES_WITH_IT = (Intent.WITHDRAWS, Intent.THANKS, Intent.SOCIAL, Intent.YES, Intent.WELL)
SURE = 0.6
_CLAUSES = re.compile(r"[^,，。;；!！]+")


@dataclass(frozen=True)
class Order:
    """How many are to be withdrawn (ALL: all of them), and what is to be registered, '' for
    nothing."""

    count: int
    adds: str


def is_order(turn: Turn, context: Context) -> bool:
    """Whether the words say how many of his open cases are not wanted."""
    if not context.has_cases or turn.digit is not None or not _MAY.search(turn.text):
        return False
    if len(turn.text) > MOST_CHARACTERS or context.is_asked(*ANSWERS_ONLY):
        return False
    return _order_in(turn.text) is not None and bool(_open(context))


def carry_out(turn: Turn, context: Context) -> str:
    """Withdraw them where it is clear which they are, else ask; and register what he names."""
    order = _order_in(turn.text)
    assert order is not None  # noqa: S101 (the route's own condition)
    cases = _open(context)
    if order.count not in (ALL, len(cases)):
        if order.adds:
            context.later.append(order.adds)
        which = texts.WHICH_CASE if order.count == 1 else texts.WHICH_SEVERAL
        values = {} if order.count == 1 else {"count": min(order.count, len(cases))}
        deed: dict[str, object] = {"deed": "撤销", "words": turn.text}
        return progress.list_cases(cases, context, context.say(which, **values), deed)
    context.close()
    if order.adds:
        said = withdraw_all(cases, turn.text, context)
        return f"{said}\n\n{report.open_with(context, order.adds, {})}"
    if len(cases) == 1:
        return withdraw(cases[0], turn.text, context)
    return f"{withdraw_all(cases, turn.text, context)}\n{ask_regret(cases, context)}"


def _order_in(text: str) -> Order | None:
    counts, adds = [], []
    for clause in _CLAUSES.findall(simplify(text)):
        plain = clause.strip()
        found, added = _COUNTED.fullmatch(plain), _ADDS.fullmatch(plain)
        if found is not None:
            numeral = found["count"] or found["n"]
            counts.append(_NUMERALS.get(numeral) or int(numeral) if numeral else ALL)
        elif added is not None:
            adds.append(added["what"])
        elif _ALL_OF_THEM.fullmatch(plain):
            counts.append(ALL)
        elif adds:
            adds.append(plain)
        elif not _goes_with_it(plain):
            return None
    return Order(counts[0], "，".join(adds)) if len(counts) == 1 else None


def _goes_with_it(clause: str) -> bool:
    """1, 不用来了, 给你们添麻烦了: beside the order it says nothing of its own."""
    if clause.isdigit():
        return True
    return guess(clause).is_surely(*GOES_WITH_IT, least=SURE)


def _open(context: Context) -> list[Case]:
    return open_cases(context.db, context.actor, limit=MOST_LISTED)
