"""One PostgreSQL and one Valkey for a whole test run, started when the first test asks.

The run's first process (pytest-xdist's controller, or pytest itself) makes a folder and holds a
lock in it as long as it lives. A keeper process runs each server and waits for that lock: it gets
it when the run is over, however it ended, and then takes the server away. A caller's own server
(TEST_DATABASE_URL, TEST_REDIS_URL) is taken as it is.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.servers.base import Server
from tests.servers.postgres import PostgresServer
from tests.servers.valkey import ValkeyServer

ROOT = Path(__file__).parents[2]
SERVERS: dict[str, type[Server]] = {"postgres": PostgresServer, "valkey": ValkeyServer}
_FOLDER = "LINLI_TEST_RUN"


class Run:
    """A test run's folder and its life, held by the run's first process."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="linli-run-"))
        self._alive = _locked(self.folder / "alive")
        os.environ[_FOLDER] = str(self.folder)

    def end(self) -> None:
        """Let the keepers go, wait until their servers are gone, delete the folder."""
        # Opened now: the first keeper to be done deletes the folder.
        kept = [path.open("ab") for path in self.folder.glob("*.kept")]
        self._alive.close()
        for file in kept:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def run_folder() -> Path:
    """The folder of the run this process belongs to."""
    return Path(os.environ[_FOLDER])


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One process of the run at a time may be in here."""
    with _locked(run_folder() / f"{name}.lock"):
        yield


def shared_url(name: str) -> str:
    """The URL of the run's server, started if need be; raises `MissingServer`."""
    given = os.environ.get(SERVERS[name].setting)
    if given:
        return given
    SERVERS[name].programs_folder()
    with alone(name):
        known = run_folder() / f"{name}.url"
        if not known.exists():
            known.write_text(_start_keeper(name))
        return known.read_text()


def _start_keeper(name: str) -> str:
    log = run_folder() / f"{name}.log"
    with log.open("wb") as errors:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.shared", name],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
    assert keeper.stdout is not None
    with keeper.stdout as said:
        url = said.readline().decode().strip()
    if not url:
        raise RuntimeError(f"{name} could not be started:\n{log.read_text()[-2000:]}")
    # It outlives this process on purpose; without this Python would complain of that.
    keeper.returncode = 0
    return url


def _keep(name: str) -> None:
    with _locked(run_folder() / f"{name}.kept"):
        with SERVERS[name]() as server:
            print(server.url, flush=True)
            _locked(run_folder() / "alive").close()
        # A run that was killed could not do it.
        shutil.rmtree(run_folder(), ignore_errors=True)


def _locked(path: Path) -> IO[bytes]:
    """The file, opened and locked; closing it or dying gives the lock back."""
    file = path.open("ab")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


if __name__ == "__main__":
    _keep(sys.argv[1])
