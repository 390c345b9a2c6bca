"""What has failed several times is left alone, then tried once."""

import pytest

from core.breaker import Breaker
from core.errors import Unavailable


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def broken(clock: Clock) -> Breaker:
    breaker = Breaker(failures=3, rest=2.0, clock=clock)
    for _ in range(3):
        breaker.check()
        breaker.failed()
    return breaker


def test_failures_with_a_success_between_them_refuse_nothing(clock: Clock) -> None:
    breaker = Breaker(failures=2, rest=2.0, clock=clock)
    for _ in range(5):
        breaker.failed()
        breaker.succeeded()
    breaker.check()


def test_after_failures_in_a_row_calls_are_refused_at_once(broken: Breaker) -> None:
    with pytest.raises(Unavailable):
        broken.check()


def test_after_the_rest_one_call_may_try_and_the_others_wait(broken: Breaker, clock: Clock) -> None:
    clock.seconds = 2.0
    broken.check()
    with pytest.raises(Unavailable):
        broken.check()


def test_a_good_try_opens_the_way_for_all(broken: Breaker, clock: Clock) -> None:
    clock.seconds = 2.0
    broken.check()
    broken.succeeded()
    broken.check()
    broken.check()


def test_a_bad_try_means_another_rest(broken: Breaker, clock: Clock) -> None:
    clock.seconds = 2.0
    broken.check()
    broken.failed()
    clock.seconds = 3.9
    with pytest.raises(Unavailable):
        broken.check()
    clock.seconds = 4.0
    broken.check()


def test_a_try_that_never_ends_does_not_block_the_way_for_ever(
    broken: Breaker, clock: Clock
) -> None:
    clock.seconds = 2.0
    broken.check()
    clock.seconds = 4.0
    broken.check()
