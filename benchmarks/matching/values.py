"""The numbers that a list of judged questions comes to."""

from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.matching.report import Judged
from faq import measures

PRECISION = 0.95


class Values(NamedTuple):
    """Shares from 0 to 1; `right` and `given` at a threshold fixed before, None without one.

    `cov95` and `given` are shares of the answerable questions; `adv` is `cov95` with questions
    chosen to be near misses among the others. `right` counts them, too.
    """

    hit1: float
    interval: float
    hit3: float
    cov95: float
    adv: float
    right: float | None
    given: float | None


def values(judged: Sequence[Judged], answer: float | None) -> Values:
    """What the questions come to, answered from that confidence on."""
    known = sum(one.answerable for one in judged)
    hit = sum(one.place == 1 for one in judged) / known
    natural = [one for one in judged if one.kind != "hard"]
    given = [one.place == 1 for one in judged if answer is not None and one.confidence >= answer]
    return Values(
        hit1=hit,
        interval=1.96 * (hit * (1 - hit) / known) ** 0.5,
        hit3=sum(1 <= one.place <= 3 for one in judged) / known,
        cov95=_coverage(natural, known),
        adv=_coverage(judged, known),
        right=None if answer is None else sum(given) / max(len(given), 1),
        given=None if answer is None else sum(given) / known,
    )


def _coverage(judged: Sequence[Judged], known: int) -> float:
    right = [one.place == 1 for one in judged]
    found = measures.best_threshold([one.confidence for one in judged], right, PRECISION)
    return (found[1] if found else 0) / known
