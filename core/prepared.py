"""Constant statements put into SQL once, for PostgreSQL.

SQLAlchemy looks at a statement anew whenever it runs: of the few that run in every push that costs
more than the driver and the database take for them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable

from core.database import ALONE


class Prepared:
    """A statement that never changes, but for the values of its parameters."""

    def __init__(self, statement: Executable) -> None:
        self._statement: Any = statement
        self._sql = ""
        self._fixed: dict[str, Any] = {}
        self._converters: dict[str, Callable[[Any], Any]] = {}

    def run(
        self, connection: Connection, values: Mapping[str, Any], *, alone: bool = False
    ) -> CursorResult[Any]:
        """Its rows, with the values as the driver gives them; alone: without a transaction."""
        if not self._sql:
            self._write(connection.dialect)
        given = {**self._fixed, **values}
        for name, convert in self._converters.items():
            given[name] = convert(given[name])
        options = ALONE if alone else None
        return connection.exec_driver_sql(self._sql, given, execution_options=options)

    def _write(self, dialect: Any) -> None:
        compiled = self._statement.compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        for name, bind in compiled.binds.items():
            convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if not bind.required:
                self._fixed[name] = convert(bind.value) if convert else bind.value
            elif convert:
                self._converters[name] = convert
        self._sql = compiled.string
