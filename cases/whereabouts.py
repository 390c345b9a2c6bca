"""What an answer to 在哪个位置 tells: the place, as it was said, and what is said besides; pure.

Who is asked where it is may tell who did it, what it cost, or how he feels: only what has the shape
of a place is one. A clause is a place when it ends like one (门口, 隔壁, 三组, 小馆) and tells
nothing that happens, nobody, no amount and no time. The signs: `cases/starter/whereabouts.toml`.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib.resources import files

from cases.places import place_corrected, stood_by
from core.language import simplify, tag
from core.shipped import read_once

MOST_CHARACTERS = 300
PLACE_CHARACTERS = 40
# Less than this beside a place tells nothing: 嗯, 师傅.
FEWEST_CHARACTERS = 3
# What only a name of a place is made of: 李家湾, 建设路.
NAME_CHARACTERS, NAMES = 6, ("ns", "nt")
_CLAUSES = re.compile(r"[^\s,，.。!！;；~～…?？]+")
_BARE_ROOM = re.compile(r"[1-9]\d{2,3}")


@dataclass(frozen=True)
class Whereabouts:
    """The place that is told, None for none, and whether anything else is told."""

    place: str | None = None
    tells_more: bool = False


def whereabouts_in(text: str) -> Whereabouts:
    """The place in an answer: the longest run of clauses that are each one, else what is surely
    a place wherever it stands."""
    said = stood_by(text.strip()[:MOST_CHARACTERS])
    runs: list[str] = []
    begin: int | None = None
    for clause in _CLAUSES.finditer(said):
        bare = _bare(clause[0])
        # 102, behind 5号楼.
        goes_on = begin is not None and _BARE_ROOM.fullmatch(bare) is not None
        if not (goes_on or _is_place(bare)):
            begin = None
            continue
        lead = clause[0].find(bare) if bare in clause[0] else 0
        if begin is None:
            begin = clause.start() + lead
            runs.append("")
        runs[-1] = said[begin : clause.start() + lead + len(bare)]
    place, sure = max(runs, key=_rank, default=None), place_corrected(said, None)
    if place is None or (sure is not None and place in sure):
        # 12号楼底商 老钱五金店门口
        place = sure
    tells_more = _tells_more(said, place or "")
    return Whereabouts(place[:PLACE_CHARACTERS] if place else None, tells_more)


def puts_off(text: str) -> bool:
    """Whether words say that now is no good time: 我上班去了 晚点说."""
    return len(text) <= PLACE_CHARACTERS and any(
        _has(clause, "rests") for clause in _CLAUSES.findall(simplify(text))
    )


def _tells_more(said: str, place: str) -> bool:
    """Whether a clause tells something that is no part of the place."""
    bares = [_bare(clause) for clause in _CLAUSES.findall(said) if clause not in place]
    return any(_tells(bare) for bare in bares if len(bare) >= FEWEST_CHARACTERS)


def _rank(place: str) -> tuple[bool, int]:
    return place_corrected(place, None) is not None, len(place)


def _is_place(plain: str) -> bool:
    if not plain or plain.isdigit() or _has(plain, "no_end") or _tells(plain):
        return False
    if _has(plain, "ends") or place_corrected(plain, None) == plain:
        return True
    return len(plain) <= NAME_CHARACTERS and all(kind in NAMES for _, kind in tag(plain))


def _tells(plain: str) -> bool:
    return _has(plain, "tells")


def _bare(clause: str) -> str:
    """A clause without what only leads to a place or ends it: of 应该是2单元吧 the 2单元."""
    plain = simplify(unicodedata.normalize("NFKC", clause))
    for sign in ("before", "after"):
        left = _signs()[sign].sub("", plain)
        plain = left or plain
    return plain


def _has(plain: str, sign: str) -> bool:
    return _signs()[sign].search(plain) is not None


@read_once
def _signs() -> dict[str, re.Pattern[str]]:
    text = (files("cases") / "starter" / "whereabouts.toml").read_text("utf-8")
    shapes = {"before": "^(?:{})", "after": "(?:{})$", "ends": "(?:{})$"}
    return {
        sign: re.compile(shapes.get(sign, "{}").format("|".join(forms)))
        for sign, forms in tomllib.loads(text).items()
    }
