"""Personal details inside free text: telephone, identity card, bank card, plate, name."""

import re
from itertools import chain

MOST_CHARACTERS = 10_000
_GAP = r"[ \-—.·]?"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏"
    "薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常"
    "武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝"
    "左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮"
)
_DOUBLE_SURNAMES = (
    "欧阳|司马|上官|诸葛|司徒|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司空|端木|南宫|轩辕|闻人|赫连"
    "|澹台|濮阳|淳于|申屠|钟离|鲜于|闾丘|公冶"
)
# What ends a name in running words: 我叫王明住在幸福里.
_AFTER_A_NAME = "住在是的家要想来了说有电手和跟也您你我他她，。"
_NOT_A_NAME = "人他她它你您我了过不车物师保救警出外快来去一两几好别谁什啥"
_CHINESE_DIGITS = "零\u3007一二三四五六七八九幺"
_PLATE_PLACES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

# In this order where two could begin at the same character. `kept` is not personal: our own
# case numbers and days. A marker that was typed by hand is cut too, so that markers count.
_KINDS = {
    "kept": rf"(?<!\d)20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:{_GAP}\d{{4,6}})?(?!\d)",
    "标记": r"【(?:电话|证件号|车牌|姓名|号码|邮箱|微信号|标记)】",
    "电话": (
        rf"(?<!\d)(?:\+?86{_GAP})?1[3-9](?:{_GAP}\d){{9}}(?!\d)"
        rf"|(?<!\d)0\d{{2,3}}{_GAP}[2-8]\d{{2,3}}{_GAP}\d{{4}}(?!\d)"
        rf"|(?<!\d)[2-8]\d{{6,7}}(?!\d)"
        rf"|[{_CHINESE_DIGITS}]{{7,}}"
    ),
    "证件号": rf"(?<!\d)[1-9](?:{_GAP}\d){{13,17}}{_GAP}[\dXx](?![\dXx])",
    "号码": r"(?<!\d)\d{12,}(?!\d)",
    "车牌": (
        rf"[{_PLATE_PLACES}][A-Za-z]{_GAP}[A-HJ-NP-Za-hj-np-z0-9]{{4,5}}"
        r"[A-HJ-NP-Za-hj-np-z0-9挂学警港澳](?![A-Za-z0-9])"
    ),
    "邮箱": r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    "微信号": r"(?<![\w-])o[A-Za-z0-9_-]{27}(?![\w-])",
    "姓名": (
        r"(?<=我叫|名叫|字叫|字是|姓名|名是)[:： ]{0,2}"
        rf"(?:(?:{_DOUBLE_SURNAMES}|[{_SURNAMES}])(?:(?![{_AFTER_A_NAME}])[\u4e00-\u9fff]){{1,2}}"
        rf"|(?![{_NOT_A_NAME}])[\u4e00-\u9fff·]{{2,12}}(?=[,.;!。 \n]|$))"
    ),
}
_PERSONAL = re.compile("|".join(f"({pattern})" for pattern in _KINDS.values()))
_LABELS = list(_KINDS)
# One character for one, so that places in the folded text are places in the text.
_HALF_WIDTH = {0xFF01 + number: 0x21 + number for number in range(94)} | {0x3000: 0x20}
_MARKER = re.compile(_KINDS["标记"])


def cut_personal(text: str) -> tuple[str, list[str]]:
    """The text with each personal detail replaced by what it was, as in 【电话】, and the details.

    In order, so that `put_back` gives the text again. Reads 10,000 characters; the rest is gone.
    """
    pieces, cuts, done = [], [], 0
    text = text[:MOST_CHARACTERS]
    for found in _PERSONAL.finditer(text.translate(_HALF_WIDTH)):
        label = _LABELS[(found.lastindex or 1) - 1]
        if label != "kept":
            pieces += [text[done : found.start()], f"【{label}】"]
            cuts.append(text[found.start() : found.end()])
            done = found.end()
    return "".join([*pieces, text[done:]]), cuts


def mask_personal(text: str) -> str:
    """The text without personal details."""
    return cut_personal(text)[0]


def is_marked(text: str) -> bool:
    """Whether the text holds a mark like 【电话】 in place of a detail."""
    return _MARKER.search(text) is not None


def put_back(text: str, cuts: list[str]) -> str:
    """The text with the cut details in their places again."""
    pieces = _MARKER.split(text)
    filled = [*cuts, *[""] * len(pieces)][: len(pieces) - 1]
    return "".join(chain.from_iterable(zip(pieces, [*filled, ""], strict=True)))
