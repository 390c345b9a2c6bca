"""The database: one declarative base, one way to make an engine for SQLite and PostgreSQL."""

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from select import POLLIN, poll
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from core.columns import new_public_id

Sessions = sessionmaker[Session]
ALONE = {"stands_alone": True}
"""Execution options of what needs no transaction on PostgreSQL: reading before anything is written
(each statement there sees what is committed, in a transaction or not), or all that is written.
It spares two round trips. SQLite begins and ends a transaction without leaving the process."""
_IDLE = 0  # of libpq's PGTransactionStatusType
_UNKNOWN = (None,) * 5  # of a column's description by the DB API: all behind name and type


class Base(DeclarativeBase):
    """Every table's base; a row with a `public_id` gets it when it is made, not when saved,
    because sealed values are bound to it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    def __init__(self, **values: Any) -> None:
        if "public_id" in self.__mapper__.columns:
            self.public_id = values.pop("public_id", None) or new_public_id()
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)


@dataclass(frozen=True)
class Patience:
    """How long a statement may wait, in milliseconds, and how many connections are kept."""

    connect: int
    lock: int
    statement: int
    pool: int


# Inside a push WeChat waits 5 s in all; jobs may wait longer.
PUSH = Patience(connect=1000, lock=800, statement=2000, pool=24)
# Staff wait longer than WeChat, but hold few connections.
DESK = Patience(connect=1000, lock=2000, statement=5000, pool=8)
WORK = Patience(connect=5000, lock=5000, statement=60000, pool=6)


class _Cursor(psycopg.Cursor[Any]):
    """The driver's own looks up all about the type of every column of every result, of which
    SQLAlchemy, which knows the types, takes the name and the number."""

    @property
    def description(self) -> Any:
        """As the DB API has it, with None where it may stand."""
        result = self.pgresult
        if result is None or not result.nfields:
            return super().description
        columns = range(result.nfields)
        return [(_name(result, at), result.ftype(at), *_UNKNOWN) for at in columns]


def _name(result: Any, at: int) -> str:
    return bytes(result.fname(at) or b"").decode()


def make_engine(url: str, patience: Patience = WORK) -> Engine:
    """An engine with our time limits; the folder of an SQLite file is made."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url, patience)
    options = (
        f"-c lock_timeout={patience.lock} -c statement_timeout={patience.statement} "
        "-c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
    )
    engine = create_engine(
        url,
        # The driver would begin a transaction for whatever comes first: we say when (`_begin`).
        isolation_level="AUTOCOMMIT",
        pool_size=patience.pool,
        max_overflow=0,
        pool_timeout=patience.lock / 1000,
        # The connection used last has its statements prepared and its pages at hand.
        pool_use_lifo=True,
        connect_args={
            "cursor_factory": _Cursor,
            "prepare_threshold": 2,
            "connect_timeout": max(1, patience.connect // 1000),
            "options": options,
            "tcp_user_timeout": patience.statement + patience.lock,
            "keepalives_idle": 10,
        },
    )
    event.listen(engine, "checkout", _require_silence)
    event.listen(engine, "before_cursor_execute", _begin)
    return engine


def _begin(
    connection: Connection, _cursor: Any, _sql: str, _values: Any, context: Any, _many: bool
) -> None:
    """A transaction begins with the first statement that does not stand alone."""
    if not (context.execution_options.get("stands_alone") or has_begun(connection)):
        connection.exec_driver_sql("BEGIN", execution_options=ALONE)


def has_begun(connection: Connection) -> bool:
    """Whether PostgreSQL has been told of a transaction on the connection."""
    driver: Any = connection.connection.driver_connection
    return bool(driver.pgconn.transaction_status != _IDLE)


def _require_silence(connection: Any, _record: Any, _proxy: Any) -> None:
    """A server that has gone away has said so, or hung up: then a new connection is made.

    This asks the kernel only, where a ping (SQLAlchemy's pool_pre_ping) would cost a round trip.
    """
    socket = poll()
    socket.register(connection.fileno(), POLLIN)
    if socket.poll(0):
        raise DisconnectionError("the server ended the connection")


def _sqlite_engine(url: str, patience: Patience) -> Engine:
    file = make_url(url).database
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=patience.pool,
        max_overflow=patience.pool,
        pool_timeout=patience.lock / 1000,
        connect_args={"timeout": patience.lock / 1000},
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={patience.lock}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=NORMAL")
        _write_ahead(connection, time.monotonic() + patience.lock / 1000)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A transaction that reads first and writes later loses updates under a plain BEGIN.
        only_reads = connection.get_execution_options().get("only_reads", False)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(connection: Any, deadline: float) -> None:
    """Switch a file to WAL; SQLite doesn't wait by itself while another connection does so."""
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            # A database in memory stays as it is.
            return


def make_sessions(engine: Engine) -> Sessions:
    """A factory of sessions whose objects stay readable after commit."""
    return sessionmaker(engine, expire_on_commit=False)


def make_reading_sessions(engine: Engine) -> Sessions:
    """A factory of sessions that only read, and so never wait for SQLite's one writer.

    On PostgreSQL each statement stands alone: at the end of a transaction there would be a
    rollback, at which psycopg throws away all statements it has prepared on the connection.
    """
    return make_sessions(engine.execution_options(only_reads=True, **ALONE))


def is_postgresql(db: Session) -> bool:
    """Whether the session speaks to PostgreSQL (the other choice is SQLite)."""
    return db.get_bind().dialect.name == "postgresql"
