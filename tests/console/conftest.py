"""The console over a real database with the starter pack."""

from collections.abc import Iterator

import pytest

from core.database import Sessions, make_engine, make_sessions
from tests.backends import Backend
from tests.console.office import Office, found


@pytest.fixture
def office(backend: Backend, sessions: Sessions) -> Iterator[Office]:
    """The console on both databases."""
    office = found(backend, sessions)
    yield office
    office.stop()


@pytest.fixture
def quick_office(sqlite_url: str) -> Iterator[Office]:
    """The same on SQLite alone, for what does not depend on the database."""
    engine = make_engine(sqlite_url)
    office = found(Backend("sqlite+memory", sqlite_url, None), make_sessions(engine))
    yield office
    office.stop()
    engine.dispose()
