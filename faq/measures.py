"""How good a list of judged answers is: plain numbers from confidences and facts.

Every function takes `confidences` and `right` of the same length, one of each per question;
a question without any match counts with confidence 0.
"""

from collections.abc import Sequence
from itertools import groupby


def auroc(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """Chance that a right first answer is more confident than another; ties count half.

    None when all are right or none is.
    """
    positives, negatives, wins, passed = sum(right), len(right) - sum(right), 0.0, 0
    if not positives or not negatives:
        return None
    by_confidence = sorted(zip(confidences, right, strict=True))
    for _, tied in groupby(by_confidence, key=lambda pair: pair[0]):
        group = [is_right for _, is_right in tied]
        wrong = len(group) - sum(group)
        wins += sum(group) * (passed + wrong / 2)
        passed += wrong
    return wins / (positives * negatives)


def best_threshold(
    confidences: Sequence[float], right: Sequence[bool], precision: float
) -> tuple[float, int] | None:
    """The lowest confidence from which at least this share of answers is right, and how many are.

    None when no threshold is precise enough.
    """
    best, answered, correct = None, 0, 0
    by_confidence = sorted(zip(confidences, right, strict=True), reverse=True)
    for confidence, tied in groupby(by_confidence, key=lambda pair: pair[0]):
        group = [is_right for _, is_right in tied]
        answered, correct = answered + len(group), correct + sum(group)
        if confidence > 0 and correct >= precision * answered:
            best = (confidence, correct)
    return best


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Mean distance between confidence and the share that is right, over equal bins (0 is best)."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in zip(confidences, right, strict=True):
        number = min(int(confidence * bins), bins - 1)
        groups.setdefault(number, []).append((confidence, is_right))
    gaps = (abs(sum(c for c, _ in group) - sum(r for _, r in group)) for group in groups.values())
    return sum(gaps) / max(len(confidences), 1)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies; 0 of none."""
    if not values:
        return 0.0
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]
