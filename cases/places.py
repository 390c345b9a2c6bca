"""Places in residents' own words: 3号楼2单元, 五号楼三单元201, 12-3-401, 东门口; pure."""

import re
import unicodedata

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
_FLOOR = rf"(?:第?(?:\d{{1,2}}|负?[{_CHINESE}]{{1,3}}|B\d)\s?(?:层|楼)(?![上下道梯顶灰土油皮冰]))"
_ROOM = rf"(?:(?:\d{{3,4}}(?!\d)|[{_CHINESE}]{{3,4}})\s?(?:室|房|户|号(?!楼|院|线))?)"
_ROOM_ALONE = rf"(?:(?:\d{{3,4}}|[{_CHINESE}]{{3,4}})\s?(?:室|号房))"
_DASHED = r"(?<![\d-])\d{1,3}-\d{1,2}-\d{3,4}(?![\d-])"
_SIDE = "旁边|边上|旁|门口|附近|对面|后面|前面|后边|前边|里面|外面|入口|出口|拐角|这里|那里|路口"
_SPOT = (
    r"(?:[东南西北](?:大|小|侧)?门口?|(?:小区|大院|社区|学校|幼儿园|超市|菜市场|医院)(?:[东南西北]|正|后|大)?门口?"
    r"|大门(?=口)|后门|正门|地下(?:车库|停车场|室|一层|二层)|地库|车库|停车场|自行车棚|车棚|天台|楼顶|屋顶平台"
    r"|中心花园|小花园|小广场|健身广场|文化广场|广场(?!舞)|活动中心"
    r"|垃圾房|垃圾站|垃圾分类点|快递柜|凉亭|喷泉|篮球场|羽毛球场|球场|儿童乐园|游乐场"
    r"|配电房|水泵房|岗亭|门卫室|传达室|村[口东西南北]头?|祠堂|晒谷场|打谷场|水库|桥头|河边|池塘边"
    r"|老槐树下?|十字路口|丁字路口|红绿灯)"
)
# Institutions are named for what they do too: a place only with a side.
_INSTITUTION = (
    r"(?:居委会|村委会|服务中心|警务室|派出所|幼儿园|小学|中学|学校|菜市场|超市|药店|公交站|卫生站)"
    rf"(?:{_SIDE})"
)
# 店在白云路18号 is in 白云路.
_STREET = (
    r"(?:(?:(?![在是到住我])[\u4e00-\u9fff]){2,4}"
    r"(?:路|街|大道|巷|胡同|弄堂|弄)\s?\d{1,4}\s?号(?!楼))"
)
_TAIL = rf"(?:{_GAP}(?:{_SPOT}|电梯(?:间|口|里|厅)|楼下|楼上|楼道里?(?!灯)|楼梯间|楼顶|大厅|走廊))?"
_END = rf"(?:{_SIDE})?"
_PLACE = re.compile(
    rf"{_STREET}(?:{_GAP}{_BUILDING})?(?:{_GAP}{_UNIT})?(?:{_GAP}{_FLOOR})?(?:{_GAP}{_ROOM})?{_END}"
    rf"|{_BUILDING}(?:{_GAP}{_UNIT})?(?:{_GAP}{_FLOOR})?(?:{_GAP}{_ROOM})?{_TAIL}{_END}"
    rf"|{_UNIT}(?:{_GAP}{_FLOOR})?(?:{_GAP}{_ROOM})?{_TAIL}{_END}"
    rf"|{_DASHED}"
    rf"|{_FLOOR}(?:{_GAP}{_ROOM})?{_TAIL}{_END}"
    rf"|{_ROOM_ALONE}"
    rf"|{_INSTITUTION}|{_SPOT}{_END}"
)
# What a place consists of, the widest first; the last is all that follows the numbers.
_LEVELS = re.compile(
    rf"(?P<street>{_STREET})?{_GAP}(?P<building>{_BUILDING})?{_GAP}(?P<unit>{_UNIT})?{_GAP}"
    rf"(?P<floor>{_FLOOR})?{_GAP}(?P<room>{_ROOM})?{_GAP}(?P<rest>\D*)"
)
_DENIED = re.compile(r"(?:不是|唔系|不系|不在|并非)\s?.{1,12}?(?=而?是|系|应该|[,，。;；!！\s]|$)")
# 是3号楼，骗你的，还是5号楼: what is said behind it holds.
_TAKEN_BACK = re.compile(
    r".*(?:骗[你您]|逗[你您]|开玩笑|说着玩|[打写说记搞弄看]错|^不对|[\s,，。!！哦噢]不对|[哦噢]不[,，\s]|还是(?=在?[\d一二三四五六七八九十]))"
)
_BARE_ROOM = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_SIMPLE = str.maketrans(
    "號樓棟單層門車庫東廣場邊區裡園後電橋頭", "号楼栋单层门车库东广场边区里园后电桥头"
)
# 一层, 三栋 said of amounts, and words that only look like a place.
_NOT_BEFORE = re.compile(r"(?:有|共|这|那|几|每|整|盖了|建了|同|好)$")


def place_in(text: str) -> str | None:
    """The place as the resident said it (half width, simplified), the fullest; None for none."""
    plain = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).translate(_SIMPLE)
    found = [match for match in _PLACE.finditer(plain) if not _is_amount(plain, match.start())]
    if not found:
        return None
    return max(found, key=lambda match: (_has_digits(match[0]), len(match[0]))).group(0).strip()


def place_corrected(text: str, known: str | None, *, is_meant: bool = False) -> str | None:
    """The place that words set right or say more fully, with all of the known one that they leave
    as it is: of 5号楼东门口, 是2号楼不是5号楼 leaves 东门口. None where they name no other.
    `is_meant`: it is known that they tell a place, so that 602 is a room of 3号楼."""
    plain = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).translate(_SIMPLE)
    said = stood_by(_DENIED.sub(" ", plain))
    place = place_in(said) or _room_in(said, known, is_meant=is_meant)
    if place is None:
        return None
    before, after = _LEVELS.fullmatch(known or ""), _LEVELS.fullmatch(place)
    if before is None or after is None or not any(before.groups()[:-1]):
        return None if place == known else place
    fuller = "".join(
        new or old or "" for old, new in zip(before.groups(), after.groups(), strict=True)
    )
    is_same = known is not None and fuller.replace(" ", "") == known.replace(" ", "")
    return None if is_same else fuller


def stood_by(text: str) -> str:
    """What is left of words of two places when one is taken back: all behind 骗你的, where a place
    stands there."""
    behind = _TAKEN_BACK.sub("", text)
    return behind if place_in(behind) else text


def _room_in(plain: str, known: str | None, *, is_meant: bool) -> str | None:
    """1202, said of a place that has a room, or of a building whose room it is to be."""
    levels = _LEVELS.fullmatch(known or "")
    found = _BARE_ROOM.search(plain)
    has_rooms = levels and (levels["room"] or (is_meant and levels["building"]))
    return found[0] if found and has_rooms else None


def _is_amount(plain: str, start: int) -> bool:
    return _NOT_BEFORE.search(plain[:start]) is not None and plain[start] in _CHINESE


def _has_digits(place: str) -> bool:
    return any(character.isdigit() or character in _CHINESE for character in place)
