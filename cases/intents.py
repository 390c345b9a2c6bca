"""What a resident wants with a sentence: to ask, to report, to hurry something on, to chat; pure.

Learned, not listed: from sentences that people of many kinds wrote and labelled by what a good
clerk would do about them (`benchmarks/intents/`, where the fit is, too). It knows nothing of what
was said before and of no case: whoever asks weighs that. Where words have a sign of their own
(`speech.py`, `mentions.py`, `stopping.py`) the sign is surer; this is for all the other ways in
which the same is said. A share tells how often such a guess is right: of those above .8, 96 in 100.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from core.language import simplify
from core.shipped import read_once

MOST_CHARACTERS, REMEMBERED, LONGEST, TENTHS = 120, 32, 4, 10
_SIGNS = re.compile(r"[\s,，.。、；;：:~～…—\-]+")
_CALLS, _ASKS = re.compile("[!！]+"), re.compile("[?？]+")
_NUMBERS = re.compile(
    r"[0-9]+|[零一二三四五六七八九十百千两]+(?=[号栋幢楼单元室层块天个月年点岁件])"
)
_BETWEEN = re.compile("[，！？]")


class Intent(StrEnum):
    """What a good clerk has to do about a sentence."""

    ASKS = "ask"  # 居住证咋办
    REPORTS = "report"  # 楼道灯又不亮了
    ORDERS = "order"  # 那你给我报上去呗
    URGES = "urge"  # 都三天了咋还不来人
    STATUS = "status"  # 我那事有眉目没
    WITHDRAWS = "withdraw"  # 自己弄好了，你们别来了
    WELL = "well"  # 灯亮了
    UNSOLVED = "unsolved"  # 修了个寂寞
    CORRECTS = "correct"  # 门牌打错了，21栋
    DETAIL = "detail"  # 就在菜场门口那根杆子
    DENIES = "deny"  # 谁问你身份证了
    PERSON = "person"  # 给我接个活人
    THANKS = "thanks"
    SOCIAL = "social"  # 今儿天真冷，恁多穿点
    SCOLDS = "scold"
    YES = "yes"
    NO = "no"
    REPEAT = "repeat"  # 字太多了，看不懂


@dataclass(frozen=True)
class Guess:
    """The likeliest intent, and how likely each of them is (0 to 1, in all 1)."""

    intent: Intent
    shares: Mapping[Intent, float]

    @property
    def share(self) -> float:
        """How likely the likeliest is."""
        return self.shares[self.intent]

    def is_surely(self, *intents: Intent, least: float) -> bool:
        """Whether it is one of these, with at least that share in all."""
        return self.intent in intents and sum(self.shares[one] for one in intents) >= least


_NOTHING_KNOWN = Guess(Intent.SOCIAL, dict.fromkeys(Intent, 1 / len(Intent)))


@dataclass(frozen=True)
class Weights:
    """Per intent a constant; per feature a row: which intents it tells of (by their place in
    `Intent`) and how much, in tenths, in turn."""

    constants: Sequence[float]
    features: Mapping[str, Sequence[int]]


@lru_cache(REMEMBERED)
def guess(text: str) -> Guess:
    """What the words are likely to want."""
    return guess_with(text, _weights())


def guess_with(text: str, weights: Weights) -> Guess:
    """`guess` by other weights than those that come with the project."""
    totals = [0] * len(Intent)
    rows = weights.features
    known = [rows[feature] for feature in features_of(text) if feature in rows]
    if not known:
        return _NOTHING_KNOWN
    for row in known:
        for at in range(0, len(row), 2):
            totals[row[at]] += row[at + 1]
    # A long sentence is no surer than a short one for having more pieces.
    scale = 1 / TENTHS / math.sqrt(len(known))
    sums = [one * scale + own for one, own in zip(totals, weights.constants, strict=True)]
    highest = max(sums)
    odds = [math.exp(one - highest) for one in sums]
    shares = {intent: one / sum(odds) for intent, one in zip(Intent, odds, strict=True)}
    return Guess(max(shares, key=shares.__getitem__), shares)


def features_of(text: str) -> set[str]:
    """What is looked at: all stretches of one to four characters (numbers are one, signs in one
    writing), how the sentence and its last clause begin and end, how long it is."""
    plain = _plain(text)
    if not plain:
        return set()
    framed = f"^{plain}$"
    found = {
        framed[start : start + length]
        for length in range(1, LONGEST + 1)
        for start in range(len(framed) - length + 1)
    }
    found.update(_edges(plain))
    return found


def _edges(plain: str) -> Iterator[str]:
    clauses = [clause for clause in _BETWEEN.split(plain) if clause]
    for length in (2, 3):
        yield from (f"B{clause[:length]}" for clause in clauses[:1])
        yield from (f"E{clause[-length:]}" for clause in clauses[-1:])
    yield f"L{min(7, int(math.log2(len(plain) + 1)))}"


def _plain(text: str) -> str:
    folded = simplify(unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).lower()).strip()
    joined = _ASKS.sub("？", _CALLS.sub("！", _SIGNS.sub("，", folded)))
    return _NUMBERS.sub("0", joined).strip("，")


def weights_from(table: Mapping[str, Any]) -> Weights:
    """The weights as the fit writes them: `constants` by intent, `features` with their rows."""
    constants = [table["constants"][intent] for intent in Intent]
    return Weights(constants, table["features"])


@read_once
def _weights() -> Weights:
    return weights_from(
        json.loads((files("cases") / "starter" / "intents.json").read_text("utf-8"))
    )
