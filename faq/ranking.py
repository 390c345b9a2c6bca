"""From matches to entries, the nearest area first: pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from faq.knowledge import Knowledge, KnownEntry
from faq.matching import Match

# Confidences closer than this tell nothing apart; then the own area's entry is meant.
NEAR = 0.05
SURE = 1.0


@dataclass(frozen=True)
class Ranked:
    """An entry with the likelihood that it answers, and the phrasing that speaks for it."""

    entry: KnownEntry
    confidence: float
    phrasing: str = ""


def rank(
    matches: Sequence[Match],
    knowledge: Knowledge,
    scope: Collection[int],
    depths: Mapping[int, int],
) -> list[Ranked]:
    """The entries that may answer, best first.

    Of entries with the same standard question only the nearest area's stays, with the best
    confidence of them all. `depths`: by area id, larger is nearer.
    """
    best: dict[str, Ranked] = {}
    for match in matches:
        entry = knowledge.entries[int(match.entry_id)]
        if entry.asked not in best:
            same = [other for other in knowledge.same_question(entry) if other.id in scope]
            nearest = max(same, key=lambda other: (_depth(other, depths), -other.id))
            best[entry.asked] = Ranked(nearest, match.confidence, match.phrasing)
    ranked = sorted(best.values(), key=lambda one: -one.confidence)
    near = [one for one in ranked if _is_near(one.confidence, ranked[0].confidence)]
    near.sort(key=lambda one: (-_depth(one.entry, depths), -one.confidence))
    return near + ranked[len(near) :]


def _is_near(confidence: float, top: float) -> bool:
    """Whether the confidence is as good as the top one; nothing is as good as being sure."""
    return confidence >= (top if top >= SURE else top - NEAR)


def _depth(entry: KnownEntry, depths: Mapping[int, int]) -> int:
    """How near the entry's area is: everywhere 0, an area that isn't the resident's below."""
    return 0 if entry.area_id is None else depths.get(entry.area_id, -1)
