"""One run of a message: recorded first, then its effects, reply and end in one commit."""

import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import ledger
from bot.desk import Desk
from bot.ledger import Record
from bot.messages import Incoming, NoReply, Reply, TextReply
from core.database import Sessions
from core.errors import LinliError

log = structlog.get_logger()

# Earlier messages of the same resident that arrived longer ago than this are dead, not slow.
TURN_SPAN = timedelta(seconds=20)


class Runs:
    """Records and handles messages; every method may raise SQLAlchemy's errors."""

    def __init__(
        self, sessions: Sessions, desk: Desk, account: str, now: Callable[[], datetime]
    ) -> None:
        """account: the appid, under which rows are kept."""
        self.desk, self.account = desk, account
        self._sessions, self._now = sessions, now

    def record(self, message: Incoming, key: str) -> tuple[Record, bool]:
        """The message's row, and whether earlier ones of the same resident are unfinished."""
        with self._sessions.begin() as db:
            now = self._now()
            mine = ledger.record(db, message, key, self.account, now=now)
            if mine.is_new:
                self.desk.receive(db, message, now=now)
            return mine, mine.reply is None and self.is_behind(db, mine)

    def is_behind(self, db: Session, mine: Record) -> bool:
        """Whether an earlier message of the same resident is unfinished."""
        return ledger.has_earlier(db, mine, now=self._now(), within=TURN_SPAN)

    def handle(self, mine: Record, message: Incoming, key: str) -> Reply:
        """Effects, reply and the row's end in one transaction; after an unknown error none of
        the effects, the apology as reply, and the message is left to the staff."""
        try:
            return self._commit(mine, message, key, lambda db, now: self._answer(db, message, now))
        except SQLAlchemyError:
            raise
        except LinliError as error:
            sentence = TextReply(error.sentence)
            return self._commit(mine, message, key, lambda _db, _now: sentence)
        except Exception as error:
            # What was said may stand in the traceback's values, never in the log.
            failure = type(error).__name__
            log.error("handler_failed", message=mine.public_id, error=failure, at=_place(error))
            apology = TextReply(self.desk.apology)
            return self._commit(mine, message, key, lambda _db, _now: apology, failure)

    def hold(self, key: str) -> Reply | None:
        """The holding sentence, noted so that the reply follows by itself; the reply when it
        is there already; None when there is no row yet."""
        with self._sessions.begin() as db:
            if ledger.hold(db, self.account, key, now=self._now()):
                return TextReply(self.desk.holding)
            return ledger.find_reply(db, self.account, key)

    def finish_stranded(self, *, older_than: timedelta, limit: int = 20) -> int:
        """Finish messages whose tries ended without a result; returns how many."""
        with self._sessions.begin() as db:
            found = ledger.take_stranded(db, now=self._now(), older_than=older_than, limit=limit)
        for mine, message in found:
            self.handle(mine, message, ledger.key_hash_of(message))
        return len(found)

    def _answer(self, db: Session, message: Incoming, now: datetime) -> Reply:
        return self.desk.answer(db, message, now=now)

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
                return ledger.find_reply(db, self.account, key) or NoReply()
            if finished.owed and message.may_answer:
                self.desk.owe(db, message, reply, mine.public_id, now)
            db.commit()
            return reply


def _place(error: Exception) -> str:
    """The file and line where it was raised."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.name}:{last.lineno}"
