"""What only the store in memory has: an end to its size."""

from core.memory_store import MemoryStore


def test_a_full_store_forgets_first_what_would_end_first() -> None:
    store = MemoryStore(lambda: 0.0, limit=2)
    store.set("long", "a", 30)
    store.set("short", "b", 10)
    store.set("middle", "c", 20)
    assert store.get("short") is None
    assert (store.get("long"), store.get("middle")) == ("a", "c")


def test_a_lease_extended_for_ever_takes_no_room() -> None:
    now = 0.0
    store = MemoryStore(lambda: now, limit=10)
    store.add("lease", "mine", 3600)
    for _ in range(1000):
        now += 0.001
        assert store.extend("lease", "mine", 3600)
    assert store.entries() < 100


def test_what_ended_is_cleared_away_by_later_writes() -> None:
    now = 0.0
    store = MemoryStore(lambda: now)
    for number in range(100):
        store.set(str(number), "value", 1)
    now = 2.0
    store.set("last", "value", 1)
    assert store.entries() == 1
