"""The place that words put in place of another, where it is known that they do; pure.

地点改成3栋402, 是四零二，四零一是老刘家, 地点还是6号楼1单元电梯，4楼是抽烟的人住的楼层: what is
said to be wrong, and where somebody else is, is left out; what stands behind a 改成, 应该是 or
地点是 holds.
"""

import re
import unicodedata
from collections.abc import Mapping

from cases.places import MOST_CHARACTERS, Parts, place_corrected, place_in
from core.language import simplify

_NUMERALS = "零〇一二三四五六七八九"
_CLAUSES = re.compile(r"[^\s,，。;；!！?？…]+")
# 写的是1102, 别写门口, 四零一是老刘家, 4楼是抽烟的人住的, 隔壁老王家是502.
_WRONG = re.compile(
    "(?:不是|唔系|并非|不在|写的是|写成了?|登的是|登成了?|记的是|记成了?|咋还是|怎么还是|还写着"
    "|[别莫甭]写|不要写|不用写|不改|没要改|(?:怎么|咋)(?:又|就)?(?:成|变|写成|改成)了?).+"
    r"|.+?(?:是|住)(?:的)?(?:老|小|隔壁|楼上|楼下|别人|人家|邻居|对门|他|她|抽烟|那个|那家|物业).*"
    "|(?:隔壁|对门|邻居|别人|人家)[^,，]*(?:是|住|在).+"
)
# What behind it is right now, the surest first.
_RIGHT = tuple(
    (re.compile(f"(?:{sign})(?P<what>.+)"), is_whole)
    for sign, is_whole in (
        ("改成|改为|改回到?|改到|换成|更正为|更正成|改作", True),
        ("(?:^|就|请|要)写(?:成|上)?[:：]", True),
        ("应该是|应当是|要写|得写上?|写上|请写|就写|写成", False),
        ("(?:地点|地址|位置|楼号|门牌|房号)(?:还|就|应该|是|在|写|:|：)*", True),
        ("是|在", False),
        ("住", False),
    )
)
_LIVES = _RIGHT[-1][0]
_ROOM = re.compile(
    rf"(?<![\d{_NUMERALS}])(?:\d{{3,4}}|[{_NUMERALS}]{{3,4}})(?![\d{_NUMERALS}号栋单年元块米])"
)
_DENIED = re.compile("不是|唔系|并非|不在")
# 是13号楼不是12 says behind it what it is not.
_NOT_THAT = re.compile("(?<=.)(?:而?不是|唔系|并非).*$")
TAIL_CHARACTERS, BESIDE_CHARACTERS = 4, 12
_BETWEEN = re.compile("之间|中间|到.{1,8}(?:的|路|段|楼|栋|门)")
_RANGE = re.compile(
    rf"[到至-](?:\d{{1,3}}|[{_NUMERALS}十]{{1,3}})(?:楼|层|单元|栋|幢|号楼)(?:之间|中间)?"
)
_LEFT_OUT = re.compile(r"(?:了|吧|哈|啊|呀|嘛|的|谢谢)+$")


def names_place(text: str) -> bool:
    """Whether the words name a place, or a room of one: 四零二."""
    plain = simplify(unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]))
    return place_in(plain) is not None or _ROOM.search(plain) is not None


def place_set(text: str, known: str | None) -> str | None:
    """The place that now holds, with what they leave of the known one; None where they name no
    other."""
    plain = simplify(unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]))
    left: list[str] = []
    denied: dict[str, str] = {}
    for clause in _CLAUSES.findall(plain):
        if left and _ROOM.fullmatch(clause):
            # 是5楼 501
            left[-1] += clause
        elif not _WRONG.fullmatch(clause):
            left.append(_NOT_THAT.sub("", clause))
        elif _DENIED.match(clause):
            denied |= Parts.of(place_in(clause) or "").levels
    # 不是三楼 是6号楼 leaves no third floor there.
    left_of = _without(denied, known)
    on_street = "street" in Parts.of(known or "").levels
    # 是86号门口 is another house of the street.
    signs = () if on_street and not _has_house(Parts.of(place_in(plain) or "")) else _RIGHT
    for sign, is_whole in signs:
        told = [found["what"] for clause in left if (found := sign.search(clause))]
        places = [one for words in told if (one := _put(words, left_of, is_whole=is_whole))]
        if places and places[-1] != known:
            return places[-1]
        if places and sign is not _LIVES:
            # 吵的是1204 不是1203, where 1204 stands already.
            return None
    place = place_corrected(text, known, is_meant=True) or _put(" ".join(left), left_of)
    # 北门 北门 is no other than 北门.
    is_same = place is not None and (place == known or set(_CLAUSES.findall(place)) == {known})
    return None if is_same else place


def _without(denied: Mapping[str, str], known: str | None) -> str | None:
    own = Parts.of(known or "")
    left = own.without(Parts(denied))
    return known if left == own else left.text() or None


def _put(words: str, known: str | None, *, is_whole: bool = False) -> str | None:
    """The place in the words, with what it leaves of the known one; `is_whole`: a house that they
    name is told with all that belongs to it."""
    place = place_in(words)
    said = _LEFT_OUT.sub("", words).strip()
    if place is not None and is_whole and len(said) <= len(place) + BESIDE_CHARACTERS:
        # 东门到2号楼之间的小路 is told to the end, and from where it begins.
        begins_with_it = words.startswith(place) and _has_house(Parts.of(place))
        if begins_with_it or _BETWEEN.search(said):
            return said
    place = _with_range(words, place)
    new = Parts.of(place) if place is not None else None
    own = Parts.of(known or "")
    # 是3号楼1单元501 completes 5楼.
    is_full = new is not None and _has_house(new) and (is_whole or _has_house(own))
    if place is not None and new is not None and is_full:
        rest = _LEFT_OUT.sub("", words[words.find(place) + len(place) :]) if place in words else ""
        if 0 < len(rest) <= TAIL_CHARACTERS:
            # 6号楼1单元电梯 is told to the end.
            return f"{place}{rest}"
        if is_whole or "room" in new.levels or new.spot:
            return place
    if new is None:
        room = _ROOM.search(words)
        new = Parts({"room": room[0]}) if room is not None else None
    if new is None:
        return None
    if not own.levels:
        return place
    is_spot = not new.levels and bool(place)
    put = own.corrected(Parts(new.levels, new.name, place or "") if is_spot else new, Parts({}))
    # 四零二 instead of 门口: a room is no longer at the door.
    only_room = set(new.levels) == {"room"} and not new.spot and bool(own.spot)
    return put.removesuffix(own.spot) if only_room else put


def _with_range(words: str, place: str | None) -> str | None:
    """三楼到四楼 is told whole."""
    behind = words[words.find(place) + len(place) :] if place and place in words else ""
    found = _RANGE.match(behind)
    return f"{place}{found[0]}" if place and found else place


def _has_house(place: Parts) -> bool:
    return bool({"building", "street"} & place.levels.keys())
