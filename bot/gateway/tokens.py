"""The access token: one for all processes, fetched by one of them at a time."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.gateway.errors import Busy
from core.errors import Unavailable
from core.memory_store import MemoryStore
from core.store import Store

LOCK_SECONDS = 15.0
POLL_SECONDS = 0.05
MARGIN_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Token:
    """A token as WeChat gave it and for how many seconds."""

    text: str
    seconds: float


Fetch = Callable[[float], Token]


class Tokens:
    """Keeps the token of one account in the store.

    fetch(seconds) asks WeChat within so many seconds. Where the store can't be reached each
    process keeps the token for itself: stable_token gives all of them the same one.
    """

    def __init__(
        self,
        store: Store,
        appid: str,
        fetch: Fetch,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._store = store
        self._alone = MemoryStore()
        self._key = f"wechat:token:{appid}"
        self._fetch = fetch
        self._clock, self._sleep = clock, sleep

    def get(self, deadline: float) -> str:
        """A token believed good; deadline is on the clock. Busy when it is not had by then."""
        try:
            return self._from(self._store, deadline)
        except Unavailable:
            return self._from(self._alone, deadline)

    def reject(self, token: str) -> None:
        """WeChat refused this token: forget it, but not one that replaced it meanwhile."""
        self._alone.release(self._key, token)
        try:
            self._store.release(self._key, token)
        except Unavailable:
            return  # then nobody reads it there either

    def _from(self, store: Store, deadline: float) -> str:
        kept = store.get(self._key)
        if kept:
            return kept
        lock, mine = f"{self._key}:lock", secrets.token_hex(8)
        while not store.add(lock, mine, LOCK_SECONDS):
            if self._clock() >= deadline:
                raise Busy(detail="waiting for the access token")
            self._sleep(POLL_SECONDS)
            kept = store.get(self._key)
            if kept:
                return kept
        try:
            return self._renewed(store, deadline)
        finally:
            store.release(lock, mine)

    def _renewed(self, store: Store, deadline: float) -> str:
        kept = store.get(self._key)
        if kept:
            return kept
        token = self._fetch(max(0.1, deadline - self._clock()))
        # WeChat renews five minutes early; the old one stays good for those minutes.
        keep = max(token.seconds - MARGIN_SECONDS, token.seconds / 2, 1.0)
        store.set(self._key, token.text, keep)
        return token.text
