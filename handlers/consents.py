"""A yes with more behind it: 同意登记。第二件也登记, 行 登记吧 让消防的来看, 2 另外登记; pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cases.speech import orders
from core.language import normalise, simplify
from handlers.answers import Meaning, meaning_of
from handlers.turn import CHINESE_DIGITS

MOST_CHARACTERS = 500
REMEMBERED = 16
_PIECES = re.compile(r"[^\s,，.。!！;；：、~～…]+")
# 1，…; 嗯 1吧，…
_DIGIT = re.compile(
    r"\s*(?:(?:嗯+|好的?|行|中|要得|可以|那就?)[\s,，]*)?([0-9]|[一二三](?=[\s,，。!！]))(?:[吧呀啊嘛呗哈][\s,，。!！;；、:：]+|[\s,，。!！;；、:：]+|\.(?!\d))"
)
# 我想装报警器，1
_DIGIT_BEHIND = re.compile(
    r"(?P<rest>.*[\u4e00-\u9fff])\s*[,，。；;]\s*(?P<digit>\d)\s*", re.DOTALL
)
# What is left of 你帮我把这个登记下来吧 says nothing of what is to be registered.
_AROUND = (
    "还是|算了|要不|新的?[:：]?|一?[个件条张](?=$|新)|想了想|想想|后悔了|反悔了|你们?|您|我们?|俺|咱|本人|请|劳烦|烦请|麻烦|帮忙?|给|替|把|将|这个事?|那个事?|这件事?|那件事?|这事|那事|此事|刚才的?|刚刚的?"
    "|一下|下来|另外|单独|重新|接着|上去|上|一?并|都|就|先|也|要|想|来|再|快|赶紧|尽快|直接|那|好|行|可以|同意|要求|申请|希望|了|啦|吧|啊|呀|哦|嘛|呗|哈|喽|的|谢谢"
)
_REGISTER = (
    "帮[我俺]们?(?:说|讲|反映|喊)(?:一声)?|登[记記]|[记記](?:下来|上|下|一下|录)|报上去|上报"
)
_MAY_ORDER = re.compile("[登记記报帮]")
_ORDER = re.compile(rf"(?:{_AROUND})*(?:{_REGISTER})(?:{_AROUND})*")
# 3 3 3, 我要接单了, 莫问了: nobody who handles it has to read that.
_ASIDE = re.compile(
    r"\d|我?(?:现在|马上|先|还|赶着?|急着)*(?:要|得)?(?:去)?(?:接单|跑单|送单|送餐|上班|上工|忙|走|出门|开会|睡觉?|做饭|接孩子|接娃)(?:去)?了?"
    r"|我?都?(?:说|讲)了?(?:要得|好|行|可以|登记|多少遍)+了?|(?:别|莫|不要|甭)(?:再)?(?:问|啰嗦|废话)了?|补(?:嘛|吧|上)*"
)
_NOTHING = re.compile(rf"(?:{_AROUND})*")


@dataclass(frozen=True)
class Agreed:
    """A yes at the head of a sentence: by which digit, whether with 登记 (`plainly`) or by a mere
    好的, and what else is said, '' for nothing."""

    digit: int | None
    plainly: bool
    rest: str


@lru_cache(REMEMBERED)
def agreed_in(text: str) -> Agreed | None:
    """The yes that the first clauses of a sentence are; None where there is none."""
    if len(text) > MOST_CHARACTERS:
        return None
    behind = _DIGIT_BEHIND.fullmatch(text)
    if behind is not None:
        return Agreed(int(behind["digit"]), plainly=True, rest=behind["rest"].strip())
    chosen = _DIGIT.match(text)
    begin = chosen.end() if chosen else 0
    is_agreed = plainly = chosen is not None
    rest = ""
    for piece in _PIECES.finditer(text, begin):
        is_order = orders_only(piece[0])
        if not is_order and meaning_of(piece[0]) is not Meaning.YES:
            rest = text[piece.start() :].strip(" \t\r\n,，。.、;；")
            break
        is_agreed, plainly = True, plainly or is_order or "登" in simplify(piece[0])
    if not is_agreed:
        return None
    digit = int(chosen[1].translate(CHINESE_DIGITS)) if chosen else None
    return Agreed(digit, plainly, rest)


def orders_only(words: str) -> bool:
    """Whether words order to register, and do not say what: 你登记吧, 帮我记下来."""
    plain = simplify(normalise(words))
    return _MAY_ORDER.search(plain) is not None and _ORDER.fullmatch(plain) is not None


def matter_in(words: str) -> str:
    """What words tell of a matter, without the clauses that only order, hurry, agree or take
    leave: of 漏水那个，登记嘛 快点 我要接单了 the 漏水那个; '' where that is all they do."""
    kept: list[re.Match[str]] = []
    told = ""
    for piece in _PIECES.finditer(words):
        if _says_nothing_of_it(piece[0]):
            continue
        is_next = kept and not _PIECES.search(words[kept[-1].end() : piece.start()])
        between = words[kept[-1].end() : piece.start()] if is_next else "，" if kept else ""
        told += f"{between}{piece[0]}"
        kept.append(piece)
    return told if len(kept) < len(_PIECES.findall(words)) else words


def _says_nothing_of_it(clause: str) -> bool:
    if orders_only(clause) or orders(clause) or _ASIDE.fullmatch(simplify(clause)):
        return True
    return meaning_of(clause) in (Meaning.YES, Meaning.HURRY)


def without_asking(words: str) -> str:
    """What is to be registered without how it is asked for: of 好的 你 求职 the 求职."""
    told = [piece for piece in _PIECES.finditer(words) if not _NOTHING.fullmatch(piece[0])]
    told = [piece for piece in told if meaning_of(piece[0]) is not Meaning.YES]
    return words[told[0].start() :].strip() if told else ""
