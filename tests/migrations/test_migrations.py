"""The schema comes and goes by migrations, and is the one that the models speak of."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, create_engine, inspect, select, text, types
from sqlalchemy.exc import DBAPIError

from core.columns import UtcTime
from migrations.__main__ import next_revision
from migrations.models import METADATA
from migrations.run import Standing, current, downgrade, head, standing, upgrade

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
VALUES: list[tuple[type[types.TypeEngine[Any]], object]] = [
    (types.Boolean, True),
    (types.Integer, 1),
    (types.Float, 0.5),
    (types.Date, date(2026, 11, 22)),
    (types.LargeBinary, b"sealed"),
    (types.JSON, {"facts": []}),
    (types.String, "x"),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.db'}"
    return str(request.getfixturevalue("empty_postgres_url"))


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    """A plain connection to look at what migrations have done."""
    engine = create_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _tables(connection: Connection) -> set[str]:
    connection.rollback()
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def _value(column: Column[Any]) -> object:
    if isinstance(column.type, UtcTime):
        return NOON
    return next(value for kind, value in VALUES if isinstance(column.type, kind))


def _fill(connection: Connection) -> None:
    """One row in every table, each referring to the others' rows."""
    for table in METADATA.sorted_tables:
        connection.execute(table.insert().values({c.name: _value(c) for c in table.columns}))
    connection.commit()


def test_the_models_want_nothing_that_the_migrations_have_not_made(
    url: str, connection: Connection
) -> None:
    upgrade(url)
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, METADATA) == []
    assert _tables(connection) == set(METADATA.tables)


def test_a_database_full_of_rows_goes_down_step_by_step_and_up_again(
    url: str, connection: Connection
) -> None:
    upgrade(url)
    _fill(connection)
    steps = 0
    while (version := current(url)) is not None:
        before = _tables(connection)
        downgrade(url, "-1")
        assert _tables(connection) <= before
        assert current(url) != version
        steps += 1
    assert steps == int(head())
    assert _tables(connection) == set()
    upgrade(url)
    assert standing(url) is Standing.CURRENT


def test_rows_outlive_another_upgrade(url: str, connection: Connection) -> None:
    upgrade(url)
    _fill(connection)
    upgrade(url)
    for table in METADATA.sorted_tables:
        assert len(connection.execute(select(table)).all()) == 1


def test_whoever_acted_is_named_by_an_id_of_any_size(url: str, connection: Connection) -> None:
    upgrade(url)
    acts = {"at": NOON, "actor_kind": "staff", "actor_id": 2**40, "action": "x", "subject": ""}
    audit = METADATA.tables["audit_row"]
    connection.execute(audit.insert().values(acts | {"facts": {}}))
    assert connection.scalar(select(audit.c.actor_id)) == 2**40
    sizes = {
        table.name: {column["name"]: column["type"] for column in columns}["actor_id"]
        for table in METADATA.sorted_tables
        if "actor_id" in table.c and (columns := inspect(connection).get_columns(table.name))
    }
    assert set(sizes) == {"access_row", "audit_row", "revision", "case_event", "concern_step"}
    if connection.dialect.name == "postgresql":
        assert all(isinstance(size, types.BigInteger) for size in sizes.values())


def test_a_migration_that_fails_leaves_nothing_behind(url: str, connection: Connection) -> None:
    connection.execute(text("CREATE TABLE phrasing (somebody_elses INTEGER)"))
    connection.commit()
    with pytest.raises(DBAPIError):
        upgrade(url)
    assert _tables(connection) == {"phrasing"}
    assert current(url) is None


def test_several_may_upgrade_at_once(url: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(upgrade, [url] * 3))
    assert standing(url) is Standing.CURRENT


def test_it_is_known_how_a_database_stands(url: str, connection: Connection) -> None:
    assert standing(url) is Standing.EMPTY
    upgrade(url, "0001")
    assert standing(url) is Standing.OLDER
    upgrade(url)
    assert standing(url) is Standing.CURRENT
    connection.execute(text("UPDATE alembic_version SET version_num = 'of tomorrow'"))
    connection.commit()
    assert standing(url) is Standing.UNKNOWN
    connection.execute(text("DELETE FROM alembic_version"))
    connection.commit()
    assert standing(url) is Standing.UNKNOWN


def test_the_next_migration_is_numbered_after_the_last() -> None:
    assert next_revision("0009") == "0010"
    assert next_revision("None") == "0001"
