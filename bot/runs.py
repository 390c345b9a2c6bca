"""One run of a message: recorded first, then its effects, reply and end in one commit."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import ledger
from bot.desk import Desk
from bot.ledger import Record
from bot.messages import Incoming, NoReply, Reply, TextReply
from core.database import Sessions
from core.errors import LinliError

# Earlier messages of the same resident that arrived longer ago than this are dead, not slow.
TURN_SPAN = timedelta(seconds=20)


class Runs:
    """Records and handles messages; every method may raise SQLAlchemy's errors."""

    def __init__(
        self, sessions: Sessions, desk: Desk, account: str, now: Callable[[], datetime]
    ) -> None:
        """account: the appid, under which rows are kept."""
        self._sessions, self._desk, self._account, self._now = sessions, desk, account, now

    def record(self, message: Incoming, key: str) -> tuple[Record, bool]:
        """The message's row, and whether earlier ones of the same resident are unfinished."""
        with self._sessions.begin() as db:
            now = self._now()
            mine = ledger.record(db, message, key, self._account, now=now)
            if mine.is_new:
                self._desk.receive(db, message, now=now)
            return mine, mine.reply is None and self.is_behind(db, mine)

    def is_behind(self, db: Session, mine: Record) -> bool:
        """Whether an earlier message of the same resident is unfinished."""
        return ledger.has_earlier(db, mine, now=self._now(), within=TURN_SPAN)

    def handle(self, mine: Record, message: Incoming, key: str) -> Reply:
        """Effects, reply and the row's end in one transaction, or none of them."""
        try:
            return self._commit(mine, message, key, lambda db, now: self._answer(db, message, now))
        except LinliError as error:
            sentence = TextReply(error.sentence)
            return self._commit(mine, message, key, lambda _db, _now: sentence)

    def leave_to_staff(self, mine: Record, message: Incoming, key: str, error: Exception) -> Reply:
        """Mark the message failed, with the apology as its reply."""
        apology = TextReply(self._desk.apology)
        failure = type(error).__name__
        return self._commit(mine, message, key, lambda _db, _now: apology, failure)

    def take_stranded(
        self, older_than: timedelta, limit: int
    ) -> list[tuple[Record, Incoming, str]]:
        """Unfinished messages whose tries are over, with their keys, to be handled here."""
        with self._sessions.begin() as db:
            found = ledger.take_stranded(db, now=self._now(), older_than=older_than, limit=limit)
        return [(mine, message, ledger.key_hash_of(message)) for mine, message in found]

    def _answer(self, db: Session, message: Incoming, now: datetime) -> Reply:
        return self._desk.answer(db, message, now=now)

    def _commit(
        self,
        mine: Record,
        message: Incoming,
        key: str,
        act: Callable[[Session, datetime], Reply],
        failure: str | None = None,
    ) -> Reply:
        now = self._now()
        with self._sessions() as db:
            reply = act(db, now)
            finished = ledger.finish(db, mine, reply, now=now, failure=failure)
            if finished is None:
                db.rollback()
                return ledger.find_reply(db, self._account, key) or NoReply()
            if finished.owed and message.may_answer:
                self._desk.owe(db, message, reply, mine.public_id, now)
            db.commit()
            return reply
