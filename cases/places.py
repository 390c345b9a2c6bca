"""Places in residents' own words: 3号楼2单元, 五号楼三单元201, 12-3-401, 东门口; pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

MOST_CHARACTERS = 500
# 两 counts things (两栋楼) and never names one.
_CHINESE = "零〇一二三四五六七八九十百"
_NUMBER = rf"(?:\d{{1,3}}|[{_CHINESE}]{{1,4}})"
_GAP = r"[\s,、的]?"
_BUILDING = (
    rf"(?:第?{_NUMBER}\s?(?:[号#]楼(?![道梯])|[栋幢](?:楼(?![上下道梯]))?|号院|#)"
    rf"|第?(?:\d{{1,3}}|[A-Za-z])\s?(?:座|栋|幢)|[A-Za-z]\d?\s?(?:号楼|楼))"
)
_UNIT = rf"(?:第?{_NUMBER}\s?(?:单元|门洞|号门|梯))"
_ONE_FLOOR = (
    rf"(?:第?(?:\d{{1,2}}|负?[{_CHINESE}]{{1,3}}|负\d|B\d)\s?(?:层|楼)(?![上下道梯顶灰土油皮冰]))"
)
# 二楼到三楼 is told whole.
_FLOOR = rf"(?:{_ONE_FLOOR}(?:[到至~-]{_ONE_FLOOR})?)"
_ROOM = rf"(?:(?:\d{{3,4}}(?!\d)|[{_CHINESE}]{{3,4}})\s?(?:室|房|户|号(?!楼|院|线))?)"
_ROOM_ALONE = rf"(?:(?:\d{{3,4}}|[{_CHINESE}]{{3,4}})\s?(?:室|号房))"
_DASHED = r"(?<![\d-])\d{1,3}-\d{1,2}-\d{3,4}(?![\d-])"
_SIDE = (
    "旁边|边上|旁|大?门口|[左右]手?边|[左右]侧|附近|斜对[面过]|对[面过]|后门|后面|前面|后边|前边|前头|后头|[东西南北](?:边|侧|头|面)"
    "|里面|外面|入口|出口|拐角|这里|那里|路口"
)
_SPOT = (
    r"(?:[东南西北](?:大|小|侧)?门口?|(?:小区|大院|社区|学校|幼儿园|超市|菜市场|医院)(?:[东南西北]|正|后|大)?门口?"
    r"|大门(?=口)|后门|正门|地下(?:车库|停车场|室|一层|二层)|地库|车库|停车场|自行车棚|车棚|天台|楼顶|屋顶平台"
    r"|中心花园|小花园|小广场|健身广场|文化广场|广场(?!舞)|活动中心"
    r"|垃圾房|垃圾站|垃圾分类点|快递柜|凉亭|喷泉|篮球场|羽毛球场|球场|儿童乐园|游乐场"
    r"|配电房|水泵房|岗亭|门卫室|传达室|村[口东西南北]头?|祠堂|晒谷场|打谷场|水库|桥头|河边|池塘边"
    r"|老槐树下?|十字路口|丁字路口|红绿灯)"
)
# Institutions and shops are named for what they do too: a place only with a side. 幸福小学 and
# 老钱五金店 are told with their names.
_NAMED = r"(?:(?![在是到住你我他咱靠的那这就有家去从和跟了个])[\u4e00-\u9fff]){0,4}"
_INSTITUTION = (
    rf"(?:(?:居委会|村委会|服务中心|警务室|派出所|幼儿园|小学|中学|学校|菜市场|超市|药店|公交站|卫生站"
    rf"|银行|[建工农中招]行|邮局|五金店|文具店|小卖部|便利店|饭店|理发店|商场|宾馆|酒店|公司|工地)"
    rf"(?:[东南西北正后侧]门(?!口)(?:[左右]手?边)?|{_SIDE}))"
)
# B-117车位, 车位B-117
_BAY = r"(?:[A-Za-z]{0,2}[-—]?\d{1,4}\s?号?(?:停)?车位|车位\s?[A-Za-z]{0,2}[-—]?\d{1,4}号?)"
# 店在白云路18号 is in 白云路.
_STREET = (
    r"(?:(?:(?![在是到住我])[\u4e00-\u9fff]){2,4}"
    r"(?:路|街|大道|巷|胡同|弄堂|弄)\s?\d{1,4}\s?号(?!楼))"
)
# 住阳光小区14栋 is in 阳光小区.
_ESTATE = (
    r"(?:(?:(?![在是到住我成为家的])[\u4e00-\u9fff]){2,5}"
    r"(?:小区|花园|家园|公寓|苑|新村|大院|家属院))"
)
# 402 楼下是302 tells who lives there; 楼上501 is told with its number.
_TAIL = (
    rf"(?:{_GAP}(?:{_SPOT}|电梯(?:间|口|里|厅)|楼[上下](?!是|住|邻居|那家|说|有人|\s?\d{{3,4}}\s?住)(?:的?\s?\d{{3,4}}(?!\d))?"
    r"|楼道里?(?!灯)|楼梯间|楼顶|大厅|走廊))?"
)
_GROUND = "小路|路上|路边|草坪|草地|绿化带|花坛|空地|马路|水沟|停车位|车位"
_END = rf"(?:(?:{_SIDE})(?:的?(?:那|这)?(?:条|排|片|块|溜|一溜)?(?:{_GROUND}))?)?"
# 村东头老槐树
_SPOTS = rf"{_SPOT}(?:{_GAP}{_SPOT})?"
_PLACE = re.compile(
    rf"{_STREET}(?:{_GAP}{_BUILDING})?(?:{_GAP}{_UNIT})?(?:{_GAP}{_FLOOR})?(?:{_GAP}{_ROOM})?{_END}"
    rf"|(?:{_ESTATE}{_GAP})?{_BUILDING}(?:{_GAP}{_UNIT})?(?:{_GAP}{_FLOOR})?(?:{_GAP}{_ROOM})?"
    rf"{_TAIL}{_END}(?:{_GAP}底商)?(?:{_GAP}{_NAMED}{_INSTITUTION})?"
    rf"|{_UNIT}(?:{_GAP}{_FLOOR})?(?:{_GAP}{_ROOM})?{_TAIL}{_END}"
    rf"|{_DASHED}"
    rf"|{_FLOOR}(?:{_GAP}{_ROOM})?{_TAIL}{_END}"
    rf"|{_ROOM_ALONE}"
    rf"|{_INSTITUTION}(?:{_GAP}{_NAMED}{_INSTITUTION})?|{_SPOTS}{_END}"
)
# What a place consists of, the widest first. What stands before them is a name (阳光小区), what
# follows a spot (东门口).
_LEVELS = {
    "street": re.compile(_STREET),
    "building": re.compile(_BUILDING),
    "unit": re.compile(_UNIT),
    "floor": re.compile(_FLOOR),
    "room": re.compile(rf"(?<![-A-Za-z\d]){_ROOM}(?!\d|\s?(?:[号#]楼|[栋幢座]|单元|号?停?车位))"),
}
_DENIED = re.compile(r"(?:不是|唔系|不系|不在|并非)\s?.{1,12}?(?=而?是|系|应该|[,，。;；!！\s]|$)")
# 是3号楼，骗你的，还是5号楼: what is said behind it holds.
_TAKEN_BACK = re.compile(
    r".*(?:骗[你您]|逗[你您]|开玩笑|说着玩|[打写说记搞弄看]错|^不对|[\s,，。!！哦噢]不对|[哦噢]不[,，\s]|还是(?=在?[\d一二三四五六七八九十]))"
)
# 是86号门口, said of 示例路88号.
_HOUSE = re.compile(
    rf"(?<![\d路街巷道弄同])(?P<number>\d{{1,4}})号(?!楼|院|线|公寓|车|来|去|上|下)(?P<side>(?:的)?(?:{_SIDE}))?"
)
_BETWEEN = " ,、，的\0"
_DIGITS = re.compile(r"\d+")
_BARE_ROOM = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_SIMPLE = str.maketrans(
    "號樓棟單層門車庫東廣場邊區裡園後電橋頭", "号楼栋单层门车库东广场边区里园后电桥头"
)
_BAYS = re.compile(rf"(?:{_SPOT}{_GAP})?(?:{_FLOOR}{_GAP})?{_BAY}")
# What a place is named with stands before it: 幸福小学正门, 幸福里小区的东门, 地下车库负一层.
_BEFORE = (
    (re.compile(_INSTITUTION), re.compile(f"{_NAMED}$")),
    (re.compile(_FLOOR), re.compile(f"{_SPOT}{_GAP}$")),
    (re.compile(_SPOT), re.compile(rf"{_ESTATE}[\s的]{{0,2}}$")),
)
MOST_BEFORE = 10
_WHOSE = re.compile("的?(?:业主|住户|租户|租客|居民|房东)")
# 一层, 三栋 said of amounts, and words that only look like a place.
_NOT_BEFORE = re.compile(r"(?:有|共|这|那|几|每|整|盖了|建了|同|好)$")


def place_in(text: str) -> str | None:
    """The place as the resident said it (half width, simplified), the fullest; None for none."""
    plain = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).translate(_SIMPLE)
    found = [match for match in _PLACE.finditer(plain) if not _is_amount(plain, match.start())]
    found += _BAYS.finditer(plain) if "车位" in plain else []
    # 我是7号楼3单元1002的业主 tells who he is.
    found = [match for match in found if not _WHOSE.match(plain, match.end())] or found
    if not found:
        return None
    best = max(found, key=lambda match: (_has_digits(match[0]), len(match[0])))
    place = f"{_name_before(plain, best.start())}{best[0].strip()}"
    within = Parts.of(place) if len(found) > 1 else None
    if within is None or not within.levels or not within.levels.keys() <= {"floor", "room"}:
        return place
    # 就是二楼到三楼那一截，五号楼
    houses = [Parts.of(match[0].strip()) for match in found if match is not best]
    house = next((one for one in houses if "building" in one.levels), None)
    return house.corrected(within, Parts({})) if house is not None else place


def _name_before(plain: str, start: int) -> str:
    """What the place that begins there is named with."""
    for shape, name in _BEFORE:
        if shape.match(plain, start):
            named = name.search(plain[max(0, start - MOST_BEFORE) : start])
            if named is not None:
                return named[0]
    return ""


def place_corrected(text: str, known: str | None, *, is_meant: bool = False) -> str | None:
    """The place that words set right or say more fully, with all of the known one that they leave
    as it is: of 5号楼东门口, 是2号楼不是5号楼 leaves 东门口. None where they name no other.
    `is_meant`: it is known that they tell a place, so that 602 is a room of 3号楼."""
    plain = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).translate(_SIMPLE)
    said = stood_by(_DENIED.sub(" ", plain))
    house = _house_in(said, known)
    if house is not None:
        return None if house == known else house
    place = place_in(said) or _room_in(said, known, is_meant=is_meant)
    if place is None:
        return None
    denied = Parts.of(" ".join(found[0] for found in _DENIED.finditer(plain)))
    fuller = Parts.of(known or "").corrected(Parts.of(place), denied)
    is_same = known is not None and fuller.replace(" ", "") == known.replace(" ", "")
    return None if is_same else fuller


@dataclass(frozen=True)
class Parts:
    """What a place consists of, however it was ordered: 3楼 3号楼1单元 301 has a building."""

    levels: Mapping[str, str]
    name: str = ""
    spot: str = ""

    @classmethod
    def of(cls, place: str) -> "Parts":
        """The parts of a place in his words; what is between them counts for nothing."""
        levels: dict[str, str] = {}
        left = place
        for level, shape in _LEVELS.items():
            if found := shape.search(left):
                levels[level] = found[0].strip()
                left = f"{left[: found.start()]}\0{left[found.end() :]}"
        if not levels:
            return cls({}, spot=place)
        return cls(levels, left[: left.index("\0")].strip(_BETWEEN), left[left.rindex("\0") + 1 :])

    def corrected(self, new: "Parts", denied: "Parts") -> str:
        """The place with all of `new` in place of what it had of the kind, without what is denied,
        and with the rest of it."""
        if re.search(_BAY, new.spot):
            # B-117车位 lies below no flat.
            return new.text()
        if not self.levels:
            return replace(new, name=new.name or self.name).text()
        levels = {**self.without(denied).levels, **new.levels}
        if "room" not in new.levels and _is_on(self.levels) and not _is_on(levels):
            # 301 is not on the fifth floor.
            levels.pop("room", None)
        return Parts(levels, new.name or self.name, new.spot or self.spot).text()

    def without(self, denied: "Parts") -> "Parts":
        """The place without what is denied of it."""
        kept = {key: said for key, said in self.levels.items() if denied.levels.get(key) != said}
        return replace(self, levels=kept)

    def is_fuller_than(self, other: "Parts") -> bool:
        """Whether nothing of the other place is missing here. What is put between its number and
        its spot (3号楼 三楼 门口) may be somewhere else."""
        has_all = other.levels.items() <= self.levels.items() and other.spot in self.spot
        return has_all and (not other.spot or self.spot != other.spot)

    def text(self) -> str:
        """The parts as one writes them."""
        ordered = "".join(self.levels.get(level, "") for level in _LEVELS)
        gap = " " if self.name and ordered[:1].isdigit() and self.name[-1:].isdigit() else ""
        return f"{self.name}{gap}{ordered}{self.spot}"


def stood_by(text: str) -> str:
    """What is left of words of two places when one is taken back: all behind 骗你的, where a place
    stands there."""
    behind = _TAKEN_BACK.sub("", text)
    return behind if place_in(behind) else text


def _house_in(plain: str, known: str | None) -> str | None:
    """Another number of the street of which the known place is a house; None for none."""
    street = _LEVELS["street"].match(known or "")
    found = _HOUSE.search(plain) if street and not _LEVELS["street"].search(plain) else None
    if street is None or found is None:
        return None
    name = street[0].rstrip("号 0123456789")
    return f"{name}{found['number']}号{found['side'] or ''}"


def _room_in(plain: str, known: str | None, *, is_meant: bool) -> str | None:
    """1202, said of a place that has a room, or of a building whose room it is to be."""
    found, levels = _BARE_ROOM.search(plain), Parts.of(known or "").levels
    has_rooms = "room" in levels or (is_meant and "building" in levels)
    return found[0] if found and has_rooms else None


def _is_on(levels: Mapping[str, str]) -> bool:
    """Whether the room's number begins with that of its floor."""
    floor, room = _DIGITS.search(levels.get("floor", "")), levels.get("room", "")
    return floor is not None and room[:-2] == floor[0]


def _is_amount(plain: str, start: int) -> bool:
    return _NOT_BEFORE.search(plain[:start]) is not None and plain[start] in _CHINESE


def _has_digits(place: str) -> bool:
    return any(character.isdigit() or character in _CHINESE for character in place)
