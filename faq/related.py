"""Whether an entry that may be suggested has to do with the question at all: pure.

Two texts may be alike by words that name nothing: 什么时候会打我的电话 and 停电打什么电话. Who is
shown choices that have nothing to do with his words trusts none of them; 不会答 is better.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from core.language import normalise, places, tag
from faq.aspects import without_light
from faq.matching.explain import Common
from faq.matching.lexicon import Lexicon

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
# Of a short question the subject itself must be shared: in a long one the matching judges better.
SHORT, LIKELY = 12, 0.7
FEWEST_PHRASINGS = 2
_NAMING = "nvaijlz"
REMEMBERED = 4096
"""So many phrasings stay read: those of the entries that are suggested again and again."""


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


def names_subject_of(text: str, question: str) -> bool:
    """Whether a noun of a short question stands in an entry's standard question: 上小学要啥材料 is
    about 小学入学怎么报名, whichever phrasing was the nearest."""
    plain, asked = normalise(text), normalise(question)
    if len(plain) > SHORT:
        return False
    return any(is_noun and word in asked for _, is_noun, word in _named(text, plain))


def is_same_subject(
    text: str,
    common: Sequence[Common],
    confidence: float,
    phrasings: Sequence[str],
    lexicon: Lexicon,
) -> bool:
    """Whether what a short question shares with a phrasing is its subject, and the entry's.

    洗衣机坏了谁修 shares with 电梯坏了找谁修 only what is wrong, 快递到哪里了 the courier whom one
    of the phrasings about social insurance happens to name. `phrasings`: the standard one first.
    """
    plain = normalise(text)
    if len(plain) > SHORT or not common:
        return True
    named = _named(text, plain)
    if all(any(_has(one, at) and not one.concept for one in common) for at, *_ in named):
        # All of 办证 is shared.
        return True
    heavy = [one for one in common if _names(one, lexicon.role_of)]
    told = [one for one in phrasings if any(_is_in(own, one, lexicon) for own in heavy)]
    if len(told) < min(FEWEST_PHRASINGS, len(phrasings)):
        return False
    # The word that says most of what is asked about is the longest noun.
    at, *_ = max(named, key=lambda one: (one[1], len(one[2])))
    return confidence >= LIKELY or any(_has(one, at) for one in common)


def _names(one: Common, role_of: Mapping[str, str]) -> bool:
    """What is done or wrong (the acts of the lexicon) names no subject of itself."""
    return _is_heavy(one, role_of) and role_of.get(one.concept) != "act"


def _is_in(one: Common, phrasing: str, lexicon: Lexicon) -> bool:
    written, meant = read_phrasing(phrasing, lexicon)
    return one.concept in meant if one.concept else normalise(one.phrased) in written


@lru_cache(REMEMBERED)
def read_phrasing(phrasing: str, lexicon: Lexicon) -> tuple[str, frozenset[str]]:
    """A published phrasing as it is compared, and what it means: the same for every question."""
    written = normalise(phrasing)
    found = lexicon.find(written)
    return written, frozenset(concept for one in found for concept in (*one.concepts, *one.broader))


def _named(text: str, plain: str) -> list[tuple[int, bool, str]]:
    """The words that name something: where each begins in the text, whether it is a noun, and
    the word."""
    there, at = places(text), 0
    found = []
    for word, kind in tag(plain):
        start = plain.find(word, at)
        at = start + len(word)
        if kind[:1] in _NAMING and not _is_light(word):
            found.append((there[start], kind[:1] in "nj", word))
    return found


def _has(one: Common, place: int) -> bool:
    return one.start <= place < one.end


def _is_light(word: str) -> bool:
    return _LIGHT_WORDS.fullmatch(word) is not None or not without_light(word)
