"""What only a store outside the process can suffer: it dies, comes back, is emptied, hangs."""

import socket
import threading
import time
from pathlib import Path

import pytest

from core.errors import Unavailable
from core.redis_store import TIMEOUT, RedisStore
from tests.servers.valkey import ValkeyServer

PATIENCE = 10.0


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_dead_server_is_unavailable_and_usable_again_after_the_rest(
    own_valkey: ValkeyServer,
) -> None:
    clock = Clock()
    store = RedisStore(own_valkey.url, failures=2, rest=2.0, clock=clock)
    store.set("key", "value", 60)
    own_valkey.kill()
    for _ in range(4):
        with pytest.raises(Unavailable):
            store.get("key")
    assert not store.is_up()
    own_valkey.start()
    with pytest.raises(Unavailable):
        store.get("key")
    clock.seconds = 2.0
    assert store.get("key") is None
    assert store.is_up()


def test_connections_that_died_with_the_server_fail_nobody_after_its_return(
    own_valkey: ValkeyServer,
) -> None:
    store = RedisStore(own_valkey.url)
    together = threading.Barrier(6)

    def use() -> None:
        together.wait(10)
        store.increment("tries", 60)

    threads = [threading.Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    own_valkey.kill()
    own_valkey.start()
    assert [store.increment("tries", 60) for _ in range(8)] == list(range(1, 9))


def test_a_server_that_does_not_answer_costs_little_time(tmp_path: Path) -> None:
    path = str(tmp_path / "deaf.sock")
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(path)
        deaf.listen()
        store = RedisStore(f"unix://{path}", failures=1)
        began = time.monotonic()
        for _ in range(2):
            with pytest.raises(Unavailable):
                store.get("key")
        assert TIMEOUT <= time.monotonic() - began < PATIENCE
        deaf.setblocking(False)
        deaf.accept()[0].close()
        with pytest.raises(BlockingIOError):
            deaf.accept()  # Nobody came a second time.


def test_keys_of_others_on_the_same_server_are_not_ours(redis_url: str) -> None:
    RedisStore(redis_url, prefix="others:").set("key", "theirs", 60)
    assert RedisStore(redis_url).get("key") is None


def test_an_error_shows_no_password() -> None:
    store = RedisStore("redis://:geheim@127.0.0.1:1/0")
    with pytest.raises(Unavailable) as caught:
        store.get("key")
    assert "geheim" not in f"{caught.value!r} {caught.value.__cause__!r} {store!r}"
