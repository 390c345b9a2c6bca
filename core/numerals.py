"""Numbers written in Chinese characters, as digits."""

import re

_DIGITS = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    "〇": 0,  # noqa: RUF001
    "两": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = 10_000

_UNITS = """
    个月 个半月 年 月 天 日 号 周 岁 小时 分钟 元 块 万元 层 楼 栋 幢 单元 室 级 人 口人 名 位 次
    户 孩 胎 倍 平米 平方 公里 斤 寸 辆 台 套 张 份 类 项 条 期 届 环 点 个
"""
_ALONE = "个月 年 天 周 岁 元 块 号 层 楼 栋 单元 小时 孩 胎 个工作日 个人 个孩子 个小时"
"""After these even a lone 一 is a number and no mere article."""


def _any_of(units: str) -> str:
    return "|".join(sorted(units.split(), key=len, reverse=True))


_NUMBER = re.compile(
    r"[0-9]+万"
    r"|(?<=第)[零〇一二两三四五六七八九十百千]+"
    r"|[零〇一二三四五六七八九]{2,}(?![零〇一二三四五六七八九十百千万])"
    rf"|(?:[二两三四五六七八九十百千][零〇一二三四五六七八九十百千万]*"
    rf"|一[零〇一二三四五六七八九十百千万]+)(?={_any_of(_UNITS)})"
    rf"|一(?={_any_of(_ALONE)})"
)


_ROUGHLY = re.compile(r"[二三四五六七八九]{2}[十百千万]")
"""三四百: no one number."""


def in_digits(text: str) -> str:
    """The text with numbers of characters (十八岁, 二〇二三年, 第三条) written in digits.

    Only where a unit follows, 第 stands before, or digits are named one by one, so that words
    such as 一般 and 万一 stay words.
    """
    return _NUMBER.sub(lambda found: _value(found[0]), text)


def _value(written: str) -> str:
    if written[-1] == "万" and written[:-1].isdecimal():
        return str(int(written[:-1]) * _MYRIAD)
    if all(character in _DIGITS for character in written):
        return "".join(str(_DIGITS[character]) for character in written)
    if _ROUGHLY.search(written):
        return written
    total = part = digit = 0
    for character in written:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            part += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total, part, digit = (total + part + digit) * _MYRIAD, 0, 0
    return str(total + part + digit)


_SPOKEN = re.compile("[零〇一二三四五六七八九幺]{4,}")
_ONE_BY_ONE = str.maketrans("零〇一二三四五六七八九幺", "001234567891")


def spoken_digits(text: str) -> str:
    """The text with four or more digits that were named one by one (幺三八零, 零零零三) written."""
    return _SPOKEN.sub(lambda found: found[0].translate(_ONE_BY_ONE), text)
