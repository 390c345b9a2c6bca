"""Statements that stand alone, for PostgreSQL: constant, and so put into SQL once.

They run in every push: those that are a commit of their own, and reading before one. SQLAlchemy
looks at a statement and at its result anew each time, and that costs several times what the driver
and the database take.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.exc import DBAPIError

_IDLE = 0  # of libpq's PGTransactionStatusType


def has_begun(connection: Connection) -> bool:
    """Whether PostgreSQL has been told of a transaction on the connection."""
    driver: Any = connection.connection.driver_connection
    return bool(driver.pgconn.transaction_status != _IDLE)


class Alone:
    """A statement that never changes, but for the values of its parameters."""

    def __init__(self, statement: ClauseElement, dialect: Any) -> None:
        """dialect: that of the engine it will run on."""
        compiled: Any = statement.compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        self._sql, self._dialect = compiled.string, dialect
        self._fixed: dict[str, Any] = {}
        self._converters: dict[str, Callable[[Any], Any]] = {}
        for name, bind in compiled.binds.items():
            convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if not bind.required:
                self._fixed[name] = convert(bind.value) if convert else bind.value
            elif convert:
                self._converters[name] = convert
        readers = (
            (at, column.type.dialect_impl(dialect).result_processor(dialect, None))
            for at, column in enumerate(getattr(statement, "selected_columns", ()))
        )
        self._readers = [(at, convert) for at, convert in readers if convert]

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Its first row by names, as the driver gives it; None where there is none. Raises
        SQLAlchemy's errors. No transaction may have begun on the connection."""
        return self._execute(connection, "namedtuple_row", values).fetchone()

    def read(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Its rows, of a statement that selects columns; otherwise as `run`."""
        rows: list[tuple[Any, ...]] = self._execute(connection, "tuple_row", values).fetchall()
        return [self._converted(row) for row in rows] if self._readers else rows

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        read = list(row)
        for at, convert in self._readers:
            read[at] = convert(read[at])
        return tuple(read)

    def _execute(self, connection: Connection, shape: str, values: Mapping[str, Any]) -> Any:
        given = {**self._fixed, **values}
        for name, convert in self._converters.items():
            given[name] = convert(given[name])
        driver: Any = connection.connection.driver_connection
        # One cursor for each connection and shape: it knows the types it has seen.
        cursor = connection.info.get(shape)
        if cursor is None:
            cursor = connection.info[shape] = driver.cursor(
                row_factory=getattr(self._dialect.loaded_dbapi.rows, shape)
            )
        errors = self._dialect.loaded_dbapi.Error
        try:
            return cursor.execute(self._sql, given)
        except errors as error:
            lost = self._dialect.is_disconnect(error, driver, cursor)
            if lost:
                connection.invalidate(error)
            raise DBAPIError.instance(
                None,
                None,
                error,
                errors,
                hide_parameters=True,
                connection_invalidated=lost,
                dialect=self._dialect,
            ) from error
