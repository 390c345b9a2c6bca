"""Holding sentences that went out while the message's row could not be written.

SQLite has one writer, and a slow run is that writer: so the runs of this process are told by
word of mouth. Over processes PostgreSQL's rows do it alone.
"""

import threading


class Holds:
    """Which messages are being handled in this process, and which of them were held."""

    def __init__(self) -> None:
        self._runs: dict[str, bool] = {}
        self._lock = threading.Lock()

    def begin(self, key: str) -> None:
        """A run of this message begins."""
        with self._lock:
            self._runs.setdefault(key, False)

    def note(self, key: str) -> bool:
        """A holding sentence goes out; False when no run is left that would hear of it."""
        with self._lock:
            if key not in self._runs:
                return False
            self._runs[key] = True
            return True

    def end(self, key: str) -> bool:
        """The run is about to commit (or has failed); whether a holding sentence went out."""
        with self._lock:
            return self._runs.pop(key, False)
