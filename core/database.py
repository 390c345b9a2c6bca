"""The database: one declarative base, one way to make an engine for SQLite and PostgreSQL."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event, make_url
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from core.columns import new_public_id
from core.options import ALONE, WORK, Patience

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


def make_engine(url: str, patience: Patience = WORK) -> Engine:
    """An engine with our time limits; the folder of an SQLite file is made."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url, patience)
    # Only where it is used: the driver takes long to load.
    from core.postgresql import postgresql_engine

    return postgresql_engine(url, patience)


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
