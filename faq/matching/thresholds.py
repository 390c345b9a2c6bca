"""From how often an answer may be wrong to the confidence that an answer needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from faq.matching.weights import FITTED


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Confidences from which an entry answers, and from which it is worth suggesting."""

    answer: float
    suggest: float


def thresholds(error_target: float) -> Thresholds:
    """The thresholds for a share of wrong answers among those given (0.05 is one in twenty).

    Read from the fitted table, in a straight line between two of its rows; targets beyond the
    table's ends get its first or last row.
    """
    return interpolate(error_target, FITTED["thresholds"])


def interpolate(error_target: float, table: Sequence[dict[str, float]]) -> Thresholds:
    """The thresholds for a target from rows of `error_target`, `answer`, `suggest`."""
    rows = sorted(table, key=lambda row: row["error_target"])
    below = [row for row in rows if row["error_target"] <= error_target] or rows[:1]
    above = [row for row in rows if row["error_target"] >= error_target] or rows[-1:]
    low, high = below[-1], above[0]
    width = high["error_target"] - low["error_target"]
    part = (error_target - low["error_target"]) / width if width else 0.0
    answer, suggest = (low[k] + part * (high[k] - low[k]) for k in ("answer", "suggest"))
    return Thresholds(answer, suggest)
