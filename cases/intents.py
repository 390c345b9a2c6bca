"""What a resident wants with a sentence: to ask, to report, to hurry something on, to chat; pure.

Learned, not listed: from sentences that people of many kinds wrote and labelled by what a good
clerk would do about them (`benchmarks/intents/`, where the fit is, too). Of what was said before
it knows no more than what stands just before the sentence, and of cases nothing: whoever asks
weighs that. Where words have a sign of their own
(`speech.py`, `mentions.py`, `stopping.py`) the sign is surer; this is for all the other ways in
which the same is said. A share tells how often such a guess is right: of those above .8, 96 in 100.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from core.learned import Learned, learned, learned_from, shares_in
from core.pieces import pieces_of, plain
from core.shipped import read_once

REMEMBERED, LONGEST, TENTHS = 32, 4, 10
# What stands before a sentence counts half of what it did for those who wrote for it: residents say
# anything at any time.
HINT = 0.5
_BETWEEN = re.compile("[，！？]")


class Intent(StrEnum):
    """What a good clerk has to do about a sentence."""

    ASKS = "ask"  # 居住证咋办
    DESK = "desk"  # 要我电话干啥: of the desk itself, and of what it asks or says
    REPORTS = "report"  # 楼道灯又不亮了
    ORDERS = "order"  # 那你给我报上去呗
    URGES = "urge"  # 都三天了咋还不来人
    STATUS = "status"  # 我那事有眉目没
    READS = "read"  # 你给我念念写的啥
    LISTS = "list"  # 我一共报了几件
    WITHDRAWS = "withdraw"  # 自己弄好了，你们别来了
    RESTORES = "undo"  # 谁让你撤了，改回去
    WELL = "well"  # 灯亮了
    UNSOLVED = "unsolved"  # 修了个寂寞
    PLACE = "place"  # 门牌打错了，21栋
    TOPIC = "topic"  # 不是急病，是狗咬人
    REWORDS = "reword"  # 内容改成门口道闸坏了, 前面那句删掉
    CORRECTS = "correct"  # 不是七点，晚上八点
    ADDS = "add"  # 再补一句：是4楼那家
    DETAIL = "detail"  # 就在菜场门口那根杆子
    WISHES = "wish"  # 下午三点后再打
    DENIES = "deny"  # 谁问你身份证了
    PERSON = "person"  # 给我接个活人
    THANKS = "thanks"
    SOCIAL = "social"  # 今儿天真冷，恁多穿点
    SCOLDS = "scold"
    YES = "yes"
    NO = "no"
    WAITS = "wait"  # 等会儿，我还没讲完
    REPEAT = "repeat"  # 字太多了，看不懂


class State(StrEnum):
    """What stands just before a sentence."""

    NONE = "none"  # nothing, and he has no case
    CASE = "case"  # nothing, and he has one in hand
    INFO = "info"  # an answer to a question of his
    OFFER = "offer"  # the offer to register
    LIST = "list"  # two or three things to choose from
    PLACE = "place"  # a case was registered, and it is asked where it is
    MORE = "more"  # … and a photo or a telephone number is asked for
    DONE = "done"  # … and nothing more is asked
    TOLD = "told"  # news of a case of his


TELLING = (
    *(Intent.REPORTS, Intent.DETAIL, Intent.PLACE, Intent.CORRECTS, Intent.ADDS, Intent.WISHES),
    *(Intent.UNSOLVED, Intent.TOPIC, Intent.REWORDS, Intent.URGES),
)


@dataclass(frozen=True)
class Guess:
    """The likeliest intent, and how likely each of them is (0 to 1, in all 1)."""

    intent: Intent
    shares: Mapping[Intent, float]

    @property
    def share(self) -> float:
        """How likely the likeliest is."""
        return self.shares[self.intent]

    @property
    def telling(self) -> float:
        """How likely it is that whoever handles a matter should read the words."""
        return sum(self.shares[one] for one in TELLING)

    def is_surely(self, *intents: Intent, least: float) -> bool:
        """Whether it is one of these, with at least that share in all."""
        return self.intent in intents and sum(self.shares[one] for one in intents) >= least


_NOTHING_KNOWN = Guess(Intent.SOCIAL, dict.fromkeys(Intent, 1 / len(Intent)))


@lru_cache(REMEMBERED)
def guess(text: str, state: State | None = None) -> Guess:
    """What the words are likely to want, said in that state; None where it is not known."""
    return guess_with(text, _weights(), state)


def guess_with(text: str, weights: Learned, state: State | None = None) -> Guess:
    """`guess` by other weights than those that come with the project."""
    sums = weights.sums(features_of(text))
    if sums is None:
        return _NOTHING_KNOWN
    if state is not None:
        own = weights.head["states"][state]
        sums += [HINT * own[intent] for intent in Intent]
    found = shares_in(sums).tolist()
    shares = dict(zip(Intent, found, strict=True))
    return Guess(max(shares, key=shares.__getitem__), shares)


def features_of(text: str) -> set[str]:
    """What is looked at: all stretches of one to four characters (numbers are one, signs in one
    writing), how the sentence and its last clause begin and end, how long it is."""
    written = plain(text)
    return {*pieces_of(written, LONGEST), *_edges(written)} if written else set()


def _edges(written: str) -> Iterator[str]:
    clauses = [clause for clause in _BETWEEN.split(written) if clause]
    for length in (2, 3):
        yield from (f"B{clause[:length]}" for clause in clauses[:1])
        yield from (f"E{clause[-length:]}" for clause in clauses[-1:])
    yield f"L{min(7, int(math.log2(len(written) + 1)))}"


def weights_from(table: Mapping[str, Any]) -> Learned:
    """The weights as the fit writes them: `constants` by intent, `states` with such constants,
    `features` with their rows: intent and value in turn."""
    return learned_from(table, "features", list(Intent), grains=TENTHS)


@read_once
def _weights() -> Learned:
    return learned("cases", "intents", "features", list(Intent), grains=TENTHS)
