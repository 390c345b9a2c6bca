"""Databases with something loaded: it is loaded once in a test run, then its rows copied.

The starter set takes seconds to load, and hundreds of tests in several processes begin with it.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from cli.starter import load_starter
from community.pack import COMMUNITY
from core import clock
from core.audit import seal_chain
from core.database import Sessions, make_engine, make_sessions
from core.kept import KEPT
from tests.servers.databases import connect
from tests.servers.shared import alone, run_folder

Load = Callable[[Sessions], None]

_FILLED = """
SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
_COUNTERS = """
SELECT d.objid::regclass::text, a.attname FROM pg_depend d
  JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.refobjid = %s::regclass
"""


def load_once(url: str, name: str, load: Load) -> None:
    """Do to a migrated, empty database what `load` does.

    `name` says what that is: where it was done before in this run its rows are copied, the very
    same ones, so that times in them are those of the first.
    """
    backend = make_url(url).get_backend_name()
    keep, fill = (_keep_file, _fill_file) if backend == "sqlite" else (_keep_rows, _fill_rows)
    kept = run_folder() / f"{name}.{backend}"
    with alone(kept.name):
        if not kept.exists():
            engine = make_engine(url)
            load(make_sessions(engine))
            engine.dispose()
            keep(url, kept)
            return
    fill(url, kept)


def load_starter_once(url: str, *, demo: bool, pack: str = COMMUNITY) -> None:
    """Do to a migrated, empty database what the first start of an installation does, and its
    worker at once: rows of the audit log that nobody has chained are soon found wrong."""

    def load(made: Sessions) -> None:
        load_starter(made, demo=demo, now=clock.now(), pack=pack)
        with made.begin() as db:
            while seal_chain(db):
                pass

    load_once(url, f"{pack}-{'demo' if demo else 'drafts'}", load)


def share_kept(data_dir: Path, name: str) -> None:
    """Let an installation keep what costs much to work out where others of this run find it, who
    have the same loaded."""
    kept = run_folder() / f"kept-{name}"
    kept.mkdir(exist_ok=True)
    (data_dir / KEPT).symlink_to(kept)


def _keep_file(url: str, kept: Path) -> None:
    with closing(_file(url)) as file, closing(sqlite3.connect(kept)) as copy:
        file.backup(copy)


def _fill_file(url: str, kept: Path) -> None:
    # Nobody writes it any more, and so it needs no locks.
    copy = sqlite3.connect(f"file:{kept}?immutable=1", uri=True)
    with closing(_file(url)) as file, closing(copy):
        copy.backup(file)


def _file(url: str) -> sqlite3.Connection:
    return sqlite3.connect(make_url(url).database or "")


def _keep_rows(url: str, kept: Path) -> None:
    with connect(url) as connection:
        names = [name for (name,) in connection.execute(_FILLED)]
        rows = {name: _copied_out(connection, name) for name in sorted(names)}
    kept.write_text(json.dumps({name: own for name, own in rows.items() if own}), "utf-8")


def _copied_out(connection: psycopg.Connection, name: str) -> str:
    with connection.cursor().copy(_table("COPY {} TO STDOUT", name)) as out:
        return b"".join(bytes(part) for part in out).decode()


def _fill_rows(url: str, kept: Path) -> None:
    loaded: dict[str, str] = json.loads(kept.read_text("utf-8"))
    with connect(url) as connection, connection.transaction(), connection.cursor() as cursor:
        # Rows may come before those they point to.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name, rows in loaded.items():
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
