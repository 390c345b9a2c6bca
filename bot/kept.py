"""Replies kept in the store for other tries of the same push."""

import json

import structlog

from bot.messages import Reply
from bot.replies import reply_from_json, reply_to_json
from core.errors import Unavailable
from core.sealing import Unsealable, keyring
from core.store import Store

log = structlog.get_logger()


class Kept:
    """Sealed replies by key, for so many seconds."""

    def __init__(self, store: Store, seconds: float) -> None:
        self._store, self._seconds = store, seconds

    def put(self, key: str, reply: Reply) -> None:
        """Keep it, if the store is there."""
        sealed = keyring().seal(json.dumps(reply_to_json(reply)).encode(), key)
        try:
            self._store.set(f"reply:{key}", sealed.hex(), self._seconds)
        except Unavailable:
            log.warning("reply_not_kept")

    def find(self, key: str) -> Reply | None:
        """The reply, None when there is none here; raises `Unavailable`."""
        sealed = self._store.get(f"reply:{key}")
        if sealed is None:
            return None
        try:
            return reply_from_json(json.loads(keyring().open(bytes.fromhex(sealed), key)))
        except Unsealable:
            return None

    def count_try(self, key: str) -> int:
        """One more try has come while another was at work: how many, 1 when nobody can say."""
        try:
            return self._store.increment(f"tries:{key}", self._seconds)
        except Unavailable:
            return 1
