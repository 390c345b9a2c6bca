"""Thresholds follow from how many wrong answers a desk can bear."""

import numpy as np
import pytest

from faq.matching import features
from faq.matching.thresholds import Thresholds, interpolate, thresholds
from faq.matching.weights import FITTED, read_weights

TABLE = [
    {"error_target": 0.10, "answer": 0.5, "suggest": 0.2},
    {"error_target": 0.05, "answer": 0.7, "suggest": 0.3},
]


def test_a_target_of_the_table_gets_its_row() -> None:
    assert interpolate(0.05, TABLE) == Thresholds(answer=0.7, suggest=0.3)


def test_a_target_between_two_rows_lies_between_them() -> None:
    between = interpolate(0.075, TABLE)
    assert between.answer == pytest.approx(0.6)
    assert between.suggest == pytest.approx(0.25)


def test_targets_beyond_the_table_get_its_ends() -> None:
    assert interpolate(0.0, TABLE) == Thresholds(answer=0.7, suggest=0.3)
    assert interpolate(0.5, TABLE) == Thresholds(answer=0.5, suggest=0.2)


def test_bearing_fewer_errors_never_lowers_the_bar() -> None:
    found = [thresholds(target / 100) for target in range(1, 21)]
    assert [one.answer for one in found] == sorted((one.answer for one in found), reverse=True)
    assert all(0 < one.suggest <= one.answer < 1 for one in found)


def test_every_feature_has_a_fitted_weight_and_no_weight_is_left_over() -> None:
    for name in ("phrasing", "phrasing_civic"):
        assert set(FITTED[name]) == {"constant", *features.PHRASING}
    for name in ("order", "order_civic"):
        assert set(FITTED[name]) == {"constant", *features.OWN}
    for name in ("entry", "entry_civic"):
        assert set(FITTED[name]) == {"constant", *features.ENTRY}


def test_a_weight_that_is_not_named_is_zero() -> None:
    weights = read_weights({"constant": 1.0, "lead": 2.0}, {"score": 3.0}, ("score", "lead"))
    assert weights.slopes.tolist() == [0, 2]
    assert weights.civic.tolist() == [0, 3, 0]


def test_where_the_lexicon_speaks_the_language_its_weights_take_over() -> None:
    weights = read_weights(
        {"constant": 1.0, "lead": 2.0}, {"constant": 0.5, "lead": 3.0}, ("lead",)
    )
    row = np.array([[1.0]])
    assert weights.score(row, 0.0).tolist() == [3.0]
    assert weights.score(row, 1.0).tolist() == [3.5]
    assert weights.score(row, 0.5).tolist() == [3.25]
