"""Which areas a resident's words name: 三栋, 3幢 and 3号楼 are one building."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from core.language import normalise

MOST_CHARACTERS = 200
SHORT = 2
_DIGIT = {character: number for number, character in enumerate("零一二三四五六七八九")}
_DIGIT |= {"两": 2, "\u3007": 0}
_COUNTED = "号楼|号院|号|栋|幢|座|单元|网格|组|队"
_NUMBER = re.compile(f"第?([零\u3007一二两三四五六七八九十]{{1,3}})(?={_COUNTED})|第(?=[0-9])")
_BUILDING = re.compile(r"(?<=[0-9])(?:栋|幢|座)")
# A short name such as 安宁 or 1组 is an ordinary word too: it counts where a place is expected.
_BEFORE_A_PLACE = frozenset("在住是到回去来至定家村")
_AFTER_A_PLACE = re.compile(r"小区|社区|村|镇|街道|[0-9]|[这那](?:边|里|儿|块)|居委|村委|物业|业主")
# 白云路 and 白云机场 are no 白云村; 安宁路灯 is its lamp.
_LONGER_NAME = re.compile(
    r"路(?![灯口边面上牌牙旁])|大道|大街|街(?![道上边坊口])|巷(?![口子里])|机场|山|大厦|酒店|宾馆"
)
_KINDS_OF_AREA = "区村镇道组队院楼"
NAME = "\ufffc"
"""Stands for a name in words where it was found."""


class Found(NamedTuple):
    """A name within a text: from `start` to before `end`."""

    start: int
    end: int
    area_id: int


class Naming:
    """The names and aliases of areas, looked up in residents' words."""

    def __init__(self, areas: Mapping[int, tuple[str, Iterable[str]]]) -> None:
        """`areas`: path and names by id."""
        self._paths = {area_id: path for area_id, (path, _) in areas.items()}
        self._ids: dict[str, list[int]] = {}
        for area_id, (_, names) in areas.items():
            for word in dict.fromkeys(map(place_form, names)):
                if word:
                    self._ids.setdefault(word, []).append(area_id)
        lengths: dict[str, set[int]] = {}
        for word in self._ids:
            lengths.setdefault(word[0], set()).add(len(word))
        # Most characters begin no name: that is seen at once.
        self._lengths = {first: tuple(own) for first, own in lengths.items()}

    def named(self, text: str) -> list[int]:
        """Ids of the named areas, deepest and longest match first."""
        found = _longest(list(self._find(place_form(text))))
        length: dict[int, int] = {}
        for one in found:
            length[one.area_id] = max(length.get(one.area_id, 0), one.end - one.start)
        kept = [area_id for area_id in length if self._is_likely(area_id, length)]
        return sorted(kept, key=lambda own: (-self._depth(own), -length[own], own))

    def marked(self, text: str) -> str:
        """The words in the writing of `place_form`, with `NAME` in place of each name."""
        plain = place_form(text)
        spans = {(one.start, one.end) for one in _longest(list(self._find(plain)))}
        before = len(plain)
        for start, end in sorted(spans, reverse=True):
            if end <= before:
                plain = f"{plain[:start]}{NAME}{plain[end:]}"
                before = start
        return plain

    def _find(self, text: str) -> Iterator[Found]:
        for start, first in enumerate(text):
            for length in self._lengths.get(first, ()):
                end = start + length
                ids = self._ids.get(text[start:end]) if end <= len(text) else None
                if ids and _stands_alone(text, start, end):
                    yield from (Found(start, end, area_id) for area_id in ids)

    def _is_likely(self, area_id: int, others: Iterable[int]) -> bool:
        """Whether no wider area is named, or one of them holds this area."""
        wider = [other for other in others if self._depth(other) < self._depth(area_id)]
        path = self._paths[area_id]
        return not wider or any(path.startswith(self._paths[other]) for other in wider)

    def _depth(self, area_id: int) -> int:
        return self._paths[area_id].count("/")


def place_form(text: str) -> str:
    """One writing for the ways to write a place: 三栋, 3#楼 and 第3幢 become 3号楼."""
    plain = normalise(text[:MOST_CHARACTERS].replace("#", "号").replace("\uff03", "号"))
    counted = _NUMBER.sub(lambda found: _as_digits(found[1] or ""), plain)
    return _BUILDING.sub("号楼", counted)


def _as_digits(words: str) -> str:
    """十二 becomes 12; no words become none."""
    if "十" not in words:
        return "".join(str(_DIGIT[character]) for character in words)
    tens, _, ones = words.partition("十")
    return str(_DIGIT.get(tens, 1) * 10 + _DIGIT.get(ones, 0))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the name isn't a piece of a longer number, nor a short word used otherwise."""
    if start and text[start].isdigit() and text[start - 1].isdigit():
        return False
    if text[end - 1] not in _KINDS_OF_AREA and _LONGER_NAME.match(text, end):
        return False
    if end - start > SHORT:
        return True
    return start == 0 or text[start - 1] in _BEFORE_A_PLACE or bool(_AFTER_A_PLACE.match(text, end))


def _longest(found: list[Found]) -> list[Found]:
    """Without the names that are a piece of a longer one."""
    spans = {(one.start, one.end) for one in found}
    inner = {
        (start, end)
        for (start, end) in spans
        if any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans)
    }
    return [one for one in found if (one.start, one.end) not in inner]
