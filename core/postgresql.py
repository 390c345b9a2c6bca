"""PostgreSQL's engine, apart from the rest: an installation on SQLite never loads its driver."""

from select import POLLIN, poll
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

from core.alone import has_begun
from core.options import ALONE, Patience

_UNKNOWN = (None,) * 5  # of a column's description by the DB API: all behind name and type


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


def postgresql_engine(url: str, patience: Patience) -> Engine:
    """An engine with our time limits."""
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


def _require_silence(connection: Any, _record: Any, _proxy: Any) -> None:
    """A server that has gone away has said so, or hung up: then a new connection is made.

    This asks the kernel only, where a ping (SQLAlchemy's pool_pre_ping) would cost a round trip.
    """
    socket = poll()
    socket.register(connection.fileno(), POLLIN)
    if socket.poll(0):
        raise DisconnectionError("the server ended the connection")
