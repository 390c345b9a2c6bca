"""Once: a push that WeChat sends up to three times has one effect and one reply.

The store's lease keeps the tries from working in parallel; the row's run number keeps them
right when the store forgets or fails, or a process dies.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import ledger
from bot.bursts import Bursts
from bot.kept import Kept
from bot.leases import Leases
from bot.ledger import Record
from bot.messages import Incoming, LeadReply, NoReply, Reply, TextReply
from bot.order import Behind
from bot.runs import Runs
from core.database import Sessions
from core.store import Store

log = structlog.get_logger()

TRIES = 3
# Whose reply is quicker than this share of the wait needn't keep it for another try: WeChat
# sends the next one only after 5 s, and the row has it too.
QUICK = 0.2


@dataclass(frozen=True)
class Timing:
    """Seconds, each from the try's own arrival unless said otherwise.

    lease: how long a dead run keeps others away; turn: waiting for earlier messages of the
    same resident; wait: for another try's reply; stay: until WeChat has surely hung up (its
    limit is 5 s); last_try: age of a message on its last try; again: between attempts while
    the database is away; poll: between looks; kept: how long a reply stays in the store;
    quiet: a pause that ends a burst; burst: how long one may last at most.
    """

    lease: float = 2.0
    turn: float = 3.5
    wait: float = 4.5
    stay: float = 5.5
    last_try: float = 9.0
    again: float = 0.4
    poll: float = 0.04
    kept: float = 60.0
    quiet: float = 1.5
    burst: float = 3.5

    def scaled(self, factor: float) -> "Timing":
        """Every span multiplied, for a WeChat whose clock runs faster or slower."""
        return Timing(**{span.name: getattr(self, span.name) * factor for span in fields(self)})


@dataclass
class _Try:
    """One connection of WeChat's; nth: which try of its push, as far as is known."""

    message: Incoming
    key: str
    arrived: float
    deadline: float
    age: float
    nth: int = 1
    met: bool = False  # another try at work was met
    recorded: bool = False
    refused: int = 0  # attempts at recording that failed
    lost: bool = False  # another run has taken over


class Once:
    """Answers pushes; one for each process, shared by its threads."""

    def __init__(
        self,
        runs: Runs,
        reading: Sessions,
        store: Store,
        *,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        pause: Callable[[float], None],
        waiters: int,
        timing: Timing | None = None,
    ) -> None:
        """reading: sessions that take no write lock; waiters: how many threads may wait for
        another try's reply or for their turn; pause: sleeps for seconds."""
        self._runs = runs
        self._now, self._monotonic, self._pause = now, monotonic, pause
        self._timing = timing or Timing()
        self._leases = Leases(store, self._timing.lease)
        self._kept = Kept(store, self._timing.kept, runs, reading)
        self._waiters = threading.BoundedSemaphore(waiters)
        self._bursts = Bursts(
            runs,
            reading,
            monotonic,
            pause,
            self._waiters,
            self._timing.quiet,
            self._timing.burst,
            2 * self._timing.poll,
        )

    def reply_to(self, message: Incoming, arrived: float) -> Reply:
        """The reply for this try; `arrived` is its monotonic time of arrival. Never raises for
        want of database or store."""
        this = _Try(
            message,
            ledger.key_hash_of(message),
            arrived,
            deadline=arrived + self._timing.wait,
            age=self._now().timestamp() - message.created_at,
        )
        while self._monotonic() < this.deadline:
            reply = self._attempt(this)
            if reply is not None:
                return reply
        return self._too_late(this)

    def _attempt(self, this: _Try) -> Reply | None:
        """One go at a reply; None when there is none yet and time may be left."""
        token = self._leases.take(this.key)
        if token is None:
            return self._wait_if_free(this)
        try:
            reply = self._run(this)
        finally:
            self._leases.release(this.key, token)
        if this.lost:
            # Taking it back would only make the other one lose in turn.
            return self._look(this.deadline, lambda: self._kept.find_in_row(this.key))
        return reply

    def _run(self, this: _Try) -> Reply | None:
        """Record and handle; None when it did not succeed and another attempt may."""
        try:
            mine = self._runs.record(this.message, this.key, again=this.recorded)
        except Exception as error:
            log.error("message_not_recorded", error=type(error).__name__)
            return self._refused(this)
        this.recorded, this.nth = True, max(this.nth, mine.tries)
        if mine.ended is not None:
            return self._runs.spoken(mine.ended)
        try:
            reply = self._handle(mine, this)
        except Exception as error:
            log.error("message_not_handled", error=type(error).__name__)
            self._pause(self._timing.again)
            return None
        this.lost = reply is None
        if isinstance(reply, LeadReply):
            reply = self._bursts.reply(mine, this.message, reply, this.arrived)
        if reply is not None and not self._is_quick(this):
            self._kept.put(this.key, reply)
        return reply

    def _handle(self, mine: Record, this: _Try) -> Reply | None:
        """Handle it when its turn has come, or after it has waited long enough for that."""
        handle = partial(
            self._runs.handle, mine, this.message, this.key, lambda: self._is_over(this)
        )
        try:
            return handle(waits=True)
        except Behind:
            self._wait_for_turn(mine, this.arrived + self._timing.turn)
            return handle(waits=False)

    def _refused(self, this: _Try) -> Reply | None:
        """What to say when it can't be recorded; None to attempt it again.

        One attempt more, since a lock or a restart may pass; no longer, since the resident
        should know. Once it is recorded, to say so would be untrue; and for an event nobody
        waits: better to let WeChat send it again.
        """
        this.refused += 1
        is_early = self._monotonic() < this.arrived + self._timing.wait / 2
        may_wait = not this.message.may_answer or (this.refused == 1 and is_early)
        if this.recorded or (not may_wait and self._kept.is_recorded(this.key)):
            this.recorded = True
            self._pause(self._timing.again)
            return None
        if may_wait and self._rest():
            return None
        return self._runs.desk.unrecorded(this.message)

    def _rest(self) -> bool:
        """Pause before another attempt; False where too many wait already."""
        if not self._waiters.acquire(blocking=False):
            return False
        try:
            self._pause(self._timing.again)
        finally:
            self._waiters.release()
        return True

    def _wait_if_free(self, this: _Try) -> Reply | None:
        if not this.met:
            this.met = True
            this.nth = max(this.nth, 1 + self._kept.count_try(this.key))
        if not self._waiters.acquire(blocking=False):
            # Too many wait already: threads must stay free for new messages.
            self._pause(self._timing.again)
            return self._kept.find(this.key) or self._hold(this)
        try:
            return self._look(
                this.deadline,
                lambda: self._kept.find(this.key),
                lambda: self._leases.is_held(this.key),
            )
        finally:
            self._waiters.release()

    def _wait_for_turn(self, mine: Record, until: float) -> None:
        if not self._waiters.acquire(blocking=False):
            return
        try:
            while self._monotonic() < until and self._kept.is_behind(mine):
                self._pause(self._timing.poll)
        finally:
            self._waiters.release()

    def _look(
        self,
        until: float,
        find: Callable[[], Reply | None],
        is_worth: Callable[[], bool] = lambda: True,
    ) -> Reply | None:
        """What `find` finds, None when it is not worth looking any longer or time is up."""
        while self._monotonic() < until:
            reply = find()
            if reply is not None or not is_worth():
                return reply
            self._pause(self._timing.poll)
        return None

    def _too_late(self, this: _Try) -> Reply:
        """The last try gets a sentence, and the reply follows. Others stay open until WeChat
        hangs up: its next try may find the reply."""
        if self._is_last(this):
            return self._hold(this) or self._not_held(this)
        stay = this.arrived + self._timing.stay
        return self._look(stay, lambda: self._kept.find(this.key)) or NoReply()

    def _hold(self, this: _Try) -> Reply | None:
        """The holding sentence, noted so that the reply follows by itself; or the reply; None
        when there is no row yet or it can't be reached."""
        try:
            return self._runs.hold(this.key)
        except SQLAlchemyError as error:
            log.error("holding_not_recorded", error=type(error).__name__)
            return self._kept.find_in_row(this.key)

    def _not_held(self, this: _Try) -> Reply:
        # A row that is recorded is finished by somebody, and then its reply is owed.
        desk = self._runs.desk
        return TextReply(desk.holding) if this.recorded else desk.unrecorded(this.message)

    def _is_last(self, this: _Try) -> bool:
        return this.nth >= TRIES or this.age >= self._timing.last_try

    def _is_over(self, this: _Try) -> bool:
        """Whether nobody will hear the reply: the last try's own run was too slow for it."""
        return self._is_last(this) and self._monotonic() >= this.deadline

    def _is_quick(self, this: _Try) -> bool:
        return not this.met and self._monotonic() < this.arrived + QUICK * self._timing.wait
