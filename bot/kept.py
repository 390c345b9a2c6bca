"""What is known of a push without writing: its reply from the store, or all else by its row."""

import json

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.ledger import Record
from bot.messages import Reply
from bot.replies import reply_from_json, reply_to_json
from bot.runs import Runs
from core.database import Sessions
from core.errors import Unavailable
from core.sealing import Unsealable, keyring
from core.store import Store

log = structlog.get_logger()


class Kept:
    """Looks that never raise for want of database or store."""

    def __init__(self, store: Store, seconds: float, runs: Runs, reading: Sessions) -> None:
        """seconds: how long the store keeps a reply; reading: sessions that take no write lock."""
        self._store, self._seconds = store, seconds
        self._runs, self._reading = runs, reading

    def put(self, key: str, reply: Reply) -> None:
        """Keep it, sealed, for other tries of the same push."""
        sealed = keyring().seal(json.dumps(reply_to_json(reply)).encode(), key)
        try:
            self._store.set(f"reply:{key}", sealed.hex(), self._seconds)
        except Unavailable:
            log.warning("reply_not_kept")

    def find(self, key: str) -> Reply | None:
        """The reply from the store, or by the row itself when the store is away."""
        try:
            sealed = self._store.get(f"reply:{key}")
            if sealed is None:
                return None
            return reply_from_json(json.loads(keyring().open(bytes.fromhex(sealed), key)))
        except Unavailable:
            return self.find_in_row(key)
        except Unsealable:
            return None

    def find_in_row(self, key: str) -> Reply | None:
        """The reply by the row; None while it is unfinished or can't be read."""
        try:
            with self._reading() as db:
                return self._runs.find_reply(db, key)
        except SQLAlchemyError:
            return None

    def is_recorded(self, key: str) -> bool:
        """Whether its row can be seen, where the database can be read but not written (SQLite
        while a slow run has its one write lock)."""
        try:
            with self._reading() as db:
                return self._runs.is_recorded(db, key)
        except SQLAlchemyError:
            return False

    def is_behind(self, mine: Record) -> bool:
        """Whether an earlier message of the same resident is unfinished, as far as one knows."""
        try:
            with self._reading() as db:
                return self._runs.is_behind(db, mine)
        except SQLAlchemyError as error:
            log.warning("turn_not_known", error=type(error).__name__)
            return True

    def count_try(self, key: str) -> int:
        """One more try has come while another was at work: how many, 1 when nobody can say."""
        try:
            return self._store.increment(f"tries:{key}", self._seconds)
        except Unavailable:
            return 1
