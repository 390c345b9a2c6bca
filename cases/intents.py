"""What a resident wants with a sentence: to ask, to report, to hurry something on, to chat; pure.

Learned, not listed: from sentences that people of many kinds wrote and labelled by what a good
clerk would do about them (`benchmarks/intents/`, where the fit is, too). Of what was said before
it knows no more than what stands just before the sentence, and of cases nothing: whoever asks
weighs that. Where words have a sign of their own
(`speech.py`, `mentions.py`, `stopping.py`) the sign is surer; this is for all the other ways in
which the same is said. A share tells how often such a guess is right: of those above .8, 96 in 100.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

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
    """Per intent a constant, and what each state adds to it; per feature a row: which intents it
    tells of (by their place in `Intent`) and how much, in tenths, in turn."""

    constants: Sequence[float]
    states: Mapping[State, Sequence[float]]
    features: Mapping[str, Sequence[int]]


@lru_cache(REMEMBERED)
def guess(text: str, state: State | None = None) -> Guess:
    """What the words are likely to want, said in that state; None where it is not known."""
    return guess_with(text, _weights(), state)


def guess_with(text: str, weights: Weights, state: State | None = None) -> Guess:
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
    if state is not None:
        hints = weights.states[state]
        sums = [one + HINT * own for one, own in zip(sums, hints, strict=True)]
    highest = max(sums)
    odds = [math.exp(one - highest) for one in sums]
    shares = {intent: one / sum(odds) for intent, one in zip(Intent, odds, strict=True)}
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


def weights_from(table: Mapping[str, Any]) -> Weights:
    """The weights as the fit writes them: `constants` by intent, `states` with such constants,
    `features` with their rows."""
    constants = [table["constants"][intent] for intent in Intent]
    states = {state: [table["states"][state][intent] for intent in Intent] for state in State}
    return Weights(constants, states, table["features"])


@read_once
def _weights() -> Weights:
    return weights_from(
        json.loads((files("cases") / "starter" / "intents.json").read_text("utf-8"))
    )
