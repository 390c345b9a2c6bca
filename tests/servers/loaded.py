"""Databases with something loaded: it is loaded once in each test process, then its rows copied.

The starter set takes a second to load, and hundreds of tests begin with it.
"""

import sqlite3
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from core.database import Sessions, make_engine, make_sessions
from tests.servers.databases import connect

Load = Callable[[Sessions], None]
Rows = dict[str, bytes]

_FILLED = """
SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
_COUNTERS = """
SELECT d.objid::regclass::text, a.attname FROM pg_depend d
  JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.refobjid = %s::regclass
"""
_kept: dict[tuple[bool, Hashable], Any] = {}


def load_once(url: str, key: Hashable, load: Load) -> None:
    """Do to a migrated, empty database what `load` does.

    `key` says what that is: where it was done before in this process its rows are copied, the
    very same ones, so that times in them are those of the first.
    """
    on_sqlite = make_url(url).get_backend_name() == "sqlite"
    keep, fill = (_keep_file, _fill_file) if on_sqlite else (_keep_rows, _fill_rows)
    kept = _kept.get((on_sqlite, key))
    if kept is not None:
        fill(url, kept)
        return
    engine = make_engine(url)
    load(make_sessions(engine))
    engine.dispose()
    _kept[on_sqlite, key] = keep(url)


def _file(url: str) -> sqlite3.Connection:
    return sqlite3.connect(make_url(url).database or "")


def _keep_file(url: str) -> sqlite3.Connection:
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    with _file(url) as file:
        file.backup(kept)
    file.close()
    return kept


def _fill_file(url: str, kept: sqlite3.Connection) -> None:
    with _file(url) as file:
        kept.backup(file)
    file.close()


def _keep_rows(url: str) -> Rows:
    with connect(url) as connection:
        names = [name for (name,) in connection.execute(_FILLED)]
        rows = {name: _copied_out(connection, name) for name in sorted(names)}
    return {name: own for name, own in rows.items() if own}


def _copied_out(connection: psycopg.Connection, name: str) -> bytes:
    with connection.cursor().copy(_table("COPY {} TO STDOUT", name)) as out:
        return b"".join(bytes(part) for part in out)


def _fill_rows(url: str, kept: Rows) -> None:
    with connect(url) as connection, connection.transaction(), connection.cursor() as cursor:
        # Rows may come before those they point to.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name, rows in kept.items():
            cursor.execute(_table("DELETE FROM {}", name))
            with cursor.copy(_table("COPY {} FROM STDIN", name)) as into:
                into.write(rows)
            for counter, column in _counters(url, name):
                last = sql.SQL("SELECT setval({}, max({})) FROM {}")
                cursor.execute(
                    last.format(sql.Literal(counter), sql.Identifier(column), sql.Identifier(name))
                )


@cache
def _counters(url: str, name: str) -> list[tuple[str, str]]:
    with connect(url) as connection:
        return connection.execute(_COUNTERS, [f'"{name}"']).fetchall()


def _table(statement: str, name: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(name))
