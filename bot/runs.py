"""One run of a message: recorded first, then its effects, reply and end in one commit."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)
from sqlalchemy.orm import Session

from bot import ledger, order
from bot.arrivals import Arrivals
from bot.counters import stage
from bot.desk import Desk
from bot.holds import Holds
from bot.ledger import Ended, Record
from bot.messages import Incoming, LeadReply, Reply, TextReply
from bot.order import Behind
from core.database import Sessions
from core.errors import LinliError
from core.postponed import make_postponing_sessions

log = structlog.get_logger()

# A message that so many runs could not finish, though the database was there, never will be.
MOST_RUNS = 20


@dataclass(frozen=True)
class _Run:
    """What one run works on."""

    mine: Record
    message: Incoming
    key: str
    is_over: Callable[[], bool]
    waits: bool = False


class Runs:
    """Records and handles messages; every method may raise SQLAlchemy's errors."""

    def __init__(
        self, sessions: Sessions, desk: Desk, account: str, now: Callable[[], datetime]
    ) -> None:
        """account: the appid, under which rows are kept."""
        self.desk, self.account = desk, account
        self._arrivals = Arrivals(sessions, desk, account)
        self._sessions, self._now = sessions, now
        self._ending = make_postponing_sessions(sessions)
        self._holds = Holds()

    @stage("record")
    def record(self, message: Incoming, key: str, *, again: bool = False) -> Record:
        """The message's row, and with a new one the contact; again: the same try has recorded
        it before."""
        return self._arrivals.record(message, key, now=self._now(), again=again)

    def is_behind(self, db: Session, mine: Record) -> bool:
        """Whether an earlier message of the same resident is unfinished."""
        return order.is_behind(db, order.place_of(mine, now=self._now()))

    def handle(
        self,
        mine: Record,
        message: Incoming,
        key: str,
        is_over: Callable[[], bool] | None = None,
        *,
        waits: bool = False,
    ) -> Reply | None:
        """Effects, reply and the row's end in one transaction; after an unknown error none of
        the effects, the apology as reply, and the message is left to the staff.

        is_over: whether the connection for the reply is lost and no try will follow. None
        when another run has taken over and is still at work. waits: raise `Behind`, with nothing
        done, while an earlier message of the same resident is unfinished.
        """
        run = _Run(mine, message, key, is_over or _no, waits)
        self._holds.begin(key)
        try:
            return self._handle(run)
        finally:
            self._holds.end(key)

    def close(self, mine: Record, message: Incoming, reply: LeadReply) -> Reply:
        """What is said of a burst, now that it is over."""
        now = self._now()
        with self._sessions.begin() as db:
            return self.desk.close(db, message, reply, order.place_of(mine, now=now), now=now)

    def later(self, db: Session, mine: Record) -> tuple[int, int]:
        """How many later messages of the same resident are here, and how many are unfinished."""
        return order.later(db, order.place_of(mine, now=self._now()))

    def hold(self, key: str) -> Reply | None:
        """The holding sentence, noted so that the reply follows by itself; the reply when it
        is there already; None when there is no row yet."""
        try:
            with self._sessions.begin() as db:
                if ledger.hold(db, self.account, key, now=self._now()):
                    return TextReply(self.desk.holding)
                return self.find_reply(db, key)
        except SQLAlchemyError as error:
            if not (may_pass(error) and self._holds.note(key)):
                raise
            return TextReply(self.desk.holding)

    def is_recorded(self, db: Session, key: str) -> bool:
        """Whether the message has a row."""
        return ledger.is_recorded(db, self.account, key)

    def find_reply(self, db: Session, key: str) -> Reply | None:
        """What to say now to a try of a finished message; None while it is unfinished."""
        ended = ledger.find_end(db, self.account, key)
        return self.spoken(ended) if ended else None

    def spoken(self, ended: Ended) -> Reply:
        """The reply, or the holding sentence where the reply follows by itself: never both."""
        return TextReply(self.desk.holding) if ended.owed else ended.reply

    def finish_stranded(self, *, older_than: timedelta, limit: int = 20) -> int:
        """Finish messages whose tries ended without a result; returns how many it took."""
        with self._sessions.begin() as db:
            found = ledger.take_stranded(db, now=self._now(), older_than=older_than, limit=limit)
        for mine, message in found:
            try:
                self._finish(mine, message)
            except Exception as error:
                # It stays and comes again; the others must not wait for it.
                log.error("stranded_not_handled", message=mine.public_id, error=_name(error))
        return len(found)

    def _finish(self, mine: Record, message: Incoming | None) -> None:
        if message is None or mine.run > MOST_RUNS + 1:
            self._give_up(mine, "Unreadable" if message is None else "TooManyRuns")
        elif mine.run > MOST_RUNS:
            self._apologise(_Run(mine, message, ledger.key_hash_of(message), _no), "TooManyRuns")
        else:
            self.handle(mine, message, ledger.key_hash_of(message))

    def _give_up(self, mine: Record, failure: str) -> None:
        """Leave it to the staff without a word: not even an apology can be queued."""
        log.error("stranded_given_up", message=mine.public_id, error=failure)
        sorry = TextReply(self.desk.apology)
        with self._sessions.begin() as db:
            ledger.finish(db, mine, sorry, now=self._now(), failure=failure, can_owe=False)

    def _handle(self, run: _Run) -> Reply | None:
        try:
            return self._commit(run, lambda db, now: self._answer(db, run, now))
        except Behind:
            raise
        except LinliError as error:
            return self._instead(run, error.sentence)
        except Exception as error:
            if may_pass(error):
                raise
            # What was said may stand in the error's words, never in the log.
            place = _place(error)
            log.error("handler_failed", message=run.mine.public_id, error=_name(error), at=place)
            return self._apologise(run, _name(error))

    def _answer(self, db: Session, run: _Run, now: datetime) -> Reply:
        place = order.place_of(run.mine, now=now, waits=run.waits)
        return self.desk.answer(db, run.message, place, now=now)

    def _apologise(self, run: _Run, failure: str) -> Reply | None:
        return self._instead(run, self.desk.apology, failure)

    def _instead(self, run: _Run, sentence: str, failure: str | None = None) -> Reply | None:
        """The sentence, or what the desk can still do where the message may not wait."""
        try:
            return self._rescue(run, sentence, failure)
        except Exception as error:
            if may_pass(error):
                raise
            place = _place(error)
            log.error("not_rescued", message=run.mine.public_id, error=_name(error), at=place)
            return self._commit(run, lambda _db, _now: TextReply(sentence), failure)

    def _rescue(self, run: _Run, sentence: str, failure: str | None) -> Reply | None:
        with self._ending() as db:
            rescue = self.desk.rescue(db, run.message, sentence, now=self._now())
            return self._end(db, run, rescue.reply, None if rescue.is_done else failure)

    def _commit(
        self,
        run: _Run,
        act: Callable[[Session, datetime], Reply],
        failure: str | None = None,
    ) -> Reply | None:
        with self._ending() as db:
            return self._end(db, run, act(db, self._now()), failure)

    @stage("finish")
    def _end(self, db: Session, run: _Run, reply: Reply, failure: str | None) -> Reply | None:
        now = self._now()
        ended = ledger.finish(
            db,
            run.mine,
            reply,
            now=now,
            failure=failure,
            held=self._holds.end(run.key) or run.is_over(),
            can_owe=run.message.may_answer,
        )
        if ended is None:
            db.rollback()
            return self.find_reply(db, run.key)
        if ended.owed:
            self.desk.owe(db, run.message, reply, run.mine.public_id, now)
        db.commit()
        return self.spoken(ended)


def may_pass(error: Exception) -> bool:
    """Whether another attempt may succeed: the database is away, busy or was restarted. What
    it refuses (a constraint, a value, a statement) it would refuse again."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, OperationalError | InterfaceError | TimeoutError)


def _no() -> bool:
    return False


def _name(error: Exception) -> str:
    return type(error).__name__


def _place(error: Exception) -> str:
    """The file and line where it was raised."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
