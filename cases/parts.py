"""The parts of a message that want different things of the desk, and what each wants; pure.

「把0008撤了吧 越改越离谱 重新登一个」 calls a case off, scolds and orders: three parts. A story
with all its facts is one. Where a message is cut was learned as its wants were
(`cases/intents.py`), from messages that people of many kinds wrote and cut
(`benchmarks/intents/messages/`): at each joint of two clauses, by what either side is likely to
want, by the words about the joint and by its sign.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from cases.clauses import Clause, clauses
from cases.intents import Guess, Intent, State, guess
from core.learned import Learned, learned, learned_from
from core.pieces import plain
from core.shipped import read_once

MOST_CHARACTERS, MOST_JOINTS, REMEMBERED = 400, 24, 16
GRAINS, CUT = 10, ("together", "apart")
# So much of either side is looked at by its words.
NEAR, EDGE = 6, 4
STEPS = (0.02, 0.1, 0.3, 0.6)
QUARTER = 0.25
SIGNS, SURE = " \t\r\n。！!？?；;，,、：:", 0.8
# 搞快点 says nothing that whoever handles it would have to read.
BARE_CHARACTERS = 6
FIRST_FEW, OFTEN, LITTLE = 3, 0.7, 0.2
TELLS_NOTHING = (
    *(Intent.THANKS, Intent.ORDERS, Intent.YES, Intent.NO, Intent.SCOLDS, Intent.WAITS),
    Intent.REPEAT,
)
TELLS = (Intent.REPORTS, Intent.UNSOLVED, Intent.DETAIL, Intent.ASKS)


@dataclass(frozen=True)
class Part:
    """A stretch of a message that wants one thing, and what that is likely to be."""

    words: str
    guess: Guess

    @property
    def intent(self) -> Intent:
        """What it is likely to want."""
        return self.guess.intent


@lru_cache(REMEMBERED)
def parts_of(text: str, state: State | None = None) -> tuple[Part, ...]:
    """The parts of the text, said in that state, in order; together they are the text."""
    return parts_with(text, state, _weights())


def parts_with(text: str, state: State | None, weights: Learned) -> tuple[Part, ...]:
    """`parts_of` by other weights than those that come with the project."""
    joints = joints_of(text, state)
    starts = [0, *(at for at, features in joints if is_apart(features, weights)), len(text)]
    words = [text[start:end] for start, end in pairwise(starts)]
    return tuple(
        # What stands before the message stands before its first part only.
        Part(one, guess(one.strip(), state if at == 0 else None))
        for at, one in enumerate(words)
    )


def told_in(text: str) -> str:
    """The text without what surely tells nothing of a matter: thanks, orders, a yes or a curse
    for the desk, that he cannot read; '' where that is all of it."""
    said = _behind_reading(text)
    return "".join(one.words for one in parts_of(said) if not _tells_nothing(one)).strip(SIGNS)


def _behind_reading(text: str) -> str:
    """我眼睛花，看不清你这几个数字，… from where it tells something."""
    said = clauses(text)
    for at, clause in enumerate(said[:FIRST_FEW]):
        wants = guess(clause.words)
        if wants.telling >= LITTLE:
            break
        if wants.is_surely(Intent.REPEAT, least=OFTEN) and at + 1 < len(said):
            return text[said[at + 1].start :]
    return text


def _tells_nothing(part: Part) -> bool:
    is_bare = part.intent is Intent.URGES and len(part.words.strip(SIGNS)) <= BARE_CHARACTERS
    if is_bare or not part.guess.is_surely(*TELLS_NOTHING, least=SURE):
        return is_bare
    # 灯坏了，登记一下 orders, and tells of what.
    return all(guess(one.words).intent not in TELLS for one in clauses(part.words))


def is_apart(features: Sequence[str], weights: Learned) -> bool:
    """Whether the text is cut at a joint of these features."""
    sums = weights.sums(features)
    return sums is not None and bool(sums[1] > sums[0])


def joints_of(
    text: str, state: State | None, wants: Callable[[str, State | None], Guess] = guess
) -> list[tuple[int, list[str]]]:
    """Where the text may be cut, and what is looked at there; `wants` guesses what words want."""
    if len(text) > MOST_CHARACTERS:
        return []
    said = clauses(text)[: MOST_JOINTS + 1]
    if len(said) == 1:
        return []
    guesses = [wants(one.words, state if one is said[0] else None) for one in said]
    found = []
    for at in range(1, len(said)):
        start = said[at].start
        before, behind = wants(text[:start].strip(), state), wants(text[start:].strip(), None)
        features = [
            f"S{state}",
            *_of_joint(text, said, at),
            *_of_wants("", guesses[at - 1], guesses[at]),
            *_of_wants("all ", before, behind),
        ]
        found.append((start, features))
    return found


def _of_joint(text: str, said: Sequence[Clause], at: int) -> Iterator[str]:
    """The sign, the words before and behind it, how long either side is, and where it stands."""
    left, right = said[at - 1], said[at]
    before, behind = plain(text[left.start : left.end]), plain(text[right.start : right.end])
    sign = text[left.end : right.start].strip(" \u3000") or text[left.end : right.start]
    yield f"J{right.joint}"
    yield f"P{sign[:1]}"
    for length in range(1, EDGE + 1):
        yield f"B{behind[:length]}"
        yield f"E{before[-length:]}"
    for start in range(min(NEAR, len(behind) - 1)):
        yield f"R{behind[start : start + 2]}"
    for start in range(max(0, len(before) - NEAR), len(before) - 1):
        yield f"L{before[start : start + 2]}"
    yield f"N{_size(before)}{_size(behind)}"
    yield f"F{at == 1}{at == len(said) - 1}{min(len(said), 5)}"


def _of_wants(of: str, left: Guess, right: Guess) -> Iterator[str]:
    """What either side is likely to want, and how alike that is; `of`: which sides they are."""
    yield f"{of}{left.intent}>{right.intent}"
    alike = sum(left.shares[one] * right.shares[one] for one in Intent)
    yield f"{of}{sum(alike >= step for step in STEPS)}"
    for side, own in (("<", left), (">", right)):
        yield f"{of}{side}{own.intent}"
        for intent in Intent:
            if own.shares[intent] >= QUARTER:
                yield f"{of}{side}{intent}{int(own.shares[intent] / QUARTER)}"


def _size(words: str) -> int:
    return min(4, len(words).bit_length())


def weights_from(table: Mapping[str, Any]) -> Learned:
    """The weights as the fit writes them: `constants`, `features` with their rows."""
    return learned_from(table, "features", CUT, grains=GRAINS)


@read_once
def _weights() -> Learned:
    return learned("cases", "parts", "features", CUT, grains=GRAINS)
