"""Whether words ask something or report something; pure.

「灯坏了找谁修」 asks and wants to be answered; 「五号楼三单元灯又坏了，天天摸黑」 reports and wants
something done. For a report speak something wrong, a time that is now, anger, and the wish that
somebody acts; a question's form speaks against it, unless it is one that only an angry or worried
person asks (到底有没有人管). The signs are data: `cases/starter/speech.toml`.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from cases.signs import read_signs
from community.models import Kind
from core.language import simplify
from core.shipped import read_once

MOST_CHARACTERS = 300
# A longer sentence says something besides.
PROGRESS_CHARACTERS = 26


class Speech(StrEnum):
    """What a resident does with his words."""

    ASKS = "asks"
    REPORTS = "reports"
    UNCLEAR = "unclear"


def speech_of(text: str, kind: Kind | None = None) -> Speech:
    """What the words do; `kind` is that of the topic they name, None where they name none."""
    plain = simplify(text[:MOST_CHARACTERS]).strip(" \t\r\n。.,，!！~～")
    if _has(plain, "demands") and not _asks_whether_theirs(plain):
        return Speech.REPORTS if _is_bad(plain) else Speech.UNCLEAR
    if _has(plain, "asks") or _has(plain, "theirs"):
        return Speech.REPORTS if _is_story(plain) else Speech.ASKS
    if _is_of_papers(plain, kind) and not _has(plain, "wronged"):
        return Speech.ASKS
    return Speech.REPORTS if _is_bad(plain) else Speech.UNCLEAR


def asks_progress(text: str) -> bool:
    """Whether the words ask how far something is that was reported before."""
    plain = simplify(text.strip()[:MOST_CHARACTERS])
    return len(plain) <= PROGRESS_CHARACTERS and _has(plain, "progress")


def is_impatient(text: str) -> bool:
    """Whether words that ask how far something is are those of somebody who has waited too long."""
    return _has(simplify(text.strip()[:MOST_CHARACTERS]), "impatient")


def tells_what_is_wrong(text: str) -> bool:
    """Whether the words say what is broken, missing or bad."""
    return _has(simplify(text.strip()[:MOST_CHARACTERS]), "wrong")


def asks_whose(text: str) -> bool:
    """Whether the words ask who is responsible: 归谁管, 找哪个部门."""
    return _has(simplify(text.strip()[:MOST_CHARACTERS]), "whose")


def orders(text: str) -> bool:
    """Whether the words only order somebody to come or to act: 我要你们现在就上去看."""
    plain = simplify(text.strip()[:MOST_CHARACTERS])
    return len(plain) <= PROGRESS_CHARACTERS and _has(plain, "orders")


def wants_it_seen_to(text: str) -> bool:
    """Whether whoever tells of something wants it seen to by somebody, or registered: 赶紧来人."""
    plain = simplify(text.strip()[:MOST_CHARACTERS])
    return _has(plain, "sees_to_it") and not _has(plain, "not_yet")


def cannot_read(text: str) -> bool:
    """Whether somebody says that he can't read or press what he is to choose from."""
    return _has(simplify(text.strip()[:MOST_CHARACTERS]), "cannot_read")


def corrects(text: str) -> bool:
    """Whether the words set right what was said before: 打错了，是16栋."""
    return _has(simplify(text.strip()[:MOST_CHARACTERS]), "corrects")


def is_another_matter(text: str) -> bool:
    """Whether the words themselves say that something else follows: 还有件事, 另外我…."""
    plain = simplify(text.strip()[:MOST_CHARACTERS])
    return _has(plain, "another") or any(not sign.start() for sign in begins_another(plain))


def without_another(text: str) -> str:
    """The words without their 还有件事; as they are when nothing follows it."""
    return _signs()["another"].sub("", text.strip(), count=1).strip() or text


def begins_another(plain: str) -> Iterator[re.Match[str]]:
    """Where simplified words say that something more follows: 灯坏了，还有垃圾没人收."""
    return _signs()["more"].finditer(plain)


def counts(plain: str) -> Iterator[re.Match[str]]:
    """Where simplified words count what they say: 其一, 二是, 3."""
    return _signs()["counted"].finditer(plain)


def says_also(plain: str) -> bool:
    """Whether simplified words say that the same is true of something else: 电梯也坏了."""
    return _has(plain, "also")


def _is_bad(plain: str) -> bool:
    return any(_has(plain, sign) for sign in ("wrong", "anger", "wish", "now"))


def _asks_whether_theirs(plain: str) -> bool:
    """换锁物业管不管, said in calm: whether it is theirs to do, and no demand."""
    if not _has(plain, "theirs"):
        return False
    return not any(_has(plain, sign) for sign in ("anger", "wish", "now"))


def _is_story(plain: str) -> bool:
    """A report with a question in it: what is wrong, and besides anger or a wish for action."""
    return _has(plain, "wrong") and (_has(plain, "anger") or _has(plain, "wish"))


def _is_of_papers(plain: str, kind: Kind | None) -> bool:
    """Who has lost a paper or wants a benefit asks how, unless somebody wronged him."""
    if _has(plain, "need") and not _has(plain, "wish"):
        return True
    return _has(plain, "papers") and kind in (None, Kind.CONSULT, Kind.HELP)


def _has(plain: str, sign: str) -> bool:
    return _signs()[sign].search(plain) is not None


@read_once
def _signs() -> dict[str, re.Pattern[str]]:
    return read_signs("speech")
