"""Statements that are a commit of their own fail as any other does."""

from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, bindparam, insert
from sqlalchemy.exc import IntegrityError, OperationalError

from core.alone import Alone
from core.database import Base, make_engine
from core.options import PUSH
from core.versions import Version
from tests.servers.postgres import PostgresServer

TABLE: Any = Version.__table__
ADD = insert(TABLE).values(name=bindparam("new", type_=TABLE.c.name.type), number=7)
ADD = ADD.returning(TABLE.c.name, TABLE.c.number)


def alone_on(engine: Engine, name: str) -> Any:
    """The row that was added."""
    with engine.connect() as connection:
        return Alone(ADD, engine.dialect).run(connection, {"new": name})


def test_it_is_committed_and_its_row_has_names(own_postgres: PostgresServer) -> None:
    engine = make_engine(own_postgres.url, PUSH)
    Base.metadata.create_all(engine, [TABLE])
    row = alone_on(engine, "books")
    assert (row.name, row.number) == ("books", 7)
    with pytest.raises(IntegrityError):
        alone_on(engine, "books")
    # The connection is as good as before.
    assert alone_on(engine, "doors").name == "doors"


def add_on_and_on(add: Alone, connection: Connection) -> None:
    """Until it fails: the last backend of a server may answer for a moment yet."""
    for number in count():
        add.run(connection, {"new": f"door {number}"})


def test_a_server_that_goes_away_meanwhile_is_an_error_and_then_met_again(
    own_postgres: PostgresServer,
) -> None:
    engine = make_engine(own_postgres.url, PUSH)
    Base.metadata.create_all(engine, [TABLE])
    add = Alone(ADD, engine.dialect)
    with engine.connect() as connection:
        add.run(connection, {"new": "books"})
        own_postgres.kill()
        with pytest.raises(OperationalError) as failed:
            add_on_and_on(add, connection)
    assert failed.value.connection_invalidated
    own_postgres.start()
    assert alone_on(engine, "doors").name == "doors"
