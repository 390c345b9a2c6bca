"""The tests' own ground: databases are migrated, empty and nobody else's; servers come and go."""

import fcntl
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, inspect, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from core.database import Base, Sessions
from core.versions import Version
from tests.backends import Backend, numbered
from tests.servers.postgres import PostgresServer
from tests.servers.shared import ROOT


@pytest.mark.parametrize("turn", ["first", "second"])
def test_every_test_finds_the_database_empty_and_migrated(sessions: Sessions, turn: str) -> None:
    with sessions.begin() as db:
        assert db.scalar(select(func.count()).select_from(Version)) == 0, turn
        db.add(Version(name="knowledge", number=1))


def test_every_table_of_the_models_is_there(backend: Backend) -> None:
    engine = create_engine(backend.database_url)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_the_session_speaks_to_the_backend(backend: Backend, db: Session) -> None:
    assert backend.name.startswith(db.get_bind().dialect.name)
    assert (backend.redis_url is None) == (backend.name == "sqlite+memory")


def test_a_killed_postgres_comes_back_with_what_was_committed(own_postgres: PostgresServer) -> None:
    engine = create_engine(own_postgres.url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept AS SELECT 42 AS number"))
    own_postgres.kill()
    with pytest.raises(OperationalError):
        engine.connect()
    own_postgres.start()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT number FROM kept")) == 42
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "numbered_url"),
    [
        ("redis://localhost:6379", "redis://localhost:6379/3"),
        ("redis://:secret@localhost:6379/0?ssl=1", "redis://:secret@localhost:6379/3?ssl=1"),
        ("unix:///run/valkey.sock?db=0", "unix:///run/valkey.sock?db=3"),
    ],
)
def test_a_redis_database_is_named_in_its_url(url: str, numbered_url: str) -> None:
    assert numbered(url, 3) == numbered_url


def test_with_ci_a_skipped_test_fails_and_long_ones_need_all(tmp_path: Path) -> None:
    (tmp_path / "test_them.py").write_text(
        "import pytest\n"
        "def test_skips(): pytest.skip('there is no browser')\n"
        "@pytest.mark.long\n"
        "def test_is_long(): pass\n"
    )
    assert "1 skipped, 1 deselected" in _pytest(tmp_path, CI="")
    strict = _pytest(tmp_path, "--all", CI="true")
    assert "1 failed, 1 passed" in strict
    assert "CI=true allows no skipped test. Skipped: there is no browser" in strict


def test_no_server_outlives_a_run_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import os, signal\n"
        "from tests.servers.shared import run_folder\n"
        "def test_dies(redis_url):\n"
        "    print(f'<{redis_url}<{run_folder()}<', flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    url, folder = _pytest(tmp_path, "-s", CI="").split("<")[1:3]
    # The keeper holds this lock until its server and then the folder are gone.
    with suppress(FileNotFoundError), (Path(folder) / "valkey.kept").open() as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
    assert not Path(folder).exists()
    assert not Path(url.removeprefix("unix://").split("?")[0]).exists()


def _pytest(folder: Path, *options: str, **environment: str) -> str:
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-c",
        str(ROOT / "pyproject.toml"),
    ]
    done = subprocess.run(
        [*words, "-p", "no:cacheprovider", "--rootdir", str(ROOT), *options, str(folder)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout + done.stderr
