"""The console over a real database with the starter pack."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from core.database import Sessions, make_engine, make_sessions
from tests.backends import Backend
from tests.console.office import Office, found

MakeOffice = Callable[..., Office]


@pytest.fixture
def office(backend: Backend, sessions: Sessions) -> Iterator[Office]:
    """The console on both databases."""
    office = found(backend, sessions)
    yield office
    office.stop()


@pytest.fixture
def make_office(sqlite_url: str) -> Iterator[MakeOffice]:
    """The same on SQLite alone, with more settings."""
    engine = make_engine(sqlite_url)
    made: list[Office] = []

    def make(**settings: Any) -> Office:
        backend = Backend("sqlite+memory", sqlite_url, None)
        made.append(found(backend, make_sessions(engine), **settings))
        return made[-1]

    yield make
    for office in made:
        office.stop()
    engine.dispose()


@pytest.fixture
def quick_office(make_office: MakeOffice) -> Office:
    """The same on SQLite alone, for what does not depend on the database."""
    return make_office()
