"""Linli's commands as an operator gives them: real processes on free ports."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from core.config import Settings
from tests.backends import DATA_KEY
from tests.servers.shared import ROOT

PATIENCE = 60.0
POLL_SECONDS = 0.05
MARK = "LINLI_TEST_MARK"
PRODUCTION = {
    "SECRET_KEY": "a-secret-key-of-more-than-32-characters",
    "DATA_KEY": DATA_KEY,
    "WECHAT_APPID": "wx0123456789abcdef",
    "WECHAT_TOKEN": "a-token-of-ours",
    "WECHAT_AES_KEY": "0123456789abcdefghijABCDEFGHIJ0123456789abc",
}


@dataclass(frozen=True)
class Done:
    """A command that has ended: its exit status, what it said, what it complained of."""

    status: int
    said: str
    complained: str


@dataclass(frozen=True)
class Running:
    """A command that has not ended yet, and what it has said so far."""

    process: subprocess.Popen[str]
    said: str

    def end(self, number: signal.Signals, within: float) -> Done:
        """Send the signal and see it end within so many seconds."""
        self.process.send_signal(number)
        said, complained = self.process.communicate(timeout=within)
        return Done(self.process.returncode, self.said + said, complained)


@dataclass
class Linli:
    """An installation: a data folder, its ports and settings. Processes it started are marked."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    database: str = ""
    mark: str = field(default_factory=lambda: secrets.token_hex(16))
    port: int = field(default_factory=lambda: free_port())
    simulator_port: int = field(default_factory=lambda: free_port())

    def __post_init__(self) -> None:
        self.database = self.database or f"sqlite:///{self.folder / 'linli.db'}"

    def environment(self) -> dict[str, str]:
        """This process's environment with this installation's settings and no others."""
        own = {name.upper() for name in Settings.model_fields}
        rest = {name: value for name, value in os.environ.items() if name not in own}
        return {
            **rest,
            "PYTHONPATH": str(ROOT),
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database,
            "PORT": str(self.port),
            "SIMULATOR_PORT": str(self.simulator_port),
            MARK: self.mark,
            **self.settings,
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            [sys.executable, "-m", "cli", *words],
            # Not in the checkout, where a developer's own .env may lie.
            cwd=self.folder.parent,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def do(self, *words: str) -> Done:
        """Give a command and wait for its end."""
        process = self.start(*words)
        said, complained = process.communicate(timeout=PATIENCE)
        return Done(process.returncode, said, complained)

    def get(self, path: str, port: int | None = None) -> tuple[int, str]:
        """Status and body of a page; (0, '') where nothing answers."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def survivors(self) -> list[int]:
        """Every process that any command of this installation has started and that still lives."""
        needle = f"{MARK}={self.mark}".encode()
        return [number for number in _processes() if needle in _file(number, "environ")]

    def pids(self, part: str) -> set[int]:
        """The living processes of that name, such as "granian"."""
        own = self.survivors()
        return {number for number in own if part.encode() in _file(number, "cmdline")}


@contextmanager
def running(linli: Linli, *words: str, until: str) -> Iterator[Running]:
    """A command that runs: entered when it has said a line with `until`, killed when left."""
    with left_to_itself(linli, *words) as process:
        assert process.stdout is not None
        said = ""
        while until not in said:
            line = process.stdout.readline()
            assert line, process.communicate()
            said += line
        yield Running(process, said)


@contextmanager
def left_to_itself(linli: Linli, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A command that runs, killed with all its kin when left."""
    process = linli.start(*words)
    try:
        yield process
    finally:
        process.kill()
        for number in linli.survivors():
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        process.communicate(timeout=PATIENCE)


def wait_until(holds: Callable[[], object], process: subprocess.Popen[str] | None = None) -> None:
    """Look again until it holds; fails after `PATIENCE` seconds, or when the process ends."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert process is None or process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(POLL_SECONDS)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as test:
        test.bind(("127.0.0.1", 0))
        return int(test.getsockname()[1])


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _file(number: int, name: str) -> bytes:
    try:
        return (Path("/proc") / str(number) / name).read_bytes()
    except OSError:
        return b""
