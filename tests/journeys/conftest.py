"""Towns for stories, on both backends."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.backends import Backend, numbered, skipping
from tests.journeys.town import Town, found
from tests.servers import databases
from tests.servers.shared import shared_url


@pytest.fixture
def town(backend: Backend, tmp_path: Path) -> Iterator[Town]:
    """A town whose account may do everything; everybody follows it."""
    town = found(backend, tmp_path)
    town.platform.greet()
    yield town
    town.stop()


@pytest.fixture
def quiet_town(backend: Backend, tmp_path: Path) -> Iterator[Town]:
    """A town whose account may do nothing but reply."""
    town = found(backend, tmp_path, can="")
    town.platform.greet()
    yield town
    town.stop()


@pytest.fixture(scope="module", params=["sqlite+memory", "postgresql+valkey"])
def street(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Town]:
    """A town for all stories of a file; each of them tells of newcomers of its own."""
    folder = tmp_path_factory.mktemp("street")
    with ExitStack() as ended:
        if request.param == "sqlite+memory":
            backend = Backend(request.param, databases.sqlite_copy(folder), None)
        else:
            with skipping():
                server = shared_url("valkey")
                url = databases.postgres_database(f"{worker_id}_{secrets.token_hex(4)}")
            ended.callback(databases.drop_database, url)
            number = int(worker_id.removeprefix("gw")) if worker_id != "master" else 0
            backend = Backend(request.param, url, numbered(server, number))
        town = found(backend, folder)
        ended.callback(town.stop)
        yield town
