"""The schema of a database: how far it is, and bringing it to another version."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, inspect, text

from core.database import make_engine
from core.errors import Conflict
from core.options import Patience
from migrations.models import METADATA

# A migration may have to rewrite a large table, but must not make pushes wait behind it for long.
MIGRATING = Patience(connect=5000, lock=10_000, statement=3_600_000, pool=1)
# Any number no one else in the database takes: whoever migrates holds it.
LOCK = 4_711_202_611


class Standing(Enum):
    """How a database's schema stands to what this program needs."""

    EMPTY = "empty"  # none of our tables
    CURRENT = "current"
    OLDER = "older"
    UNKNOWN = "unknown"  # made by a newer program, or not by migrations


def head() -> str:
    """The newest version this program knows."""
    return str(_scripts().get_current_head())


def revisions() -> list[str]:
    """Every version this program knows, newest first."""
    return [script.revision for script in _scripts().walk_revisions()]


def current(url: str) -> str | None:
    """The version the database is at, None when no migration has run."""
    with _reading(url) as connection:
        return _version(connection)


def standing(url: str) -> Standing:
    """How the database's schema stands; raises SQLAlchemy's errors when it can't be reached."""
    with _reading(url) as connection:
        version = _version(connection)
        if version is None:
            ours = set(METADATA.tables) & set(inspect(connection).get_table_names())
            return Standing.UNKNOWN if ours else Standing.EMPTY
    if version == head():
        return Standing.CURRENT
    return Standing.OLDER if version in revisions() else Standing.UNKNOWN


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema up, whole or not at all; several at once wait for each other."""
    with _migrating(url) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(url: str, revision: str) -> None:
    """Bring the schema down to a version ("base": no table is left)."""
    with _migrating(url) as connection:
        command.downgrade(_config(connection), revision)


def draft(url: str, message: str, revision: str) -> Path:
    """Write the migration from the database's schema, which is at head, to the models."""
    with _migrating(url) as connection:
        made = command.revision(
            _config(connection), message=message, autogenerate=True, rev_id=revision
        )
    if made is None or isinstance(made, list):
        raise Conflict("Alembic wrote no migration.")
    return Path(made.path)


@contextmanager
def _reading(url: str) -> Iterator[Connection]:
    """A connection that keeps nobody waiting."""
    engine = make_engine(url, MIGRATING).execution_options(only_reads=True)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _migrating(url: str) -> Iterator[Connection]:
    """A connection in one transaction, in which nobody else migrates."""
    engine = make_engine(url, MIGRATING)
    if engine.dialect.name == "sqlite":
        _allow_rebuilding(engine)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            yield connection
            _check_references(connection)
    finally:
        engine.dispose()


def _allow_rebuilding(engine: Engine) -> None:
    """SQLite changes a table by copying it; rows that refer to it must bear that meanwhile."""

    @event.listens_for(engine, "connect")
    def _off(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys=OFF")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Conflict("The migration would leave rows that refer to nothing.")


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
