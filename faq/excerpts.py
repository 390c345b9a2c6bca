"""The sentences of an answer that speak of what is asked on: of 要带什么 those that name papers."""

import re
from typing import NamedTuple


class Aspect(NamedTuple):
    """What may be asked of anything, and how an answer speaks of it."""

    asked: re.Pattern[str]
    told: re.Pattern[str]


_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
ASPECTS = (
    Aspect(re.compile(r"钱|费|免费|贵"), re.compile(r"钱|费(?!心)|免费|元")),
    Aspect(
        re.compile(r"带|材料|东西|证件|准备|手续"),
        re.compile(r"带|材料|身份证|户口本|证明|复印件"),
    ),
    Aspect(
        re.compile(r"在哪|去哪|到哪|哪里|哪儿|地址|地方"),
        re.compile(r"地址|到.{2,16}(?:办|领|交|申请)|窗口|派出所|中心|大厅|向.{2,12}申请"),
    ),
    Aspect(
        re.compile(r"多久|几天|多长时间|几号|什么时候|啥时候|几点"),
        re.compile(r"\d+\s*[天日号点月]|工作日|每[年月周天]|当天|时间|几[天点]"),
    ),
    Aspect(
        re.compile(r"代办|别人|本人|网上|上门"), re.compile(r"代办|家里人|本人|网上|手机|平台|上门")
    ),
    Aspect(re.compile(r"找谁|谁管|电话|号码|联系"), re.compile(r"打.{0,20}|电话|找")),
)


def excerpt(question: str, answer: str) -> str | None:
    """Those sentences in their order; None where the answer says nothing of it."""
    for aspect in ASPECTS:
        if aspect.asked.search(question):
            told = [one for one in _SENTENCE.findall(answer) if aspect.told.search(one)]
            return "".join(told) or None
    return None
