"""The database: one declarative base, one way to make an engine for SQLite and PostgreSQL."""

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from select import POLLIN, poll
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from core.columns import new_public_id

Sessions = sessionmaker[Session]


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
        pool_size=patience.pool,
        max_overflow=0,
        pool_timeout=patience.lock / 1000,
        # The connection used last has its statements prepared and its pages at hand.
        pool_use_lifo=True,
        connect_args={
            "prepare_threshold": 2,
            "connect_timeout": max(1, patience.connect // 1000),
            "options": options,
            "tcp_user_timeout": patience.statement + patience.lock,
            "keepalives_idle": 10,
        },
    )
    event.listen(engine, "checkout", _require_silence)
    return engine


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


def make_single_sessions(sessions: Sessions) -> Sessions | None:
    """A factory of sessions whose every statement is a commit of its own, without the round trips
    of a transaction; None where that gains nothing (SQLite)."""
    engine: Engine = sessions.kw["bind"]
    if engine.dialect.name != "postgresql":
        return None
    return make_sessions(engine.execution_options(isolation_level="AUTOCOMMIT"))


def make_reading_sessions(engine: Engine) -> Sessions:
    """A factory of sessions that only read, and so never wait for SQLite's one writer.

    On PostgreSQL each statement stands alone: at the end of a transaction there would be a
    rollback, at which psycopg throws away all statements it has prepared on the connection.
    """
    options: dict[str, Any] = {"only_reads": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "AUTOCOMMIT"
    return make_sessions(engine.execution_options(**options))


def is_postgresql(db: Session) -> bool:
    """Whether the session speaks to PostgreSQL (the other choice is SQLite)."""
    return db.get_bind().dialect.name == "postgresql"
