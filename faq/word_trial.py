"""What a question is read as, and which entry it leads to, with and without own words: a look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from community.areas import Areas
from core.language import normalise
from faq.knowledge import Knowledge
from faq.matching.lexicon import Lexicon
from faq.own_lexicon import GROUP, lexicon_of
from faq.service import find


@dataclass(frozen=True)
class Read:
    """A stretch of the question and what it is read as; no meanings: it is read as nothing."""

    said: str
    meanings: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True)
class Winner:
    """The entry that comes first, and how sure; '' when none does."""

    question: str = ""
    confidence: float = 0.0


@dataclass(frozen=True)
class Trial:
    """What the words are read as, and which entry wins without and with own words."""

    read: tuple[Read, ...]
    before: Winner
    now: Winner


def try_words(
    text: str,
    knowledge: Knowledge,
    before: Mapping[str, str],
    now: Mapping[str, str],
    areas: Areas,
    at: datetime,
) -> Trial:
    """The question as two sets of own words (as `lexicon_of` takes them) make of it."""
    lexicon = lexicon_of(now)
    return Trial(
        read=tuple(reading(text, lexicon)),
        before=_winner(text, knowledge, lexicon_of(before), areas, at),
        now=_winner(text, knowledge, lexicon, areas, at),
    )


def reading(text: str, lexicon: Lexicon) -> list[Read]:
    """What the lexicon reads in the words, in order."""
    normal = normalise(text)
    found = [(one.start, normal[one.start : one.end], one.concepts) for one in lexicon.find(normal)]
    # What means nothing is not found, but an editor wants to see that it was read so.
    silent = [word for word, keys in lexicon.own.items() if not keys and word in normal]
    found += [(normal.find(word), word, ()) for word in silent]
    return [
        Read(said, tuple(name_of(key, lexicon) for key in keys), said in lexicon.own)
        for _, said, keys in sorted(found)
    ]


def name_of(key: str, lexicon: Lexicon) -> str:
    """What an editor calls the concept: its first word."""
    return lexicon.name_of.get(key) or key.removeprefix(GROUP)


def _winner(
    text: str, knowledge: Knowledge, lexicon: Lexicon, areas: Areas, at: datetime
) -> Winner:
    index = knowledge.index
    if lexicon.differing(index.lexicon):
        index = index.with_lexicon(lexicon)
    other = Knowledge(knowledge.entries.values(), index)
    ranked = find(text, None, other, areas, at, wherever=True)
    return Winner(ranked[0].entry.question, ranked[0].confidence) if ranked else Winner()
