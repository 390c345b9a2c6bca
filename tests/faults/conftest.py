"""Servers that a test may stop, already migrated."""

import pytest

from migrations.run import upgrade
from tests.servers.postgres import PostgresServer


@pytest.fixture
def own_database(own_postgres: PostgresServer) -> PostgresServer:
    """A PostgreSQL of this test's own with all tables."""
    upgrade(own_postgres.url)
    return own_postgres
