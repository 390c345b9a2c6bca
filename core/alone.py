"""Statements that are a commit of their own, for PostgreSQL: constant, and so put into SQL once.

They run in every push. SQLAlchemy looks at a statement and at its result anew each time, and that
costs several times what the driver and the database take.
"""

from collections.abc import Callable, Mapping
from typing import Any

from psycopg.rows import namedtuple_row
from sqlalchemy import ClauseElement, Connection
from sqlalchemy.exc import DBAPIError


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

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Its first row by names, as the driver gives it; None where there is none. Raises
        SQLAlchemy's errors. No transaction may have begun on the connection."""
        given = {**self._fixed, **values}
        for name, convert in self._converters.items():
            given[name] = convert(given[name])
        driver: Any = connection.connection.driver_connection
        # One cursor for each connection: it knows the types it has seen.
        cursor = connection.info.get(Alone)
        if cursor is None:
            cursor = connection.info[Alone] = driver.cursor(row_factory=namedtuple_row)
        errors = self._dialect.loaded_dbapi.Error
        try:
            return cursor.execute(self._sql, given).fetchone()
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
