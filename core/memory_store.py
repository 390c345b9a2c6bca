"""The store within one process."""

import heapq
import threading
import time
from collections.abc import Callable

from core.ttl import milliseconds


class MemoryStore:
    """`Store` in this process's memory, safe for threads.

    `clock` counts seconds and never goes back. Above `limit` keys those go first that would
    expire first.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, limit: int = 100_000) -> None:
        self._clock = clock
        self._limit = limit
        self._kept: dict[str, tuple[str, float]] = {}
        self._ends: list[tuple[float, str]] = []
        self._lock = threading.Lock()

    def get(self, key: str) -> str | None:
        """See `Store`."""
        with self._lock:
            return self._value(key)

    def set(self, key: str, value: str, ttl: float) -> None:
        """See `Store`."""
        with self._lock:
            self._keep(key, value, self._end(ttl))

    def add(self, key: str, value: str, ttl: float) -> bool:
        """See `Store`."""
        with self._lock:
            end = self._end(ttl)
            absent = self._value(key) is None
            if absent:
                self._keep(key, value, end)
            return absent

    def extend(self, key: str, value: str, ttl: float) -> bool:
        """See `Store`."""
        with self._lock:
            end = self._end(ttl)
            ours = self._value(key) == value
            if ours:
                self._keep(key, value, end)
            return ours

    def release(self, key: str, value: str) -> bool:
        """See `Store`."""
        with self._lock:
            ours = self._value(key) == value
            if ours:
                del self._kept[key]
            return ours

    def delete(self, key: str) -> None:
        """See `Store`."""
        with self._lock:
            self._kept.pop(key, None)

    def increment(self, key: str, ttl: float) -> int:
        """See `Store`."""
        with self._lock:
            end = self._end(ttl)
            before = self._value(key)
            if before is not None:
                end = self._kept[key][1]
            count = int(before or 0) + 1
            self._keep(key, str(count), end)
            return count

    def is_up(self) -> bool:
        """See `Store`."""
        return True

    def entries(self) -> int:
        """How many entries take room now, those left behind included."""
        with self._lock:
            return max(len(self._kept), len(self._ends))

    def _end(self, ttl: float) -> float:
        return self._clock() + milliseconds(ttl) / 1000

    def _value(self, key: str) -> str | None:
        value, end = self._kept.get(key, (None, 0.0))
        return value if self._clock() < end else None

    def _keep(self, key: str, value: str, end: float) -> None:
        known = self._kept.get(key)
        self._kept[key] = (value, end)
        if known is None or known[1] != end:
            heapq.heappush(self._ends, (end, key))
        self._make_room()

    def _make_room(self) -> None:
        now = self._clock()
        while self._ends and (self._ends[0][0] <= now or len(self._kept) > self._limit):
            end, key = heapq.heappop(self._ends)
            if key in self._kept and self._kept[key][1] == end:
                del self._kept[key]
        # Times counted anew leave their old ends behind; they must not pile up.
        if len(self._ends) > 2 * len(self._kept) + 64:
            self._ends = [(end, key) for key, (_value, end) in self._kept.items()]
            heapq.heapify(self._ends)
