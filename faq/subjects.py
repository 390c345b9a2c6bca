"""Questions that name a subject and nothing else: 办证, 补贴怎么申请, 户口.

Whoever says so little may mean any entry on that subject, and the matching, which asks for the
likeliest, can only guess. A good clerk names two or three.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import islice

from core.language import normalise, tag
from faq.knowledge import Knowledge, KnownEntry
from faq.matching.lexicon import Lexicon
from faq.ranking import Ranked
from faq.related import read_phrasing

# What stands around a subject when somebody asks for it without saying what.
_FRAME = re.compile(
    r"(?:怎么(?:办|样)?|怎样|如何|咋[办弄]?|办[个理]?|申[请领]|领取?|交|开|弄|搞|做|我[想要们]?|想|要|请问?"
    r"|问{1,2}|咨询|了解|一下|有(?:没有)?|什么|哪[些里儿]|在哪?|去|找|谁|的|个|事情?|问题|手续|政策|能|可以|[吗呢啊呀吧])"
)
MOST_CHARACTERS = 12
MOST_WORDS = 2
MOST_FOUND = 8
LEAST = 0.04
"""Below it an entry that only means the word is not offered."""
ASKED = 64
"""So many questions are remembered: each is looked at when it is searched for and when its end is
decided."""
REMEMBERED = 4096
_NO_SUBJECT = ("act", "ask", "talk", "person")


@lru_cache(ASKED)
def subject_of(text: str) -> tuple[str, ...]:
    """The words that name the subject of a question which says nothing else, () of any other."""
    plain = normalise(text)
    if len(plain) > MOST_CHARACTERS:
        return ()
    words = [_thing(word) for word, _ in tag(plain) if not _FRAME.fullmatch(word)]
    return tuple(words) if len(words) <= MOST_WORDS and all(map(_is_name, words)) else ()


def entries_on(
    subject: Collection[str], knowledge: Knowledge, ids: Collection[int]
) -> list[KnownEntry]:
    """Those of the entries whose standard question has all the words, the oldest first."""
    found = (one for one in knowledge.entries.values() if all(_has(one, at) for at in subject))
    return list(islice((one for one in found if one.id in ids), MOST_FOUND))


def names_class(subject: Collection[str]) -> bool:
    """Whether one of the words is a single character, which names a class of things: 证."""
    return any(len(word) == 1 for word in subject)


def is_on(subject: Collection[str], found: Ranked, lexicon: Lexicon) -> bool:
    """Whether the standard question of an entry has the words; or what they mean, where the
    entry is not quite unlikely."""
    may_mean = found.confidence >= LEAST
    return all(
        _has(found.entry, word) or (may_mean and _means(found.entry, word, lexicon))
        for word in subject
    )


def _thing(word: str) -> str:
    """The thing in a word of getting it: 证 of 办证."""
    return word[1:] if len(word) == 2 and word[0] == "办" else word


def _is_name(word: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in word)


def _means(entry: KnownEntry, word: str, lexicon: Lexicon) -> bool:
    meant = {
        key for key in lexicon.concepts_of(word) if lexicon.role_of.get(key) not in _NO_SUBJECT
    }
    return bool(meant) and not meant.isdisjoint(read_phrasing(entry.question, lexicon)[1])


def _has(entry: KnownEntry, word: str) -> bool:
    return word in entry.asked and (len(word) > 1 or word in _ends(entry.asked))


@lru_cache(REMEMBERED)
def _ends(asked: str) -> frozenset[str]:
    """The last characters of the things a question names: one character stands for a class of
    things only there (居住证 is a 证, 证明 is none)."""
    return frozenset(word[-1] for word, kind in tag(asked) if kind[:1] in "nj")
