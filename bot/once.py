"""Once: a push that WeChat sends up to three times has one effect and one reply.

The store's lease keeps the tries from working in parallel; the row's run number keeps them
right when the store forgets or fails, or a process dies.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import ledger
from bot.leases import Leases
from bot.ledger import Record
from bot.messages import Incoming, NoReply, Reply
from bot.replies import reply_from_json, reply_to_json
from bot.runs import Runs
from core.database import Sessions
from core.errors import Unavailable
from core.sealing import Unsealable, keyring
from core.store import Store

log = structlog.get_logger()


@dataclass(frozen=True)
class Timing:
    """Seconds, each from the try's own arrival unless said otherwise.

    lease: how long a dead run keeps others away; turn: waiting for earlier messages of the
    same resident; wait: for another try's reply; stay: until WeChat has surely hung up (its
    limit is 5 s); last_try: age of a message on its last try; again: between attempts while
    the database is away; poll: between looks; kept: how long a reply stays in the store.
    """

    lease: float = 2.0
    turn: float = 3.5
    wait: float = 4.5
    stay: float = 5.5
    last_try: float = 9.0
    again: float = 0.4
    poll: float = 0.04
    kept: float = 60.0

    def scaled(self, factor: float) -> "Timing":
        """Every span multiplied, for a WeChat whose clock runs faster or slower."""
        return Timing(**{span.name: getattr(self, span.name) * factor for span in fields(self)})


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
        another try's reply; pause: sleeps for seconds."""
        self._runs, self._reading, self._store = runs, reading, store
        self._now, self._monotonic, self._pause = now, monotonic, pause
        self._timing = timing or Timing()
        self._leases = Leases(store, self._timing.lease)
        self._waiters = threading.BoundedSemaphore(waiters)

    def reply_to(self, message: Incoming, arrived: float) -> Reply:
        """The reply for this try; `arrived` is its monotonic time of arrival. Never raises for
        want of database or store."""
        key = ledger.key_hash_of(message)
        is_last = self._is_last_try(message, key)
        deadline = arrived + self._timing.wait
        while self._monotonic() < deadline:
            reply = self._attempt(message, key, arrived, deadline)
            if reply is not None:
                return reply
        if not is_last:
            return self._stay(key, arrived)
        return self._hold(key) or self._runs.desk.unrecorded(message)

    def _attempt(
        self, message: Incoming, key: str, arrived: float, deadline: float
    ) -> Reply | None:
        """One go at a reply; None when there is none yet and time may be left."""
        token = self._leases.take(key)
        if token is None:
            return self._wait_if_free(key, deadline)
        try:
            reply = self._run(message, key, arrived)
        finally:
            self._leases.release(key, token)
        if reply is None:
            self._pause(self._timing.again)
        return reply

    def _run(self, message: Incoming, key: str, arrived: float) -> Reply | None:
        """Record and handle; None when the database went away and another attempt may help."""
        try:
            mine, behind = self._runs.record(message, key)
        except SQLAlchemyError as error:
            log.error("message_not_recorded", error=type(error).__name__)
            # An event can't be answered with words: better to let WeChat try it again.
            return self._runs.desk.unrecorded(message) if message.may_answer else None
        if mine.reply is not None:
            return mine.reply
        if behind:
            self._wait_for_turn(mine, arrived + self._timing.turn)
        try:
            reply = self._runs.handle(mine, message, key)
        except SQLAlchemyError as error:
            log.error("message_not_handled", error=type(error).__name__)
            return None
        self._keep(key, reply)
        return reply

    def _wait_if_free(self, key: str, deadline: float) -> Reply | None:
        if not self._waiters.acquire(blocking=False):
            # Too many wait already: threads must stay free for new messages.
            self._pause(self._timing.again)
            return self._kept(key) or self._hold(key)
        try:
            return self._wait(key, deadline)
        finally:
            self._waiters.release()

    def _wait(self, key: str, deadline: float) -> Reply | None:
        """Another try's reply, or None when its lease is gone or time is up."""
        while self._monotonic() < deadline:
            reply = self._kept(key)
            if reply is not None or not self._leases.is_held(key):
                return reply
            self._pause(self._timing.poll)
        return None

    def _wait_for_turn(self, mine: Record, until: float) -> None:
        while self._monotonic() < until:
            self._pause(self._timing.poll)
            try:
                with self._reading() as db:
                    if not self._runs.is_behind(db, mine):
                        return
            except SQLAlchemyError as error:
                log.warning("turn_not_known", error=type(error).__name__)

    def _stay(self, key: str, arrived: float) -> Reply:
        """Keep the connection until WeChat hangs up: its next try may find the reply."""
        while self._monotonic() < arrived + self._timing.stay:
            reply = self._kept(key)
            if reply is not None:
                return reply
            self._pause(self._timing.poll)
        return NoReply()

    def _hold(self, key: str) -> Reply | None:
        """The holding sentence, noted so that the reply follows by itself; or the reply; None
        when there is no row yet or it can't be reached."""
        try:
            return self._runs.hold(key)
        except SQLAlchemyError as error:
            log.error("holding_not_recorded", error=type(error).__name__)
            return None

    def _is_last_try(self, message: Incoming, key: str) -> bool:
        age = self._now().timestamp() - message.created_at
        try:
            tries = self._store.increment(f"tries:{key}", self._timing.kept)
        except Unavailable:
            tries = 1
        return tries >= 3 or age >= self._timing.last_try

    def _keep(self, key: str, reply: Reply) -> None:
        sealed = keyring().seal(json.dumps(reply_to_json(reply)).encode(), key)
        try:
            self._store.set(f"reply:{key}", sealed.hex(), self._timing.kept)
        except Unavailable:
            log.warning("reply_not_kept")

    def _kept(self, key: str) -> Reply | None:
        """The reply from the store, or by the row itself when the store is away."""
        try:
            sealed = self._store.get(f"reply:{key}")
            if sealed is None:
                return None
            return reply_from_json(json.loads(keyring().open(bytes.fromhex(sealed), key)))
        except Unavailable:
            return self._found(key)
        except Unsealable:
            return None

    def _found(self, key: str) -> Reply | None:
        try:
            with self._reading() as db:
                return ledger.find_reply(db, self._runs.account, key)
        except SQLAlchemyError:
            return None
