"""Leases in the store, kept alive while their holder works."""

import secrets
import threading

import structlog

from core.errors import Unavailable
from core.store import Store

log = structlog.get_logger()


class Leases:
    """At most one holder a key, as long as the store remembers; a thread renews them.

    While the store is away everybody gets a lease: what must be right is settled by rows.
    """

    def __init__(self, store: Store, seconds: float) -> None:
        self._store, self._seconds = store, seconds
        self._held: dict[str, str] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def take(self, key: str) -> str | None:
        """A mark to release it with, or None when somebody else holds it."""
        token = secrets.token_hex(12)
        try:
            if not self._store.add(f"lease:{key}", token, self._seconds):
                return None
        except Unavailable:
            return token
        with self._lock:
            self._held[key] = token
            if self._thread is None:
                self._thread = threading.Thread(target=self._renew, daemon=True, name="leases")
                self._thread.start()
        return token

    def release(self, key: str, token: str) -> None:
        """Give it back; one that has run out meanwhile is left to its new holder."""
        with self._lock:
            if self._held.get(key) == token:
                del self._held[key]
        try:
            self._store.release(f"lease:{key}", token)
        except Unavailable:
            log.warning("lease_not_released")

    def is_held(self, key: str) -> bool:
        """Whether anybody holds it; True when the store can't say."""
        try:
            return self._store.get(f"lease:{key}") is not None
        except Unavailable:
            return True

    def _renew(self) -> None:
        while not self._wake.wait(self._seconds / 4):
            with self._lock:
                held = list(self._held.items())
            for key, token in held:
                try:
                    self._store.extend(f"lease:{key}", token, self._seconds)
                except Unavailable:
                    break
