"""What all tests share: real servers, empty databases, and strictness where CI is set."""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
import redis
from sqlalchemy.orm import Session

from core.database import Sessions, make_engine, make_sessions
from core.sealing import Keyring, install
from core.store import Store, make_store
from tests.backends import DATA_KEY, Backend, fail_instead_of_skip, numbered, skipping
from tests.servers import databases
from tests.servers.dialects import share_compiled
from tests.servers.postgres import PostgresServer
from tests.servers.shared import Run, shared_url
from tests.servers.valkey import ValkeyServer

RUN = pytest.StashKey[Run]()
GARBAGE = (20_000, 20, 20)
# Or one worker would still be at them while the others are done.
FIRST = ("faults/", "browser/", "cli/test_run.py", "cli/test_serve.py", "test_run.py")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the long tests too")


def pytest_configure(config: pytest.Config) -> None:
    share_compiled()
    if not hasattr(config, "workerinput"):
        config.stash[RUN] = Run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if RUN in config.stash:
        databases.drop_model()
        config.stash[RUN].end()


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One more than there are processors: every second long test waits for processes it began."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    count = os.cpu_count() or 1
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else count) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=_turn)
    if config.getoption("--all") or config.getoption("-m"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def _turn(item: pytest.Item) -> int:
    """Its place in `FIRST`, which has what takes longest; all others keep their order."""
    where = item.nodeid.removeprefix("tests/")
    return next((n for n, name in enumerate(FIRST) if where.startswith(name)), len(FIRST))


def pytest_collection_finish() -> None:
    """All that was read until now stays: nobody looks through it for garbage again and again,
    which would take a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return fail_instead_of_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return fail_instead_of_skip(report)


@pytest.fixture(scope="session", autouse=True)
def _keyring() -> None:
    """Sealed columns work in every test."""
    install(Keyring(DATA_KEY))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A migrated SQLite file of this test's own, without rows."""
    return databases.sqlite_copy(tmp_path)


@pytest.fixture(scope="session")
def _postgres(worker_id: str) -> Iterator[str]:
    with skipping():
        url = databases.postgres_database(worker_id)
    yield url
    databases.drop_database(url)


@pytest.fixture
def postgres_url(_postgres: str) -> str:
    """A migrated PostgreSQL database of this worker's own, emptied for this test."""
    databases.empty(_postgres)
    return _postgres


@pytest.fixture
def empty_postgres_url(worker_id: str) -> Iterator[str]:
    """A PostgreSQL database without any table, for tests of the migrations."""
    with skipping():
        url = databases.empty_postgres_database(f"{worker_id}_bare")
    yield url
    databases.drop_database(url)


@pytest.fixture
def redis_url(worker_id: str) -> str:
    """A Valkey database of this worker's own, emptied for this test."""
    with skipping():
        server = shared_url("valkey")
    url = numbered(server, int(worker_id.removeprefix("gw")) if worker_id != "master" else 0)
    with redis.Redis.from_url(url, socket_timeout=5) as client:
        client.flushdb()
    return url


@pytest.fixture(params=["sqlite+memory", "postgresql+valkey"])
def backend(request: pytest.FixtureRequest) -> Backend:
    """Both ways to run Linli; a test that asks for this runs once on each."""
    if request.param == "sqlite+memory":
        return Backend(request.param, request.getfixturevalue("sqlite_url"), None)
    return Backend(
        request.param,
        request.getfixturevalue("postgres_url"),
        request.getfixturevalue("redis_url"),
    )


@pytest.fixture
def sessions(backend: Backend) -> Iterator[Sessions]:
    """Sessions on the backend's database."""
    engine = make_engine(backend.database_url)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def db(sessions: Sessions) -> Iterator[Session]:
    """One session on the backend's database; what the test doesn't commit is gone."""
    with sessions() as session:
        yield session


@pytest.fixture
def store(backend: Backend) -> Store:
    """The backend's store of expiring keys."""
    return make_store(backend.redis_url)


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A running PostgreSQL for this test alone, which may stop and kill it."""
    with skipping():
        server = PostgresServer()
    with server:
        yield server


@pytest.fixture
def own_valkey() -> Iterator[ValkeyServer]:
    """A running Valkey for this test alone, which may stop and kill it."""
    with skipping():
        server = ValkeyServer()
    with server:
        yield server
