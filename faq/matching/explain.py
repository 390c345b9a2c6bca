"""Why an entry was found: what a question and a phrasing have in common, and what speaks against.

For editors: the sentences are theirs to read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core import language
from faq.matching import reasons, words
from faq.matching.encoder import Encoder
from faq.matching.features import RIVALS
from faq.matching.judge import Judged, judge
from faq.matching.match import SURE, Match
from faq.matching.prepared import Prepared, prepare_row
from faq.matching.snapshot import Snapshot
from faq.matching.spelling import read
from faq.matching.weights import OF_ENTRY, OF_ORDER, OF_PHRASING

MOST_REASONS = 3

LEAST_LOSS = 0.25
"""Log-odds that a reason must have cost to be worth a line."""


@dataclass(frozen=True, slots=True)
class Common:
    """What both sides have: in the question from `start` up to `end`, as it was typed.

    `phrased`: how the phrasing says it; `concept`: the key of the lexicon by which two different
    words mean the same, '' where it is the same word.
    """

    start: int
    end: int
    said: str
    phrased: str
    concept: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A match, what it rests on, what lowered its confidence (worst first), and the rival."""

    match: Match
    common: tuple[Common, ...]
    reasons: tuple[str, ...]
    rival: Match | None


def common(text: str, phrasing: str, snapshot: Snapshot) -> tuple[Common, ...]:
    """What a text and a phrasing have in common, without a judgement of either."""
    _, query = read(text, snapshot.lexicon, snapshot.known_pairs)
    return tuple(_common(text, query, prepare_row(phrasing, snapshot.lexicon)))


def explain(
    text: str, snapshot: Snapshot, entry_id: str | None, encoder: Encoder | None = None
) -> Explanation | None:
    """Why the first entry, or the one named, was found; None when it was not found at all."""
    asked, query = read(text, snapshot.lexicon, snapshot.known_pairs)
    if not asked.normal or snapshot.is_empty:
        return None
    found = judge(query, snapshot, None, encoder)
    exact = [row for row in snapshot.exact(asked) if entry_id in (None, snapshot.entry_id_of(row))]
    if exact:
        return _certain(text, exact[0], snapshot, found)
    if entry_id is not None and all(one.match.entry_id != entry_id for one in found):
        found += judge(query, snapshot, [entry_id], encoder)
    wanted = [one for one in found if entry_id in (None, one.match.entry_id)]
    if not wanted or snapshot.is_idle(query):
        return None
    own = wanted[0]
    phrasing = snapshot.row(own.row)
    rival = _rival(own.match, found)
    lost = _lost(own, phrasing, snapshot)
    told = reasons.tell(lost, query, phrasing, rival.phrasing if rival else "")
    shared = tuple(_common(text, query, phrasing))
    return Explanation(own.match, shared, tuple(told[:MOST_REASONS]), rival)


def _certain(text: str, row: int, snapshot: Snapshot, found: list[Judged]) -> Explanation:
    match = Match(snapshot.entry_id_of(row), snapshot.text(row), SURE)
    places = language.places(text)
    first, end = min(places), max(places) + 1
    whole = Common(first, end, text[first:end], match.phrasing, "")
    return Explanation(match, (whole,), (), _rival(match, found))


def _rival(own: Match, found: list[Judged]) -> Match | None:
    others = [one.match for one in found if one.match.entry_id != own.entry_id]
    return others[0] if others else None


def _lost(own: Judged, phrasing: Prepared, snapshot: Snapshot) -> dict[str, float]:
    """For each feature the log-odds lost against a question that is just the phrasing."""
    best = [one for one in judge(phrasing, snapshot, None) if one.row == own.row]
    if not best:
        return {}
    line, features = best[0].line - own.line, best[0].features - own.features
    lost = OF_ENTRY.contributions(line, snapshot.civic)
    # How an entry stands, and its phrasing's score, are told by what they are made of.
    _spread(lost, "standing", OF_ORDER.contributions(line[len(RIVALS) :], snapshot.civic))
    _spread(lost, "score", OF_PHRASING.contributions(features, snapshot.civic))
    return {name: loss for name, loss in lost.items() if loss >= LEAST_LOSS}


def _spread(lost: dict[str, float], name: str, within: Mapping[str, float]) -> None:
    """Put what was lost by one feature down to the parts that it is the sum of."""
    share = lost.pop(name) / (sum(within.values()) or 1.0)
    for part, loss in within.items():
        lost[part] = lost.get(part, 0.0) + share * loss


def _common(text: str, query: Prepared, phrasing: Prepared) -> Iterator[Common]:
    places = language.places(text)
    taken = 0
    for start, end, phrased, concept in _spans(query, phrasing):
        if start < taken or end > len(places):
            continue
        taken = end
        first, last = places[start], places[end - 1] + 1
        yield Common(first, last, text[first:last], phrased, concept)


def _spans(query: Prepared, phrasing: Prepared) -> list[tuple[int, int, str, str]]:
    """Stretches of the query's normal writing that the phrasing has too, the longer one first
    where two begin together."""
    spans = [*_same_words(query, phrasing), *_same_meanings(query, phrasing)]
    return sorted(spans, key=lambda span: (span[0], -span[1], span[3]))


def _same_words(query: Prepared, phrasing: Prepared) -> Iterator[tuple[int, int, str, str]]:
    for word in query.words:
        if word in phrasing.words and not words.LIGHT.issuperset(word):
            for form in (word, *words.SAME.get(word, "").split()):
                start = query.normal.find(form)
                if start >= 0:
                    yield start, start + len(form), word, ""
                    break


def _same_meanings(query: Prepared, phrasing: Prepared) -> Iterator[tuple[int, int, str, str]]:
    phrased = query.lexicon.find(phrasing.normal)
    for one in query.lexicon.find(query.normal):
        for other in phrased:
            both = [key for key in one.concepts if key in (*other.concepts, *other.broader)]
            if both:
                said, word = (
                    query.normal[one.start : one.end],
                    phrasing.normal[other.start : other.end],
                )
                yield one.start, one.end, word, "" if said == word else both[0]
                break
