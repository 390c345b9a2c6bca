"""How an entry stands among others: the lead that its confidence rests on."""

import numpy as np
import pytest

from faq.matching import features


def rivals(*standings: float) -> dict[str, list[float]]:
    """The features of entries that stand so, by name."""
    own = np.zeros((len(standings), len(features.OWN)))
    lines = features.entry_features(own, np.array(standings))
    return dict(zip(features.RIVALS, lines.T[: len(features.RIVALS)].tolist(), strict=True))


def test_the_first_leads_its_best_rival_and_the_others_lag_behind_it() -> None:
    found = rivals(1.0, 3.0, 2.5)
    assert found["standing"] == [1.0, 3.0, 2.5]
    assert found["lead"] == [0.0, 0.5, 0.0]
    assert found["lag"] == [-2.0, 0.0, -0.5]
    assert sorted(found["crowd"]) == [found["crowd"][place] for place in (1, 2, 0)]


def test_of_two_that_stand_alike_none_leads_and_each_weighs_as_much_as_the_other() -> None:
    found = rivals(2.0, 2.0)
    assert found["lead"] == found["lag"] == [0.0, 0.0]
    assert found["crowd"] == pytest.approx([np.log(1 + features.NOBODY)] * 2)


def test_that_nothing_else_was_found_proves_little() -> None:
    found = rivals(4.0)
    assert found["lead"] == [features.ALONE]
    assert found["crowd"] == pytest.approx(np.log(1 + features.NOBODY))
