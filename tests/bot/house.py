"""Several web processes over one database and store, with a desk whose effects are counted."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Engine, event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert

from bot import ledger
from bot.desk import Desk, Rescue
from bot.events import Scan, Unsubscribe
from bot.messages import CountsAs, Incoming, LeadReply, NoReply, Reply, TextMessage, TextReply
from bot.models import Message
from bot.once import Once, Timing
from bot.order import Place, is_behind
from bot.runs import Runs
from core.database import Sessions, make_engine, make_reading_sessions, make_sessions
from core.errors import Unavailable
from core.options import Patience
from core.store import Store, make_store
from core.tasks import Task, queue_task
from tests.backends import Backend

APPID = "wx0123456789abcdef"
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
HOLDING, APOLOGY, UNRECORDED = (
    TextReply("正在处理"),
    TextReply("工作人员会看"),
    TextReply("记不下来"),
)
# A tenth of WeChat's time, but leases that a busy machine can keep; a message is on its last
# try when it says so (`old`).
TIMING = replace(Timing().scaled(0.1), lease=0.8, last_try=50.0)
PATIENT = replace(TIMING, wait=10.0, stay=11.0)
QUICK = Patience(connect=1000, lock=150, statement=2000, pool=24)
Act = Callable[[], object]


def done(words: str) -> TextReply:
    """The desk's reply."""
    return TextReply(f"办好了：{words}")


class Killed(BaseException):
    """The process is gone, in the middle of whatever it did."""


class Line:
    """The way from one process to the store, which can be cut."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.is_cut = False

    def __getattr__(self, name: str) -> Any:
        if self.is_cut:
            raise Unavailable
        return getattr(self._store, name)


class Wire:
    """The way from one process to the database, which can be cut or lose an answer."""

    def __init__(self, engine: Engine) -> None:
        self.is_cut = False
        self.loses_commits = 0
        self.statements: list[str] = []
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "checkout", self._check_out)

    def watch(self, db: Session) -> None:
        """Lose this session's answers too."""
        event.listen(db, "after_commit", self._after_commit)

    def _before(self, _c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        self.statements.append(statement.split()[0])
        if self.is_cut:
            raise OperationalError(None, None, ConnectionError("away"))

    def _check_out(self, *_connection: Any) -> None:
        # What is given to the driver directly passes here only.
        if self.is_cut:
            self.statements.append("CONNECT")
            raise OperationalError(None, None, ConnectionError("away"))

    def _after_commit(self, _db: Session) -> None:
        if self.loses_commits:
            self.loses_commits -= 1
            raise OperationalError(None, None, ConnectionError("no answer"))


class CountingDesk:
    """Every effect is a row; `on` says what else happens while certain words are handled."""

    holding, apology = HOLDING.text, APOLOGY.text
    known_sender = None  # every message is received by itself, and counted so

    def __init__(self) -> None:
        self.on: dict[str, Act] = {}
        self.begun: list[str] = []
        self.leads: set[str] = set()
        self.cries: set[str] = set()
        self.wires: list[Wire] = []

    def receive(self, db: Session, message: Incoming, *, now: datetime) -> None:
        """One row for each message met."""
        self._watch(db)
        queue_task(db, "received", {"words": words_of(message)}, now=now)
        self.on.get("received", lambda: None)()

    def noting(self, counts_as: CountsAs, when: ColumnElement[bool]) -> Insert:
        """Never asked for."""
        raise AssertionError(counts_as, when)

    def noted_by(self, message: Incoming, *, now: datetime) -> Mapping[str, Any]:
        """Never asked for."""
        raise AssertionError(message, now)

    def answer(self, db: Session, message: Incoming, place: Place, *, now: datetime) -> Reply:
        """One row, then whatever the test wants."""
        place.give_way(is_behind(db, place))
        words = words_of(message)
        self._watch(db)
        self.begun.append(words)
        queue_task(db, "effect", {"words": words}, now=now)
        self.on.get(words, lambda: None)()
        reply = done(words)
        return LeadReply(reply.text, "lead", words) if words in self.leads else reply

    def close(
        self,
        db: Session,
        message: Incoming,
        reply: LeadReply,
        place: Place,  # noqa: ARG002 (a desk's shape)
        *,
        now: datetime,
    ) -> Reply:
        """All that was handled until now, in one reply."""
        self._watch(db)
        queue_task(db, "closed", {"words": words_of(message), "lead": reply.lead}, now=now)
        handled = select(Task).where(Task.kind == "effect").order_by(Task.id)
        words = [str(task.arguments["words"]) for task in db.scalars(handled)]
        return TextReply("，".join(words))

    def rescue(self, db: Session, message: Incoming, sentence: str, *, now: datetime) -> Rescue:
        """The sentence, and whatever the test wants."""
        self._watch(db)
        queue_task(db, "rescued", {"words": words_of(message)}, now=now)
        self.on.get("rescued", lambda: None)()
        return Rescue(TextReply(sentence), is_done=words_of(message) in self.cries)

    def owe(self, db: Session, message: Incoming, reply: Reply, cause: str, now: datetime) -> None:
        """One row for each reply that has to follow."""
        words = {"words": getattr(reply, "text", ""), "to": words_of(message), "cause": cause}
        queue_task(db, "owed", words, now=now)
        self.on.get("owed", lambda: None)()

    def unrecorded(self, message: Incoming) -> Reply:
        """As the real one: nothing is said where nobody listens."""
        return UNRECORDED if message.may_answer else NoReply()

    def _watch(self, db: Session) -> None:
        for wire in self.wires:
            wire.watch(db)


@dataclass
class Process:
    """One web process (or the worker: it only uses `runs`)."""

    once: Once
    runs: Runs
    desk: CountingDesk
    line: Line
    wire: Wire

    def reply_to(self, message: Incoming) -> Reply:
        """This try's reply."""
        return self.once.reply_to(message, time.monotonic())


class Gate:
    """A handler stands before it until it is opened."""

    def __init__(self) -> None:
        self._reached, self._open = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self._reached.set()
        assert self._open.wait(20), "nobody opened the gate"

    def wait_until_reached(self) -> None:
        assert self._reached.wait(20), "no handler came to the gate"

    def open(self) -> None:
        self._open.set()


@dataclass
class House:
    """What the processes share; `clock` is moved by tests and goes with the real time."""

    backend: Backend
    store: Store
    engine: Engine
    pool: ThreadPoolExecutor
    began: float = field(default_factory=time.monotonic)
    later: timedelta = timedelta(0)

    @property
    def sessions(self) -> Sessions:
        """The test's own way to the database, which nobody cuts."""
        return make_sessions(self.engine)

    def clock(self) -> datetime:
        """Noon and the time since."""
        return NOON + timedelta(seconds=time.monotonic() - self.began) + self.later

    def process(
        self, timing: Timing = TIMING, *, waiters: int = 8, desk: CountingDesk | None = None
    ) -> Process:
        """One more process."""
        engine = make_engine(self.backend.database_url, QUICK)
        desk, line, wire = desk or CountingDesk(), Line(self.store), Wire(engine)
        desk.wires.append(wire)
        runs = Runs(make_sessions(engine), desk, APPID, self.clock)
        return Process(self.once(runs, engine, line, timing, waiters), runs, desk, line, wire)

    def serve(self, desk: Desk, engine: Engine) -> Once:
        """A process with a desk of another kind."""
        runs = Runs(make_sessions(engine), desk, APPID, self.clock)
        return self.once(runs, engine, Line(self.store), TIMING, 8)

    def once(self, runs: Runs, engine: Engine, line: Line, timing: Timing, waiters: int) -> Once:
        """The channel's heart over these."""
        return Once(
            runs,
            make_reading_sessions(engine),
            cast(Store, line),
            now=self.clock,
            monotonic=time.monotonic,
            pause=time.sleep,
            waiters=waiters,
            timing=timing,
        )

    def send(self, process: Process, message: Incoming) -> "Future[Reply]":
        """A try in a thread of its own."""
        return self.pool.submit(process.reply_to, message)

    def tasks(self, kind: str) -> list[str]:
        """The words of all committed rows of that kind, in order."""
        with self.sessions() as db:
            rows = db.scalars(select(Task).where(Task.kind == kind).order_by(Task.id))
            return [str(row.arguments.get("words", "")) for row in rows]

    def rows(self) -> list[Message]:
        """All messages' rows, in the order in which they came."""
        with self.sessions() as db:
            return list(db.scalars(select(Message).order_by(Message.id)))

    def wait_for(self, found: Callable[[], object], seconds: float = 20.0) -> None:
        """Until it is so; fails when it never is."""
        until = time.monotonic() + seconds
        while not found():
            assert time.monotonic() < until, "it never came so far"
            time.sleep(0.005)

    def pass_time(self, seconds: float) -> None:
        """It is later now."""
        self.later += timedelta(seconds=seconds)

    def finish_stranded(self, worker: Process | None = None) -> int:
        """What the worker does every two seconds."""
        runs = (worker or self.process()).runs
        return runs.finish_stranded(older_than=timedelta(seconds=20))

    def is_leased(self, message: Incoming) -> bool:
        """Whether some process works on it."""
        return self.store.get(f"lease:{ledger.key_hash_of(message)}") is not None

    def flush(self, message: Incoming) -> None:
        """The store forgets all about the message."""
        for kind in ("lease", "reply", "tries"):
            self.store.delete(f"{kind}:{ledger.key_hash_of(message)}")


@contextmanager
def house_of(backend: Backend) -> Iterator[House]:
    """A house whose threads have ended when the test ends."""
    engine = make_engine(backend.database_url)
    with ThreadPoolExecutor(40) as pool:
        yield House(backend, make_store(backend.redis_url), engine, pool)
    engine.dispose()


def says(
    words: str, *, who: str = "oWangAyi", msg_id: int = 9, after: int = 0, old: bool = False
) -> TextMessage:
    """王阿姨 writes; `after` seconds after noon. old: WeChat sends it for the last time."""
    created_at = int(NOON.timestamp()) + after - (60 if old else 0)
    return TextMessage(
        sender=who,
        account="gh_0123456789ab",
        created_at=created_at,
        key=f"{who}|{msg_id}|{created_at}",
        msg_id=msg_id,
        text=words,
    )


def scan(scene: str, *, who: str = "oWangAyi", after: int = 0) -> Scan:
    """王阿姨 scans one of our codes."""
    created_at = int(NOON.timestamp()) + after
    return Scan(
        sender=who,
        account="gh_0123456789ab",
        created_at=created_at,
        key=f"{who}|{created_at}|SCAN|{scene}||",
        scene=scene,
    )


def leaves(*, who: str = "oWangAyi") -> Unsubscribe:
    """王阿姨 goes; nobody listens to an answer."""
    at = int(NOON.timestamp())
    return Unsubscribe(sender=who, account="gh_0", created_at=at, key=f"{who}|{at}|unsubscribe||||")


def words_of(message: Incoming) -> str:
    """What was said, or what happened."""
    return message.text if isinstance(message, TextMessage) else type(message).__name__
