"""A circuit breaker: what has just failed several times is left alone for a while."""

import threading
import time
from collections.abc import Callable

from core.errors import Unavailable


class Breaker:
    """Refuses calls for `rest` seconds after `failures` failed ones in a row.

    After the rest one call may try; the others go on being refused until it has succeeded.
    `clock` counts seconds and never goes back. Safe for threads.
    """

    def __init__(
        self,
        failures: int = 3,
        rest: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = failures
        self._rest = rest
        self._clock = clock
        self._failed = 0
        self._closed_until = 0.0
        self._lock = threading.Lock()

    def check(self) -> None:
        """Call before trying; raises `Unavailable` while the other side is left alone."""
        with self._lock:
            if self._failed < self._limit:
                return
            now = self._clock()
            if now < self._closed_until:
                raise Unavailable
            self._closed_until = now + self._rest

    def succeeded(self) -> None:
        """Call after a good answer."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """Call after no answer."""
        with self._lock:
            self._failed += 1
            self._closed_until = self._clock() + self._rest
