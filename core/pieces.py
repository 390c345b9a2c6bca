"""The pieces of a sentence by which one can guess what it wants or is about; pure."""

import re
import unicodedata

from core.language import simplify

MOST_CHARACTERS = 120
_SIGNS = re.compile(r"[\s,，.。、；;：:~～…—\-]+")
_CALLS, _ASKS = re.compile("[!！]+"), re.compile("[?？]+")
_OF_CASES = re.compile(r"(?<!\d)20\d{6}[\-—–]?\d{4,6}(?!\d)|(?<![\d\-])0\d{3}(?!\d)")
_NUMBERS = re.compile(
    r"[0-9]+|[零一二三四五六七八九十百千两]+(?=[号栋幢楼单元室层块天个月年点岁件])"
)


def plain(text: str) -> str:
    """The sentence in one writing: numbers are 0, those of cases №, signs ，！？, and it begins and
    ends in words."""
    folded = simplify(unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).lower()).strip()
    numbered = _OF_CASES.sub("№", folded)
    joined = _ASKS.sub("？", _CALLS.sub("！", _SIGNS.sub("，", numbered)))
    return _NUMBERS.sub("0", joined).strip("，")


def pieces_of(written: str, longest: int) -> set[str]:
    """All stretches of one to so many characters of what `plain` gave, `^` before and `$` behind
    it."""
    framed = f"^{written}$"
    return {
        framed[start : start + length]
        for length in range(1, longest + 1)
        for start in range(len(framed) - length + 1)
    }


def shares_piece(words: str, told: str) -> bool:
    """Whether two characters of the words that stand together do so in what was told, too."""
    return any(words[at : at + 2] in told for at in range(len(words) - 1))
