"""What came out of a cross-validation: a table to read, and the thresholds."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from faq import measures

STEP = 0.005
WINDOW = 0.1
ERROR_TARGETS = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2)
LARGE, MORE_ERRORS = 1000, 0.2

MOST_COUNTED = 1500
"""A set counts by its questions up to so many, so that a large one does not drown the others."""

WORTH_SUGGESTING = 0.33
"""Three choices are shown when at least this share of such questions finds its answer there."""


class Judged(NamedTuple):
    """A question's first confidence and the place of its right entry, 0 when it was not found.

    `civic`: asked of a knowledge base whose language the lexicon speaks.
    """

    name: str
    kind: str
    whole: bool
    answerable: bool
    confidence: float
    place: int
    civic: bool = False


def print_table(judged: Sequence[Judged]) -> None:
    """One line for each group of situations."""
    print(
        f"{'set':<16}{'n':>6}{'hit@1':>7}{'hit@3':>7}{'hit@5':>7}{'cov95':>7}{'cov98':>7}{'ece':>7}{'auroc':>7}"
    )
    for name, group in by_name(judged).items():
        confidences = [one.confidence for one in group]
        right = [one.place == 1 for one in group]
        answerable = [one for one in group if one.answerable]
        hits = [sum(1 <= one.place <= n for one in answerable) / len(answerable) for n in (1, 3, 5)]
        coverages = [
            (found[1] if found else 0) / len(answerable)
            for found in (measures.best_threshold(confidences, right, p) for p in (0.95, 0.98))
        ]
        values = [*hits, *coverages, measures.calibration_error(confidences, right)]
        auroc = measures.auroc(confidences, right)
        print(f"{name:<16}{len(group):>6}" + "".join(f"{v:>7.3f}" for v in [*values, auroc or 0]))


def by_name(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """The judged questions of each set, parts of one set together."""
    groups = defaultdict(list)
    for one in judged:
        groups[one.name].append(one)
    return dict(sorted(groups.items()))


def threshold_table(judged: Sequence[Judged]) -> list[dict[str, float]]:
    """For each error target the confidences to answer and to suggest from."""
    whole = [one for one in judged if one.whole]
    groups = list(by_name(whole).values())
    suggest = _suggest_threshold(whole)
    rows = []
    for target in ERROR_TARGETS:
        answer = _answer_threshold(groups, 1 - target)
        rows.append(
            {"error_target": target, "answer": answer, "suggest": round(min(suggest, answer), 3)}
        )
    return rows


def _answer_threshold(groups: Sequence[Sequence[Judged]], precision: float) -> float:
    """The lowest confidence precise enough over all groups, counted by their questions.

    In no large group of texts in general may errors be more than a fifth above what is allowed.
    """
    least = precision - MORE_ERRORS * (1 - precision)
    large = [group for group in groups if len(group) >= LARGE and not group[0].civic]
    steps = [round(number * STEP, 3) for number in range(1, int(1 / STEP))]
    counts = [min(len(group), MOST_COUNTED) for group in groups]
    for step in steps:
        right = sum(
            count * _right_from(group, step) for count, group in zip(counts, groups, strict=True)
        )
        if right >= precision * sum(counts) and all(
            _right_from(one, step) >= least for one in large
        ):
            return step
    return steps[-1]


def _right_from(group: Sequence[Judged], confidence: float) -> float:
    given = [one.place == 1 for one in group if one.confidence >= confidence]
    return sum(given) / len(given) if given else 1.0


def _suggest_threshold(judged: Sequence[Judged]) -> float:
    """The lowest confidence around which three choices are worth showing to residents."""
    field = [one for one in judged if one.civic] or judged
    threshold = 1.0
    while threshold > STEP:
        low = threshold - WINDOW
        near = [1 <= one.place <= 3 for one in field if low <= one.confidence < threshold]
        if near and sum(near) < WORTH_SUGGESTING * len(near):
            break
        threshold -= STEP
    return max(threshold - WINDOW / 2, STEP)
