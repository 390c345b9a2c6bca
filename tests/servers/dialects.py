"""Databases whose statements are compiled once in a process, not once for every engine in it.

SQLAlchemy keeps what it has compiled by dialect, and each engine has a dialect of its own. The
product has few engines; the tests of a process make thousands, and a fifth of their time went into
compiling the same statements for them.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

_KEPT = 2_000
_compiled: LRUCache[Any, Any] = LRUCache(_KEPT)


class _Alike:
    """All dialects of a class speak to servers of one version, and so compile alike."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """SQLAlchemy's hook for whatever a dialect wants of its engines."""
        engine.update_execution_options(compiled_cache=_compiled)


class SQLite(_Alike, SQLiteDialect_pysqlite):
    """The one that ships, equal to every other."""

    supports_statement_cache = True


class PostgreSQL(_Alike, PGDialect_psycopg):
    """The one that ships, equal to every other."""

    supports_statement_cache = True


def share_compiled() -> None:
    """From now on all engines of this process share what they compile."""
    registry.register("sqlite", __name__, SQLite.__name__)
    for name in ("postgresql", "postgresql.psycopg"):
        registry.register(name, __name__, PostgreSQL.__name__)
