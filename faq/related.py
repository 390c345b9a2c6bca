"""Whether an entry that may be suggested has to do with the question at all: pure.

Two texts may be alike by words that name nothing: 什么时候会打我的电话 and 停电打什么电话. Who is
shown choices that have nothing to do with his words trusts none of them; 不会答 is better.
"""

import re
from collections.abc import Mapping, Sequence

from core.language import normalise
from faq.matching.explain import Common

# Words of asking, telling and going there, which every subject shares.
_LIGHT_WORDS = re.compile(
    r"(?:什么|怎么|怎样|如何|哪里|哪儿|哪个|哪|谁|多久|多少|多|几点|几|时候|时间|是否|能不能|可不可以|要不要|有没有|能|会|要|可以|需要"
    r"|应该|想|问|说|讲|告诉|知道|了解|登记|办理|办|申请|申报|报名|报|找|去|来|到|打|给|看|做|弄|搞|交|领|拿|带|用|开|上|下|进|出|回"
    r"|上门|网上|电话|号码|地址|地方|手机|微信|材料|手续|流程|证明|东西|事情|事|人|工作人员|你们|我们|他们|我|你|他|她|自己|家里|家"
    r"|社区|小区|今天|明天|现在|以后|一个|一下|个|月|年|天|次|钱|不|没|没有|了|的|吗|呢|吧|啊|在|是|有|还|就|都|也|和|跟|把|被|请|好"
    r"|麻烦|帮|帮忙|里|外|住|过|得|着|这|那|这个|那个|这里|那里|怎么办|咋|咋办)+"
)
# Likely enough to be about it though no common word can be shown.
SURE_WITHOUT_WORDS = 0.5
_LIGHT_ROLES = ("ask", "talk", "person")


def is_related(common: Sequence[Common], confidence: float, role_of: Mapping[str, str]) -> bool:
    """Whether something that a question has in common with the phrasing of a match names a
    subject; `role_of`: of the lexicon's concepts."""
    if confidence >= SURE_WITHOUT_WORDS:
        return True
    return any(_is_heavy(one, role_of) for one in common)


def _is_heavy(one: Common, role_of: Mapping[str, str]) -> bool:
    if one.concept:
        return role_of.get(one.concept) not in _LIGHT_ROLES
    return _LIGHT_WORDS.fullmatch(normalise(one.said)) is None
