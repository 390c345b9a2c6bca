"""The store: keys that expire, for what may be lost (leases, cached replies, counters).

Values are text. `ttl` is in seconds, above 0, and counted to the millisecond.
"""

from typing import Protocol

from core.memory_store import MemoryStore


class Store(Protocol):
    """What every store can do; each call is one step that no other can come between.

    Every method but `is_up` raises `Unavailable` when the store can't be reached.
    """

    def get(self, key: str) -> str | None:
        """The value, or None when there is none or its time is over."""

    def set(self, key: str, value: str, ttl: float) -> None:
        """Keep the value, whatever was there."""

    def add(self, key: str, value: str, ttl: float) -> bool:
        """Keep the value if there was none; whether that was so."""

    def extend(self, key: str, value: str, ttl: float) -> bool:
        """Count the time anew if the key still holds this value; whether it did."""

    def release(self, key: str, value: str) -> bool:
        """Delete the key if it still holds this value; whether it did."""

    def delete(self, key: str) -> None:
        """Delete the key, if it is there."""

    def increment(self, key: str, ttl: float) -> int:
        """Count one more and get the sum; the first one starts the time, later ones don't."""

    def is_up(self) -> bool:
        """Whether the store answers now; never raises."""


def make_store(redis_url: str | None) -> Store:
    """The store at this Redis (redis://, rediss:// or unix://), or one in this process alone."""
    if not redis_url:
        return MemoryStore()
    # Only where it is used: the library takes long to load.
    from core.redis_store import RedisStore

    return RedisStore(redis_url)
