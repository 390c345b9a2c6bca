"""Which other entries the words of an entry run into, told while they are typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from faq.content import EntryContent
from faq.knowledge import Knowledge, KnownEntry
from faq.matching.match import SURE

MOST_LOOKED_AT = 40
MOST_NAMED = 5
LIKE = 0.9


@dataclass(frozen=True)
class Clash:
    """A text that leads to another entry already; `is_same`: the very words, in the same area,
    so that it can't be published; else it is only likely to be taken for the other."""

    text: str
    other: KnownEntry
    is_same: bool


def clashes(content: EntryContent, entry_id: int | None, knowledge: Knowledge) -> list[Clash]:
    """At most five, the worst first; looks at the 40 texts added last, the question included."""
    looked_at = (content.question, *content.phrasings[-MOST_LOOKED_AT:])
    others = frozenset(str(one) for one in knowledge.entries if one != entry_id)
    found = [clash for text in looked_at if (clash := _clash(text, content, others, knowledge))]
    return sorted(_each_once(found), key=lambda clash: not clash.is_same)[:MOST_NAMED]


def _clash(
    text: str, content: EntryContent, others: frozenset[str], knowledge: Knowledge
) -> Clash | None:
    matches = knowledge.index.match(text, limit=3, among=others)
    for match in matches:
        other = knowledge.entries[int(match.entry_id)]
        if match.confidence >= SURE and other.area_id == content.area_id:
            return Clash(text, other, is_same=True)
    # The same words in another area are how an area words its own answer.
    likely = [match for match in matches if LIKE <= match.confidence < SURE]
    return (
        Clash(text, knowledge.entries[int(likely[0].entry_id)], is_same=False) if likely else None
    )


def _each_once(found: Iterable[Clash]) -> list[Clash]:
    return list({(clash.text, clash.other.id): clash for clash in found}.values())
