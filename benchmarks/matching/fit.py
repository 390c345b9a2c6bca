"""Fit `faq/matching/weights.json` to a folder of benchmark sets; see README.md here."""

import argparse
import json
import random
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.matching import logistic, situations
from benchmarks.matching.report import Judged, print_table, threshold_table
from benchmarks.matching.situations import Situation
from faq.evaluation_rows import QueryRow
from faq.matching import features
from faq.matching.change import make_snapshot
from faq.matching.overlap import Overlap
from faq.matching.prepared import Prepared, prepare
from faq.matching.rank import find_candidates
from faq.matching.snapshot import Snapshot
from faq.matching.tokens import Floats
from faq.matching.weights import Weights, probability

FOLDS = 5
JUDGED_ENTRIES = 3
ROUNDS = 3
SIGNS = {
    **dict.fromkeys(
        (
            "both_left_over",
            "asks_otherwise",
            "asks_more",
            "denies_otherwise",
            "other_numbers",
            "other_topics",
            "unexplained",
            "talk",
            "unknown",
        ),
        -1,
    ),
    **dict.fromkeys(("no_topic", "length", "size", "phrasings"), 0),
}
"""Features that may only count against an entry, or either way; all others only for it."""

TARGET = Path(__file__).parents[2] / "faq" / "matching" / "weights.json"
CIVIC = Path(__file__).parent / "civic" / "tune.toml"
STARTER = Path(__file__).parents[2] / "faq" / "starter" / "entries.toml"


class Asked:
    """One question to one snapshot, with what can be measured before any weight is known."""

    def __init__(self, situation: Situation, snapshot: Snapshot, row: QueryRow) -> None:
        self.situation, self.snapshot = situation, snapshot
        self.text, self.right = row.query, row.entry_id
        self.weight, self.kind = situation.weight, row.kind
        self.query: Prepared = prepare(row.query)
        overlap = self.overlap()
        groups = snapshot.candidates(overlap, None)
        self.rows = [row for group in groups for row in group]
        self.own = np.array(
            [snapshot.entry_id_of(row) == self.right for row in self.rows], dtype=float
        )
        if self.rows:
            self.lines = features.phrasing_features(self.query, snapshot, overlap, self.rows)

    def overlap(self) -> Overlap:
        return self.snapshot.overlap(self.query)


def fit_phrasing(asked: list[Asked]) -> Weights:
    """Weights that tell a phrasing of the right entry from others.

    Of the right entry only the phrasing that fits best counts, which is found in rounds: nobody
    says that every phrasing of an entry is near every question to it.
    """
    asked = [one for one in asked if one.rows]
    lines = np.vstack([one.lines for one in asked])
    labels = np.concatenate([one.own for one in asked])
    civic = np.concatenate([np.full(len(one.rows), one.snapshot.civic) for one in asked])
    found: Weights | None = None
    for _ in range(ROUNDS):
        counted = np.concatenate([_counted(one, found) for one in asked])
        found = fit_weights(lines, civic, labels, counted, features.PHRASING)
    assert found is not None
    return found


def fit_weights(
    lines: Floats, civic: Floats, labels: Floats, counted: Floats, names: Sequence[str]
) -> Weights:
    """One model for texts in general, and one where the lexicon speaks the language.

    Of the second there are few questions and many features that say nearly the same, so none of
    them may count against common sense.
    """
    general = logistic.fit(lines, labels, counted * (1 - civic))
    signs = [SIGNS.get(name, 1) for name in names]
    constant, slopes = logistic.fit_signed(lines, labels, counted * civic, signs)
    return Weights(tuple(names), *general, np.array([constant, *slopes]))


def _counted(one: Asked, weights: Weights | None) -> Floats:
    counted = np.full(len(one.rows), one.weight)
    if weights is not None and one.own.any():
        own = np.flatnonzero(one.own)
        best = own[np.argmax(weights.score(one.lines, one.snapshot.civic)[own])]
        counted[own] = 0.0
        counted[best] = one.weight
    return counted


def fit_entry(asked: Iterable[Asked], of_phrasing: Weights) -> Weights:
    """Weights that say how likely each of the first entries is the right one."""
    lines, civic, labels, counted = [], [], [], []
    for one in asked:
        entry_ids, rows = _entry_lines(one, of_phrasing)
        first = entry_ids[:JUDGED_ENTRIES]
        lines.append(rows[: len(first)])
        civic += [one.snapshot.civic] * len(first)
        labels += [float(entry_id == one.right) for entry_id in first]
        counted += [one.weight] * len(first)
    return fit_weights(
        np.vstack(lines), np.array(civic), np.array(labels), np.array(counted), features.ENTRY
    )


def _entry_lines(one: Asked, of_phrasing: Weights) -> tuple[list[str], Floats]:
    overlap = one.overlap()
    candidates = find_candidates(one.query, one.snapshot, overlap, None, of_phrasing)
    if not candidates:
        return [], np.zeros((0, len(features.ENTRY)))
    entry_ids = [one.snapshot.entry_id(candidate.number) for candidate in candidates]
    return entry_ids, features.entry_features(one.query, one.snapshot, overlap, candidates)


def judge(asked: Iterable[Asked], of_phrasing: Weights, of_entry: Weights) -> list[Judged]:
    """What a matcher with these weights makes of the questions."""
    judged = []
    for one in asked:
        entry_ids, lines = _entry_lines(one, of_phrasing)
        odds = of_entry.score(lines, one.snapshot.civic)
        order = np.argsort(-odds, kind="stable")
        place = (
            [entry_ids[number] for number in order].index(one.right) + 1
            if one.right in entry_ids
            else 0
        )
        confidence = probability(float(odds[order[0]])) if entry_ids else 0.0
        judged.append(
            Judged(
                one.situation.name,
                one.kind,
                one.situation.whole,
                bool(one.right),
                confidence,
                place,
            )
        )
    return judged


def cross_validate(asked: list[Asked]) -> list[Judged]:
    """Judge every question with weights fitted without it and its copies in other sets."""
    judged = []
    for fold in range(FOLDS):
        inside = [one for one in asked if _fold(one.text) != fold]
        of_phrasing = fit_phrasing(inside)
        of_entry = fit_entry(inside, of_phrasing)
        judged += judge((one for one in asked if _fold(one.text) == fold), of_phrasing, of_entry)
    return judged


def _fold(text: str) -> int:
    return zlib.crc32(text.encode()) % FOLDS


def gather(folder: Path, seed: int) -> list[Asked]:
    """Every question of every situation that the folder and the starter set yield."""
    chance = random.Random(seed)  # noqa: S311 (sampling, no secret)
    asked = []
    for situation in situations.all_of(folder, STARTER, CIVIC, chance):
        snapshot = make_snapshot(situation.knowledge)
        asked += [Asked(situation, snapshot, row) for row in situation.queries]
    return [one for one in asked if one.query.normal and not one.query.empty]


def named(names: tuple[str, ...], values: Iterable[float]) -> dict[str, float]:
    """The weights as the file keeps them, the constant first."""
    rounded = (round(float(value), 3) for value in values)
    return dict(zip(("constant", *names), rounded, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds sets (kb.tsv, queries.tsv) and pairs")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    options = parser.parse_args()
    asked = gather(options.folder, options.seed)
    judged = cross_validate(asked)
    print_table(judged)
    of_phrasing = fit_phrasing(asked)
    of_entry = fit_entry(asked, of_phrasing)
    table = {
        "phrasing": named(features.PHRASING, [of_phrasing.constant, *of_phrasing.slopes]),
        "phrasing_civic": named(features.PHRASING, of_phrasing.civic),
        "entry": named(features.ENTRY, [of_entry.constant, *of_entry.slopes]),
        "entry_civic": named(features.ENTRY, of_entry.civic),
        "thresholds": threshold_table(judged),
    }
    text = json.dumps(table, indent=2) + "\n"
    if options.write:
        TARGET.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
