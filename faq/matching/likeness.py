"""How likely two of many texts ask the same, for grouping what nobody has answered yet."""

from collections.abc import Sequence

from faq.matching.change import make_snapshot
from faq.matching.prepared import prepare
from faq.matching.rank import find_candidates
from faq.matching.weights import OF_PHRASING, probability

UNLIKE = -6.0
"""Log-odds of a pair of which one text is not among the other's nearest."""


def likenesses(texts: Sequence[str]) -> dict[tuple[int, int], float]:
    """For pairs of positions, the smaller first: how likely (0 to 1) both ask the same.

    Pairs of which neither is among the other's eight nearest are left out. The work grows with
    the number of texts, not of pairs.
    """
    odds: dict[tuple[int, int], list[float]] = {}
    snapshot = make_snapshot((f"{place:06}", text) for place, text in enumerate(texts))
    for place, text in enumerate(texts):
        query = prepare(text)
        if query.normal and not query.empty:
            overlap = snapshot.overlap(query)
            found = find_candidates(query, snapshot, overlap, None, OF_PHRASING)
            for number, score in found.scored() if found else ():
                other = int(snapshot.entry_id(number))
                if other != place:
                    pair = (min(place, other), max(place, other))
                    odds.setdefault(pair, []).append(score)
    return {pair: probability(_mean(both)) for pair, both in sorted(odds.items())}


def _mean(both: list[float]) -> float:
    return (sum(both) + UNLIKE * (2 - len(both))) / 2
