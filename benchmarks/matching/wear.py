"""What happens to questions on their way: other writings, slips of the keyboard, idle words."""

import random
import re
from collections.abc import Callable

import opencc

from benchmarks.matching.situations import dropped, exchanged, misheard

_TO_TRADITIONAL = opencc.OpenCC("s2t")
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_NUMERALS = "零一二三四五六七八九"
_FILLERS = (("请问一下，", "？谢谢"), ("那个，我想问问", "啊，急"), ("你好，", "，麻烦了"))

Wear = Callable[[str, random.Random], str]


def _filled(text: str, chance: random.Random) -> str:
    before, after = chance.choice(_FILLERS)
    return before + text.rstrip("？?。 ") + after


def _in_characters(text: str, _: random.Random) -> str:
    return re.sub(r"[0-9]+", lambda found: _read(found[0]), text)


def _read(digits: str) -> str:
    """How one writes a number below a hundred, or digit by digit."""
    number = int(digits)
    if number < 10 or number > 99 or digits[0] == "0":
        return "".join(_NUMERALS[int(digit)] for digit in digits)
    tens, ones = divmod(number, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


WEARS: dict[str, Wear] = {
    "Traditional": lambda text, _: str(_TO_TRADITIONAL.convert(text)),
    "full width": lambda text, _: text.translate(_FULL_WIDTH),
    "fillers": _filled,
    "spaces": lambda text, _: " ".join(text),
    "numerals": _in_characters,
    "one dropped": lambda text, chance: dropped(text, chance),
    "one swapped": lambda text, chance: exchanged(text, chance),
    "one homophone": lambda text, chance: misheard(text, chance),
}
