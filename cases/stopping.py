"""Whether words call something off: refuse to register, withdraw, send nobody, all is well; pure.

The signs are data: `cases/starter/stopping.toml`. Each clause is looked at by itself, so that what
else was said is not lost: 登记个屁，我问你管不管 refuses, and asks.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from cases.signs import read_signs
from core.language import simplify
from core.shipped import read_once

MOST_CHARACTERS = 120
_CLAUSES = re.compile(r"[^\s,，.。!！;；、~～…?？]+[?？]?")
_SIGNS = " \t\r\n,，.。!！;；、~～…"


class Stop(StrEnum):
    """What is called off; where words call off two things, the first of these is meant."""

    WITHDRAWS = "withdraws"  # 那个撤了吧
    REFUSES = "refuses"  # 不要登记
    CALLS_OFF = "calls_off"  # 不用来了
    OVER = "over"  # 找到了


@dataclass(frozen=True)
class Stopped:
    """What is called off, in `said`; `rest`: what was said besides; `points_back`: it is something
    reported earlier."""

    stop: Stop
    rest: str = ""
    points_back: bool = False
    said: str = ""


def stop_in(text: str) -> Stopped | None:
    """What the words call off, None when they call nothing off or are too long for it."""
    if len(text) > MOST_CHARACTERS:
        return None
    clauses = _CLAUSES.findall(simplify(text))
    read = [(clause, _stop_of(clause)) for clause in clauses]
    is_spoiled = any(stop is None and _has(clause, "spoils") for clause, stop in read)
    if not is_spoiled:
        read = [(clause, stop or _well(clause)) for clause, stop in read]
    found = [stop for _, stop in read if stop is not None]
    # 请撤销，不对，不要撤销: the last that he says counts.
    if not found or any(_has(clause.strip(_SIGNS), "keeps") for clause in clauses):
        return None
    rest = [clause for clause, stop in read if stop is None and not _has(clause, "filler")]
    points = any(stop is not None and _has(clause, "points_back") for clause, stop in read)
    said = "，".join(clause for clause, stop in read if stop is not None)
    return Stopped(min(found, key=list(Stop).index), "，".join(rest), points, said)


def asks_whether_stopped(text: str) -> bool:
    """Whether the words ask what became of something that was withdrawn, or is gone."""
    return len(text) <= MOST_CHARACTERS and _has(simplify(text), "asks_after")


def _stop_of(clause: str) -> Stop | None:
    plain = clause.strip(_SIGNS)
    if _has(plain, Stop.REFUSES) and not plain.endswith(("?", "？", "吗", "么")):
        return Stop.REFUSES
    if _has(plain, "not_stop"):
        return None
    return next((stop for stop in Stop if _has(plain, stop)), None)


def _well(clause: str) -> Stop | None:
    """Whether what was broken or owed is well again."""
    return Stop.OVER if _has(clause.strip(_SIGNS), "well") else None


def _has(plain: str, sign: str) -> bool:
    return _signs()[sign].search(plain) is not None


@read_once
def _signs() -> dict[str, re.Pattern[str]]:
    return read_signs("stopping")
