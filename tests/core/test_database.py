"""Connections are kept, but never one whose server has gone."""

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from core.database import make_engine, make_reading_sessions, make_sessions
from core.options import PUSH
from tests.servers.postgres import PostgresServer


def test_a_connection_is_used_again(postgres_url: str) -> None:
    sessions = make_sessions(make_engine(postgres_url, PUSH))
    pids = set()
    for _ in range(3):
        with sessions() as db:
            pids.add(db.scalar(text("SELECT pg_backend_pid()")))
    assert len(pids) == 1


def test_nobody_meets_a_connection_that_the_server_has_ended(postgres_url: str) -> None:
    sessions = make_sessions(make_engine(postgres_url, PUSH))
    with sessions() as db:
        old = db.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(postgres_url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [old])
    with sessions() as db:
        assert db.scalar(text("SELECT pg_backend_pid()")) != old


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_after_a_restart_the_first_statement_succeeds(
    own_postgres: PostgresServer, end: str
) -> None:
    sessions = make_sessions(make_engine(own_postgres.url, PUSH))
    with sessions() as db, sessions() as another:
        db.scalar(text("SELECT 1"))
        another.scalar(text("SELECT 1"))
    getattr(own_postgres, end)()
    with pytest.raises(OperationalError), sessions() as db:
        db.scalar(text("SELECT 1"))
    own_postgres.start()
    for _ in range(2):
        with sessions() as db:
            assert db.scalar(text("SELECT 1")) == 1


def test_reading_leaves_the_prepared_statements_of_a_connection_alone(postgres_url: str) -> None:
    engine = make_engine(postgres_url, PUSH)
    sessions, reading = make_sessions(engine), make_reading_sessions(engine)
    for _ in range(4):
        with sessions.begin() as db:
            db.scalar(text("SELECT 42"))
        with reading() as db:
            db.scalar(text("SELECT 43"))
    with sessions() as db:
        prepared = set(db.scalars(text("SELECT statement FROM pg_prepared_statements")))
    assert {"SELECT 42", "SELECT 43"} <= prepared
