"""Bursts: what a resident sends in one breath gets one answer, when he pauses.

The first message is handled and committed as any other; only its reply waits. So nothing that a
burst brings is lost with the process that waits to speak of it.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.ledger import Record
from bot.messages import Incoming, LeadReply, Reply
from bot.runs import Runs
from core.database import Sessions

log = structlog.get_logger()


@dataclass(frozen=True)
class Bursts:
    """Waits until a resident pauses: for `quiet` seconds without a further message, no longer
    than `longest` after the first one's arrival; looks every `poll` seconds."""

    runs: Runs
    reading: Sessions
    monotonic: Callable[[], float]
    pause: Callable[[float], None]
    waiters: threading.BoundedSemaphore
    quiet: float
    longest: float
    poll: float

    def reply(self, mine: Record, message: Incoming, reply: LeadReply, arrived: float) -> Reply:
        """What to say of all that came meanwhile; without a database, the reply as it is."""
        if self.waiters.acquire(blocking=False):
            try:
                self._wait(mine, arrived + self.longest)
            finally:
                self.waiters.release()
        try:
            return self.runs.close(mine, message, reply)
        except SQLAlchemyError as error:
            log.warning("burst_not_closed", error=type(error).__name__)
            return reply

    def _wait(self, mine: Record, until: float) -> None:
        seen, heard_at = 0, self.monotonic()
        while self.monotonic() < min(heard_at + self.quiet, until):
            self.pause(self.poll)
            found = self._later(mine)
            if found is None:
                return
            arrived, unfinished = found
            if arrived != seen or unfinished:
                seen, heard_at = arrived, self.monotonic()

    def _later(self, mine: Record) -> tuple[int, int] | None:
        try:
            with self.reading() as db:
                return self.runs.later(db, mine)
        except SQLAlchemyError as error:
            log.warning("burst_not_known", error=type(error).__name__)
            return None
