"""The product's processes as users start them, for tests and benchmarks that may kill them."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[1]
START_SECONDS = 60.0
POLL_SECONDS = 0.02


class Process:
    """A command in a process group of its own, started, ended and killed as often as wanted."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        """environment: what is added to ours; log: where its words go."""
        self.command, self.log = list(command), log
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process's id; it must have been started."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> Self:
        """Run it; no effect while it runs."""
        if self._process is None or self._process.poll() is not None:
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    self.command,
                    cwd=ROOT,
                    env=self._environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        return self

    def kill(self) -> None:
        """End it and all its children at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in good order."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=START_SECONDS)
        self.kill()

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)
            self._process.wait(timeout=START_SECONDS)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def last_words(self) -> str:
        """The end of what it has said."""
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""


class WebServer(Process):
    """A process that serves HTTP at `url`."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], log: Path, port: int
    ) -> None:
        super().__init__(command, environment, log)
        self.url = f"http://127.0.0.1:{port}"

    def answers(self, path: str = "/healthz") -> bool:
        """Whether a GET of the path is answered with 200."""
        try:
            with _direct().open(self.url + path, timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def wait(self, path: str = "/healthz") -> Self:
        """Wait until it answers, `START_SECONDS` at most."""
        wait_for(lambda: self.answers(path), START_SECONDS, self.last_words)
        return self

    def workers(self) -> list[int]:
        """The ids of the processes that serve."""
        return children_of(self.pid)

    def __enter__(self) -> Self:
        return self.start().wait()


def wait_for(
    holds: Callable[[], bool], seconds: float, why: Callable[[], str] = lambda: ""
) -> None:
    """Wait until `holds()`; RuntimeError with `why()` when the time is over."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError(f"waited {seconds} s in vain\n{why()}")
        time.sleep(POLL_SECONDS)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children_of(pid: int) -> list[int]:
    """The ids of a process's children (Linux)."""
    return [child for child, parent in _parents() if parent == pid]


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                stat = (folder / "stat").read_text(errors="replace")
                # The name in brackets may hold anything, spaces and brackets included.
                yield int(folder.name), int(stat.rpartition(")")[2].split()[1])


def _direct() -> urllib.request.OpenerDirector:
    """A proxy of the environment has no business on loopback."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
