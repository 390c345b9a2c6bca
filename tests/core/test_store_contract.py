"""What every store keeps its word on, asked of both: this process's memory and a real Valkey."""

import threading
from collections.abc import Callable, Iterator

import pytest
import redis

from core.memory_store import MemoryStore
from core.redis_store import RedisStore
from core.store import Store

Wait = Callable[[float], None]


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(params=["memory", "valkey"])
def both(request: pytest.FixtureRequest) -> Iterator[tuple[Store, Wait]]:
    """A store, and what makes its keys older by so many seconds."""
    if request.param == "memory":
        clock = Clock()
        yield MemoryStore(clock), lambda seconds: setattr(clock, "seconds", clock() + seconds)
    else:
        url = request.getfixturevalue("redis_url")
        with redis.Redis.from_url(url, decode_responses=True) as client:
            yield RedisStore(url), lambda seconds: _age(client, seconds)


def _age(client: "redis.Redis", seconds: float) -> None:
    """Valkey has no clock to turn, so what is left of each key's time is cut instead."""
    for key in client.scan_iter():
        client.pexpire(key, int(client.pttl(key) - seconds * 1000))


@pytest.fixture
def store(both: tuple[Store, Wait]) -> Store:
    return both[0]


@pytest.fixture
def wait(both: tuple[Store, Wait]) -> Wait:
    return both[1]


def test_what_is_set_is_found_until_its_time_is_over(store: Store, wait: Wait) -> None:
    store.set("token", "一个令牌", 100)
    wait(90)
    assert store.get("token") == "一个令牌"
    wait(15)
    assert store.get("token") is None


def test_an_unknown_key_is_none(store: Store) -> None:
    assert store.get("nothing") is None


def test_setting_again_changes_value_and_time(store: Store, wait: Wait) -> None:
    store.set("token", "old", 10)
    store.set("token", "new", 100)
    wait(50)
    assert store.get("token") == "new"


def test_an_empty_value_is_a_value(store: Store) -> None:
    store.set("reply", "", 100)
    assert store.get("reply") == ""
    assert not store.add("reply", "other", 100)


def test_only_the_first_adds_and_the_next_after_its_time(store: Store, wait: Wait) -> None:
    assert store.add("lease", "first", 20)
    assert not store.add("lease", "second", 20)
    assert store.get("lease") == "first"
    wait(25)
    assert store.add("lease", "second", 20)
    assert store.get("lease") == "second"


def test_the_holder_extends_its_lease(store: Store, wait: Wait) -> None:
    store.add("lease", "mine", 20)
    wait(15)
    assert store.extend("lease", "mine", 20)
    wait(15)
    assert store.get("lease") == "mine"


def test_extending_can_shorten(store: Store, wait: Wait) -> None:
    store.add("lease", "mine", 100)
    assert store.extend("lease", "mine", 20)
    wait(25)
    assert store.get("lease") is None


def test_nobody_else_extends_or_releases_a_lease(store: Store) -> None:
    store.add("lease", "mine", 20)
    assert not store.extend("lease", "yours", 60)
    assert not store.release("lease", "yours")
    assert store.get("lease") == "mine"


def test_a_lease_that_ran_out_is_neither_extended_nor_released(store: Store, wait: Wait) -> None:
    store.add("lease", "mine", 20)
    wait(25)
    assert not store.extend("lease", "mine", 20)
    assert not store.release("lease", "mine")
    assert store.get("lease") is None


def test_a_released_lease_is_free(store: Store) -> None:
    store.add("lease", "mine", 60)
    assert store.release("lease", "mine")
    assert not store.release("lease", "mine")
    assert store.add("lease", "yours", 60)


def test_deleting_is_quiet_about_what_is_not_there(store: Store) -> None:
    store.set("token", "value", 60)
    store.delete("token")
    store.delete("token")
    assert store.get("token") is None


def test_counting_begins_at_one_and_again_after_the_window(store: Store, wait: Wait) -> None:
    assert [store.increment("tries", 100) for _ in range(3)] == [1, 2, 3]
    wait(90)
    assert store.increment("tries", 100) == 4
    wait(15)
    assert store.increment("tries", 100) == 1


def test_a_count_reads_as_its_digits(store: Store) -> None:
    store.increment("tries", 100)
    store.increment("tries", 100)
    assert store.get("tries") == "2"


@pytest.mark.parametrize("ttl", [0, -1, float("inf"), float("nan")])
def test_a_time_to_live_must_be_a_time(store: Store, ttl: float) -> None:
    for call in (
        lambda: store.set("key", "value", ttl),
        lambda: store.add("key", "value", ttl),
        lambda: store.extend("key", "value", ttl),
        lambda: store.increment("key", ttl),
    ):
        with pytest.raises(ValueError, match="time to live"):
            call()
    assert store.get("key") is None


def test_even_a_millisecond_is_a_time(store: Store, wait: Wait) -> None:
    assert store.add("key", "value", 0.0001)
    wait(0.002)
    assert store.get("key") is None


def test_of_many_threads_one_gets_the_lease_and_all_are_counted(store: Store) -> None:
    got: list[str] = []
    together = threading.Barrier(8)

    def race(name: str) -> None:
        together.wait(10)
        if store.add("lease", name, 60):
            got.append(name)
        for _ in range(25):
            store.increment("tries", 60)

    threads = [threading.Thread(target=race, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [store.get("lease")] == got
    assert store.increment("tries", 60) == 201


def test_a_store_that_answers_is_up(store: Store) -> None:
    assert store.is_up()
