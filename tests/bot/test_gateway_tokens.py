"""One token for all: kept as long as it is good, fetched by one, lost without harm."""

import itertools

import pytest

from bot.gateway.errors import Busy, Misconfigured
from bot.gateway.tokens import LOCK_SECONDS, Token, Tokens
from core.errors import Unavailable
from core.memory_store import MemoryStore
from core.redis_store import RedisStore
from core.store import Store

KEY = "wechat:token:wx1"


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Desk:
    """WeChat's token desk, which counts."""

    def __init__(self, seconds: float = 7200.0) -> None:
        self._numbers = itertools.count(1)
        self._seconds = seconds

    def __call__(self, left: float) -> Token:
        assert left > 0
        return Token(f"token-{next(self._numbers)}", self._seconds)


@pytest.fixture(params=["memory", "valkey"])
def store(request: pytest.FixtureRequest) -> Store:
    """Both stores; no database is needed here."""
    if request.param == "memory":
        return MemoryStore()
    return RedisStore(request.getfixturevalue("redis_url"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


def make(store: Store, clock: Clock, seconds: float = 7200.0) -> Tokens:
    return Tokens(store, "wx1", Desk(seconds), clock=clock, sleep=clock.sleep)


def test_a_token_is_used_until_five_minutes_before_its_end(clock: Clock) -> None:
    tokens = make(MemoryStore(clock), clock)
    assert tokens.get(clock.now + 5) == "token-1"
    clock.now += 7200 - 301
    assert tokens.get(clock.now + 5) == "token-1"
    clock.now += 2
    assert tokens.get(clock.now + 5) == "token-2"


def test_a_short_token_is_used_for_half_its_time(clock: Clock) -> None:
    tokens = make(MemoryStore(clock), clock, seconds=10)
    tokens.get(clock.now + 5)
    clock.now += 4.9
    assert tokens.get(clock.now + 5) == "token-1"
    clock.now += 0.2
    assert tokens.get(clock.now + 5) == "token-2"


def test_two_processes_share_a_token(store: Store, clock: Clock) -> None:
    assert make(store, clock).get(clock.now + 5) == "token-1"
    other = Tokens(store, "wx1", _nobody_asks, clock=clock, sleep=clock.sleep)
    assert other.get(clock.now + 5) == "token-1"


def _nobody_asks(_: float) -> Token:
    raise AssertionError("the token was there")


def test_a_rejected_token_is_forgotten_but_not_its_successor(store: Store, clock: Clock) -> None:
    tokens = make(store, clock)
    assert tokens.get(clock.now + 5) == "token-1"
    tokens.reject("token-1")
    assert tokens.get(clock.now + 5) == "token-2"
    tokens.reject("token-1")
    assert tokens.get(clock.now + 5) == "token-2"


def test_who_waits_takes_what_the_other_fetched(clock: Clock) -> None:
    store = MemoryStore(clock)
    store.add(f"{KEY}:lock", "somebody", LOCK_SECONDS)

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        store.set(KEY, "theirs", 60)

    tokens = Tokens(store, "wx1", _nobody_asks, clock=clock, sleep=sleep)
    assert tokens.get(clock.now + 5) == "theirs"


def test_waiting_for_a_token_ends(clock: Clock) -> None:
    store = MemoryStore(clock)
    store.add(f"{KEY}:lock", "somebody", LOCK_SECONDS)
    begun = clock.now
    with pytest.raises(Busy):
        make(store, clock).get(begun + 5)
    assert clock.now - begun < 5.1


def test_the_lock_of_a_dead_process_passes(clock: Clock) -> None:
    store = MemoryStore(clock)
    store.add(f"{KEY}:lock", "dead", LOCK_SECONDS)
    assert make(store, clock).get(clock.now + LOCK_SECONDS + 1) == "token-1"


def test_a_failed_fetch_leaves_no_lock(store: Store, clock: Clock) -> None:
    def refused(_: float) -> Token:
        raise Misconfigured(40164)

    with pytest.raises(Misconfigured):
        Tokens(store, "wx1", refused, clock=clock, sleep=clock.sleep).get(clock.now + 5)
    assert make(store, clock).get(clock.now + 5) == "token-1"


def test_without_a_store_each_process_keeps_its_own_token(clock: Clock) -> None:
    nowhere = RedisStore("redis://127.0.0.1:1/0")
    with pytest.raises(Unavailable):
        nowhere.get(KEY)
    tokens = make(nowhere, clock)
    assert tokens.get(clock.now + 5) == "token-1"
    assert tokens.get(clock.now + 5) == "token-1"
    tokens.reject("token-1")
    assert tokens.get(clock.now + 5) == "token-2"
