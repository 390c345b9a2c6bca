"""When the account may speak first, and how often."""

import pytest

from simulator.windows import Window, spend
from tests.simulator.desk import NOON

MINUTE, HOUR = 60.0, 3600.0


def sends(windows: dict[str, Window], now: float) -> int:
    """How many messages can go out at once."""
    count = 0
    while spent := spend(windows, now):
        windows = {**windows, spent[0]: spent[1]}
        count += 1
    return count


@pytest.mark.parametrize(
    ("trigger", "count", "seconds"),
    [
        ("message", 5, 48 * HOUR),
        ("click", 3, MINUTE),
        ("follow", 3, MINUTE),
        ("scan", 3, MINUTE),
    ],
)
def test_each_trigger_opens_its_window(trigger: str, count: int, seconds: float) -> None:
    windows = {trigger: Window(NOON)}
    assert sends(windows, NOON + seconds - 1) == count
    with pytest.raises(LookupError):
        spend(windows, NOON + seconds)


def test_who_never_wrote_has_no_window() -> None:
    with pytest.raises(LookupError):
        spend({}, NOON)


def test_a_click_is_used_up_before_the_message_that_lasts_longer() -> None:
    windows = {"message": Window(NOON), "click": Window(NOON + 10)}
    assert sends(windows, NOON + 11) == 8
    spent = spend(windows, NOON + 11)
    assert spent
    assert spent[0] == "click"
