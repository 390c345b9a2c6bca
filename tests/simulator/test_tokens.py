"""Access tokens: two kinds that don't disturb each other, that end, and that can be revoked."""

import pytest

from simulator.errors import ApiError
from simulator.tokens import FORCED_A_DAY, PLAIN_A_DAY, Tokens
from tests.simulator.desk import Clock


def code(tokens: Tokens, token: str) -> int:
    try:
        tokens.check(token)
    except ApiError as error:
        return error.code
    return 0


def test_the_stable_token_stays_the_same_and_its_seconds_run_down() -> None:
    clock = Clock()
    tokens = Tokens(clock)
    first, seconds = tokens.stable()
    clock.now += 1000
    assert tokens.stable() == (first, seconds - 1000)


def test_the_stable_token_is_renewed_five_minutes_early_and_both_work() -> None:
    clock = Clock()
    tokens = Tokens(clock)
    first, _ = tokens.stable()
    clock.now += 7200 - 299
    second, seconds = tokens.stable()
    assert second != first
    assert seconds == 7200
    assert code(tokens, first) == code(tokens, second) == 0
    clock.now += 300
    assert code(tokens, first) == 42001


def test_a_plain_token_lives_five_minutes_after_the_next() -> None:
    clock = Clock()
    tokens = Tokens(clock)
    first, _ = tokens.plain()
    second, _ = tokens.plain()
    clock.now += 299
    assert code(tokens, first) == 0
    clock.now += 2
    assert code(tokens, first) == 42001
    assert code(tokens, second) == 0


def test_the_two_kinds_do_not_disturb_each_other() -> None:
    tokens = Tokens(Clock())
    stable, _ = tokens.stable()
    tokens.plain()
    tokens.plain()
    assert code(tokens, stable) == 0
    assert tokens.stable()[0] == stable


def test_forcing_ends_the_old_token_but_not_twice_within_30_seconds() -> None:
    clock = Clock()
    tokens = Tokens(clock)
    first, _ = tokens.stable()
    second, _ = tokens.stable(force=True)
    assert code(tokens, first) == 42001
    clock.now += 29
    assert tokens.stable(force=True)[0] == second
    clock.now += 1
    assert tokens.stable(force=True)[0] != second


def test_forcing_is_allowed_twenty_times_a_day() -> None:
    clock = Clock()
    tokens = Tokens(clock)
    for _ in range(FORCED_A_DAY):
        tokens.stable(force=True)
        clock.now += 31
    with pytest.raises(ApiError, match="45009"):
        tokens.stable(force=True)
    clock.now += 86_400
    tokens.stable(force=True)


def test_plain_tokens_are_counted_by_the_day() -> None:
    tokens = Tokens(Clock())
    for _ in range(PLAIN_A_DAY):
        tokens.plain()
    with pytest.raises(ApiError, match="45009"):
        tokens.plain()


def test_missing_unknown_and_revoked_tokens_have_their_codes() -> None:
    tokens = Tokens(Clock())
    token, _ = tokens.stable()
    assert code(tokens, "") == 41001
    assert code(tokens, "made-up") == 40001
    tokens.revoke()
    assert code(tokens, token) == 40001
    assert tokens.stable()[0] != token
