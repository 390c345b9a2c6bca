"""What is measured between a query and its candidates, as plain numbers."""

from dataclasses import dataclass
from math import log

import numpy as np

from core import language
from faq.matching import words
from faq.matching.about import scaled
from faq.matching.overlap import PLACE, TINY, HeldByRows, Overlap
from faq.matching.prepared import Prepared
from faq.matching.snapshot import Alike, Snapshot
from faq.matching.telling import TELLING, Telling, learned, told
from faq.matching.tokens import KINDS, Floats, Rows

PHRASING = (
    "characters_of_query",
    "characters_of_phrasing",
    "pairs_of_query",
    "pairs_of_phrasing",
    "words_of_query",
    "words_of_phrasing",
    "in_order",
    "any_order",
    "both_covered",
    "both_left_over",
    "asks_the_same",
    "asks_otherwise",
    "asks_more",
    "asks_elsewhere",
    "denies_otherwise",
    "other_numbers",
    "topics_of_query",
    "topics_of_phrasing",
    "other_topics",
    "concepts_of_query",
    "concepts_of_phrasing",
    "explained_of_query",
    "explained_of_phrasing",
    "explained_of_clause",
    "about",
)
"""Features of a query and one phrasing; coverages and likenesses run from 0 to 1, and so does how
likely both are about the same (`about.scaled`)."""

KEPT_NAMES = (
    "characters_of_query",
    "characters_of_phrasing",
    "in_order",
    "any_order",
    "both_left_over",
    "asks_the_same",
    "asks_otherwise",
    "asks_more",
    "asks_elsewhere",
    "denies_otherwise",
    "other_numbers",
    "topics_of_query",
    "topics_of_phrasing",
    "other_topics",
    "concepts_of_query",
    "concepts_of_phrasing",
    "explained_of_query",
    "explained_of_phrasing",
    "explained_of_clause",
    "about",
)
"""Which features of the best phrasing count for its entry once more."""

KEPT = np.array([PHRASING.index(name) for name in KEPT_NAMES])

OF_QUERY = (
    "no_topic",
    "talk",
    "unknown",
    "length",
    "content_length",
    "size",
    "phrasings",
    "repaired",
    "about_sure",
)
"""Features that are the same for every entry: of the query, and of the knowledge base."""

WHOLE = (
    "entry_characters",
    "entry_words",
    "entry_topics",
    "entry_concepts",
    "entry_explained",
    "entry_content",
    "unexplained",
    "evidence",
    "topic_evidence",
    "content_evidence",
    "entry_about",
    "about_ahead",
    *OF_QUERY,
)
"""Features of a query and all phrasings of an entry together; `about_ahead`: how much likelier it
is about the same than any other entry is."""

OPEN = ("things_of_query", "things_of_phrasing", "acts_of_query", "acts_of_phrasing")
"""What the best phrasing leaves open on either side: characters of nouns and of verbs."""

TOLD = ("told_of_query", "told_of_phrasing")
"""What the words left open on either side tell, as learned word by word (`telling`)."""

CLOSE = ("framed", "opposed")
"""Of query and best phrasing the share that begins and ends alike, and whether one has a character
where the other has its opposite."""

SPOKEN = ("score", "other_phrasing", "apart")
"""Of the best phrasing the score, whether another of the entry was found, and how far behind."""

JOINED = ("opposed_alone", "framed_in_long", "both_explained")
"""Products of others: what only counts where another is great as well."""

OWN = (*SPOKEN, *KEPT_NAMES, *WHOLE, *OPEN, *TOLD, *CLOSE, *JOINED)
"""Features of a query and one entry, after its phrasings have been scored: what orders entries."""

RIVALS = ("standing", "lead", "lag", "crowd")
"""How the entry stands in that order: how far ahead of its best rival or behind the best, and how
much rivals together weigh against it."""

ENTRY = (*RIVALS, *OWN)
"""Features of a query and one entry among its rivals: what its confidence follows from."""

NOBODY = 0.01
"""The weight of rivals, against the entry's own, below which it tells no more."""

FARTHEST = 6.0
"""Entries and phrasings further apart than this tell no more."""

ALONE = 1.5
"""The lead of an entry without a rival: that nothing else was found proves little."""

LONGEST, MOST_CONTENT = 15, 10
"""More characters than this, and more of those that name a subject, tell no more."""

MOST_EVIDENCE = 3.0
"""More shared weight than that of so many words that one entry alone holds tells no more."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries by number with their best phrasing's row, that row's features and score.

    `seconds`: the score of the next best phrasing found, nan where there is none.
    """

    numbers: Rows
    rows: Rows
    lines: Floats
    scores: Floats
    seconds: Floats

    def scored(self) -> list[tuple[int, float]]:
        """Each entry's number with its score."""
        return list(zip(self.numbers.tolist(), self.scores.tolist(), strict=True))


def phrasing_features(
    query: Prepared, snapshot: Snapshot, overlap: Overlap, rows: Rows, alike: Alike | None = None
) -> Floats:
    """One line of `PHRASING` for each row; `alike` as the snapshot gives it for the query."""
    phrasings = [snapshot.row(row) for row in rows.tolist()]
    held = snapshot.shared(overlap, rows)
    of_query = (held.shared / np.maximum(overlap.totals, TINY))[:, :_BOTH_WAYS]
    of_phrasing = (held.shared / np.maximum(held.totals, TINY))[:, :_BOTH_WAYS]
    left = np.minimum(overlap.totals, held.totals) - held.shared
    measured = (
        of_query,
        of_phrasing,
        of_query[:, :1] * of_phrasing[:, :1],
        left[:, _LEFT_KINDS] / log(2 + 2 * snapshot.phrasings),
        np.array(_likeness(query, phrasings)).T,
        np.array([_compare(query, phrasing) for phrasing in phrasings]),
        _explained(query, phrasings, held, snapshot),
        np.zeros((len(rows), 1)) if alike is None else scaled(alike.rows[rows])[:, None],
    )
    return np.concatenate(measured, axis=1)[:, _IN_ORDER]


_BOTH_WAYS = KINDS.index("meant")
"""Of the kinds before this one coverage is measured both ways."""

_LEFT_KINDS = np.array([PLACE["words"], PLACE["topics"]])
_MEASURED = (
    *(f"{kind}_of_query" for kind in KINDS[:_BOTH_WAYS]),
    *(f"{kind}_of_phrasing" for kind in KINDS[:_BOTH_WAYS]),
    *("both_covered", "both_left_over", "other_topics"),
    *("in_order", "any_order"),
    *("asks_the_same", "asks_otherwise", "asks_more", "asks_elsewhere"),
    *("denies_otherwise", "other_numbers"),
    *("explained_of_query", "explained_of_phrasing", "explained_of_clause", "about"),
)
_IN_ORDER = np.array([_MEASURED.index(name) for name in PHRASING])


def whole_features(
    query: Prepared,
    snapshot: Snapshot,
    overlap: Overlap,
    numbers: Rows,
    alike: Alike | None = None,
) -> Floats:
    """One line of `WHOLE` for each entry; `alike` as the snapshot gives it for the query."""
    held = snapshot.shared_by_entries(overlap, numbers)
    rarest = log(2 + 2 * snapshot.entries)
    weights = overlap.weights[overlap.place_of("characters")]
    content = weights * [one in query.content for one in query.characters]
    covered = held.covered()
    explained, of_content = covered @ weights, covered @ content
    of_all = (
        float(not query.topics),
        float(query.talk),
        overlap.unknown[PLACE["words"]] / overlap.query_total("words"),
        log(1 + min(len(query.unified), LONGEST)),
        log(1 + min(len(query.content), MOST_CONTENT)),
        log(1 + snapshot.entries),
        log(snapshot.phrasings / snapshot.entries),
        float(query.repaired),
        0.0 if alike is None else alike.sure,
    )
    lines = np.empty((len(numbers), len(WHOLE)))
    lines[:, :4] = (held.shared / np.maximum(overlap.totals, TINY))[:, _OF_WHOLE]
    lines[:, 4] = explained / overlap.query_total("characters")
    lines[:, 5] = of_content / max(float(content.sum()), TINY)
    lines[:, 6] = (overlap.query_total("characters") - explained) / rarest
    lines[:, 7:9] = held.shared[:, _LEFT_KINDS] / rarest
    lines[:, 9] = of_content / rarest
    np.minimum(lines[:, 6:10], MOST_EVIDENCE, out=lines[:, 6:10])
    lines[:, 10:12] = _about_of(alike, snapshot, numbers)
    lines[:, 12:] = of_all
    return lines


def _about_of(alike: Alike | None, snapshot: Snapshot, numbers: Rows) -> Floats:
    """How likely each entry is about the same as the query, and how far ahead of any other."""
    if alike is None:
        return np.zeros((len(numbers), 2))
    every, own = scaled(alike.entries), scaled(alike.entries[snapshot.slots(numbers)])
    best = int(every.argmax())
    second = np.delete(every, best).max(initial=0.0)
    rival = np.where(own == every[best], second, every[best])
    return np.array((own, own - rival)).T


_OF_WHOLE = np.array([PLACE[kind] for kind in ("characters", "words", "topics", "concepts")])


def pair_features(
    query: Prepared, snapshot: Snapshot, rows: Rows, telling: Telling = TELLING
) -> Floats:
    """One line of `OPEN`, `TOLD` and `CLOSE` for each row.

    Weights are counted in those of a character that one entry holds.
    """
    weigh, own = snapshot.weight, query.held
    own_words = learned(query.words, telling)
    rarest = log(2 + 2 * snapshot.entries)
    lines = []
    for row in rows.tolist():
        phrasing = snapshot.row(row)
        other = phrasing.held
        covered = other | query.meant_by(phrasing)
        back = own | phrasing.meant_by(query)
        lines.append(
            (
                sum(map(weigh, query.things - covered)) / rarest,
                sum(map(weigh, phrasing.things - back)) / rarest,
                sum(map(weigh, query.acts - covered)) / rarest,
                sum(map(weigh, phrasing.acts - back)) / rarest,
                told(own - covered, own_words, telling),
                told(other - back, learned(phrasing.words, telling), telling),
                language.framed(query.unified, phrasing.unified),
                float(words.are_opposed(own - other, other - own)),
            )
        )
    return np.array(lines)


def own_features(found: Candidates, whole: Floats, pairs: Floats) -> Floats:
    """One line of `OWN` for each candidate; `whole` and `pairs` as the functions of these names."""
    parts = _spoken(found), found.lines[:, KEPT], whole, pairs
    lines = np.concatenate(parts, axis=1)
    opposed, in_order, framed, length, of_query, of_phrasing = lines.T[_OF_JOINED]
    joined = opposed * in_order**2, framed * length, of_query * of_phrasing
    return np.concatenate([lines, np.array(joined).T], axis=1)


_OF_JOINED = np.array(
    [
        OWN.index(name)
        for name in (
            *("opposed", "in_order", "framed", "length"),
            *("explained_of_query", "explained_of_phrasing"),
        )
    ]
)


def entry_features(own: Floats, standings: Floats) -> Floats:
    """One line of `ENTRY` for each line of `OWN`, of entries that stand so among each other."""
    return np.concatenate([_rivals(standings), own], axis=1)


def _spoken(found: Candidates) -> Floats:
    """One line of `SPOKEN` for each candidate."""
    alone = np.isnan(found.seconds)
    apart = np.where(alone, 0.0, np.minimum(found.scores - found.seconds, FARTHEST))
    return np.array((found.scores, ~alone, apart)).T


def _rivals(standings: Floats) -> Floats:
    """One line of `RIVALS` for each entry."""
    in_order = sorted(standings.tolist(), reverse=True)
    best, rival = in_order[0], in_order[1] if len(in_order) > 1 else in_order[0] - ALONE
    ahead = standings - best
    ahead[standings == best] = best - rival
    weighs = np.exp(np.maximum(standings - best, -2 * FARTHEST))
    others = (weighs.sum() - weighs) / weighs if len(in_order) > 1 else np.ones(1)
    return np.array(
        (
            standings,
            np.clip(ahead, 0.0, FARTHEST),
            np.clip(ahead, -FARTHEST, 0.0),
            np.log(others + NOBODY),
        )
    ).T


def _explained(
    query: Prepared, phrasings: list[Prepared], held: HeldByRows, snapshot: Snapshot
) -> Floats:
    """Coverage by characters where another word for the same concept covers as well.

    One line for each row: of the query, of the phrasing, of the query's best clause.
    """
    overlap = held.overlap
    weights = overlap.weights[overlap.place_of("characters")]
    within = np.array(
        [[one in text for text in (query.characters, *query.clauses)] for one in query.characters],
        dtype=np.float64,
    ).reshape(-1, 1 + len(query.clauses))
    covered = (held.covered() * weights) @ within
    by_clause = covered[:, 1:] / ((weights @ within)[1:] + snapshot.weight(""))
    back = held.of("characters") + [_meant_by(query, phrasing, snapshot) for phrasing in phrasings]
    return np.array(
        (
            covered[:, 0] / overlap.query_total("characters"),
            back / np.maximum(held.totals[:, PLACE["characters"]], TINY),
            by_clause.max(axis=1),
        )
    ).T


def _meant_by(query: Prepared, phrasing: Prepared, snapshot: Snapshot) -> float:
    """Weight of the phrasing's characters for which the query has another word only."""
    other = phrasing.meant_by(query).difference(query.characters)
    return sum(map(snapshot.weight, other.intersection(phrasing.characters))) if other else 0.0


def _likeness(query: Prepared, phrasings: list[Prepared]) -> tuple[Floats, Floats]:
    """Of characters in their order, and of words in any order."""
    return (
        language.ratios(query.unified, [phrasing.unified for phrasing in phrasings]),
        language.ratios(query.sorted_words, [phrasing.sorted_words for phrasing in phrasings]),
    )


def _compare(query: Prepared, phrasing: Prepared) -> tuple[float, ...]:
    return (
        float(bool(query.asked & phrasing.asked)),
        float(words.asks_otherwise(query.asked, phrasing.asked)),
        float((query.asked & ~phrasing.asked).bit_count()),
        float(words.asks_elsewhere(query.asked, phrasing.asked)),
        float((query.negations - phrasing.negations) % 2),
        float(query.numbers != phrasing.numbers),
    )
