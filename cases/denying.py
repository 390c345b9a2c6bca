"""Which subjects somebody says he does not mean: 我没问养老院, 不是诈骗也不是养老院; pure.

The signs are data: `cases/starter/denying.toml`. 不是 denies only what he was just shown: who says
不是本地户口 tells how it is with him.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cases.signs import read_signs
from core.language import normalise, simplify
from core.shipped import read_once

MOST_CHARACTERS = 120
_CLAUSES = re.compile(r"[^\s,，.。!！;；、~～…?？]+[?？]?")
_NOT_BUT = re.compile(r"(?=不是)|而?(?<!不)(?=是[^不吗么]{2})")
# 啥入学 俺说路冲断了
_SAYS_INSTEAD = re.compile("(?:我|俺|咱)(?:们?)(?:是)?(?:说|问|讲|报)")
_ASKS = re.compile(r"[?？]$|(?:吗|么|没有|怎么办|咋办|行不行|可以)$")


@dataclass(frozen=True)
class Denied:
    """What is not meant, as he says it, and `rest`: what else he says."""

    subjects: tuple[str, ...]
    rest: str


def denied_in(text: str, shown: str) -> Denied | None:
    """The subjects that words deny, None when they deny none; `shown`: what he was told last."""
    if len(text) > MOST_CHARACTERS:
        return None
    subjects: list[str] = []
    rest: list[str] = []
    is_instead = _SAYS_INSTEAD.search(simplify(text)) is not None
    for clause in _pieces(simplify(text)):
        found = [] if _ASKS.search(clause) else list(_subjects(clause, normalise(shown)))
        found = found or (list(_amiss(clause, normalise(shown))) if is_instead else [])
        subjects += found
        rest += [] if found else [clause]
    # 怎么又吵架了，我没吵架: the subject is not meant wherever it stands.
    left = [clause for clause in rest if not any(subject in clause for subject in subjects)]
    return Denied(tuple(subjects), " ".join(left)) if subjects else None


def _pieces(plain: str) -> Iterator[str]:
    """The clauses; 不是进楼不是充电是挡路了 are three without a comma."""
    for clause in _CLAUSES.findall(plain):
        parts = [part.removesuffix("而") for part in _NOT_BUT.split(clause) if part]
        is_several = len(parts) > 1 and all(part.startswith("不是") for part in parts[:-1])
        yield from parts if is_several and parts[-1].startswith("是") else [clause]


def names_any(text: str, subjects: tuple[str, ...]) -> bool:
    """Whether the text is about one of the denied subjects."""
    plain = normalise(text)
    return any(_share(normalise(subject), plain) for subject in subjects)


def _subjects(clause: str, shown: str) -> Iterator[str]:
    found = _signs()["plainly"].match(clause)
    if found is not None:
        yield from _named(found)
        return
    found = _signs()["if_shown"].match(clause)
    if found is not None and any(_share(normalise(one), shown) for one in _named(found)):
        yield from _named(found)


def _amiss(clause: str, shown: str) -> Iterator[str]:
    found = _signs()["if_said_instead"].match(clause.rstrip("?？"))
    if found is not None and any(_share(normalise(one), shown) for one in _named(found)):
        yield from _named(found)


def _named(found: re.Match[str]) -> Iterator[str]:
    return (own for name, own in found.groupdict().items() if own)


def _share(subject: str, plain: str) -> bool:
    """Whether the subject, or the most of it, stands in the text."""
    if subject in plain:
        return True
    return any(subject[at : at + 2] in plain for at in range(len(subject) - 1)) and len(subject) > 2


@read_once
def _signs() -> dict[str, re.Pattern[str]]:
    return read_signs("denying")
