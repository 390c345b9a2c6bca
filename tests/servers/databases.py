"""Migrated, empty databases for tests: each worker has one of its own, emptied for every test."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from migrations.run import upgrade
from tests.servers.shared import alone, run_folder, shared_url

# Rows that migrations write are kept aside, so that emptying can put them back.
KEEP_SEEDS = """
DO $$
DECLARE name text; filled bool;
BEGIN
  CREATE SCHEMA seeds;
  FOR name IN SELECT tablename FROM pg_tables
      WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', name) INTO filled;
    IF filled THEN EXECUTE format('CREATE TABLE seeds.%I AS TABLE public.%I', name, name); END IF;
  END LOOP;
END $$
"""
# Ten times as quick as TRUNCATE or a fresh copy: most tests fill few of the tables. A function
# with a line for each table, whose plans a connection keeps.
MAKE_EMPTY = """
DO $$
DECLARE lines text := ''; name text; seeded bool; counters text;
BEGIN
  FOR name, seeded IN SELECT p.tablename, s.tablename IS NOT NULL FROM pg_tables p
      LEFT JOIN pg_tables s ON s.schemaname = 'seeds' AND s.tablename = p.tablename
      WHERE p.schemaname = 'public' AND p.tablename <> 'alembic_version' LOOP
    IF seeded THEN
      lines := lines || format('DELETE FROM public.%1$I; INSERT INTO public.%1$I '
        'OVERRIDING SYSTEM VALUE SELECT * FROM seeds.%1$I; ', name);
    ELSE
      SELECT coalesce(string_agg(
          format('PERFORM setval(%L::regclass, 1, false); ', d.objid::regclass), ''), '')
        INTO counters FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
        WHERE d.refobjid = format('public.%I', name)::regclass;
      lines := lines || format('IF EXISTS (SELECT 1 FROM public.%1$I) THEN '
        'DELETE FROM public.%1$I; %2$s END IF; ', name, counters);
    END IF;
  END LOOP;
  EXECUTE format('CREATE FUNCTION seeds.empty() RETURNS void LANGUAGE plpgsql '
    'SET session_replication_role = replica AS %L', 'BEGIN ' || lines || ' END');
END $$
"""
ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_kept: dict[str, psycopg.Connection] = {}


def migrate(url: str) -> None:
    """Bring an empty database to the newest schema."""
    upgrade(url)


def sqlite_copy(folder: Path) -> str:
    """The URL of a migrated SQLite file in the folder, copied from the run's own."""
    model = run_folder() / "model.db"
    with alone("sqlite"):
        if not model.exists():
            making = model.with_suffix(".making")
            migrate(f"sqlite:///{making}")
            making.rename(model)
    shutil.copyfile(model, folder / "linli.db")
    return f"sqlite:///{folder / 'linli.db'}"


def postgres_database(worker: str) -> str:
    """The URL of the worker's own migrated database, made by copying the run's model."""
    server = shared_url("postgres")
    model = _make_model(server)
    return _create(server, f"{_run_name()}_{worker}", model)


def empty_postgres_database(name: str) -> str:
    """The URL of a new database without any table, for tests of the migrations themselves."""
    return _create(shared_url("postgres"), f"{_run_name()}_{name}", "template0")


def drop_database(url: str) -> None:
    """Delete a database of ours, whoever still uses it."""
    name = make_url(url).database
    with connect(shared_url("postgres")) as connection:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        connection.execute(statement.format(sql.Identifier(str(name))))


def empty(url: str) -> None:
    """Delete all rows that tests wrote; connections left over from them are cut."""
    connection = _kept_connection(url)
    connection.execute(ALONE)
    connection.execute("SELECT seeds.empty()")


def _kept_connection(url: str) -> psycopg.Connection:
    """A connection of this process that stays open: a new one would have to plan all anew."""
    with suppress(KeyError, psycopg.OperationalError):
        _kept[url].execute("SELECT 1")
        return _kept[url]
    # The first one, or a test has cut the last.
    _kept[url] = connect(url)
    return _kept[url]


def drop_model() -> None:
    """Delete the run's model from a caller's own server (ours goes away whole)."""
    if os.environ.get("TEST_DATABASE_URL") and (run_folder() / "postgres.model").exists():
        drop_database(_named(shared_url("postgres"), f"{_run_name()}_model"))


def _make_model(server: str) -> str:
    name = f"{_run_name()}_model"
    made = run_folder() / "postgres.model"
    with alone("model"):
        if not made.exists():
            url = _create(server, name, "template0")
            migrate(url)
            with connect(url) as connection:
                connection.execute(KEEP_SEEDS)
                connection.execute(MAKE_EMPTY)
            made.touch()
    return name


def _create(server: str, name: str, model: str) -> str:
    with connect(server) as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(model)))
    return _named(server, name)


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _run_name() -> str:
    """Differs between runs that share a caller's server."""
    return run_folder().name.replace("-", "_").lower()


def connect(url: str) -> psycopg.Connection:
    """A connection of psycopg's own, on which every statement is a commit."""
    # libpq doesn't know SQLAlchemy's way of naming the driver.
    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    return psycopg.connect(plain, autocommit=True, connect_timeout=5)
