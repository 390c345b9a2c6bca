"""What the tests' servers have in common: real programs out of wheels, each in its own folder.

They speak over a Unix socket in that folder, so no port can be taken by somebody else while a
test keeps its server stopped. `start`, `stop` and `kill` may follow each other; data stays until
`remove`. Used alone, a server is a test's private one: `with PostgresServer() as server: …`.
"""

import importlib.util
import shutil
import signal
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Self

START_SECONDS = 60.0
POLL_SECONDS = 0.02


class MissingServer(Exception):
    """The server's program is not installed; the message says how to get it."""


class Server(ABC):
    """A server process with a folder; subclasses say how it is run and asked."""

    stop_signal = signal.SIGTERM
    package: str
    setting: str  # where a caller names a server of his own

    def __init__(self) -> None:
        self.programs = self.programs_folder()
        self.folder = Path(tempfile.mkdtemp(prefix="linli-"))
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def programs_folder(cls) -> Path:
        """Where the wheel keeps its programs; raises `MissingServer`."""
        found = importlib.util.find_spec(cls.package)
        if found is None or not found.submodule_search_locations:
            raise MissingServer(
                f"{cls.package} is not installed: ./run test does it, or name your own server "
                f"in {cls.setting}"
            )
        return Path(found.submodule_search_locations[0])

    @property
    @abstractmethod
    def url(self) -> str:
        """Where clients find it; the same after every start."""

    @abstractmethod
    def command(self) -> list[str]:
        """The command line that runs it in the foreground."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it can be used now."""

    def start(self) -> Self:
        """Run it and wait until it answers, `START_SECONDS` at most; no effect while it runs."""
        deadline = time.monotonic() + START_SECONDS
        while not (self.is_running() and self.answers()):
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.package} did not start:\n{self._last_words()}")
            # After a kill the first try may meet what the dead server left behind.
            if not self.is_running():
                self._run()
            time.sleep(POLL_SECONDS)
        return self

    def stop(self) -> None:
        """End it in good order, its clients' connections included."""
        self._end(self.stop_signal)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def remove(self) -> None:
        """Stop it and delete its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.remove()

    def run_as(self) -> dict[str, Any]:
        """Arguments of `subprocess` that choose the user; ours unless a subclass says so."""
        return {}

    def _run(self) -> None:
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # A Ctrl-C meant for the tests must not reach the server.
                start_new_session=True,
                **self.run_as(),
            )

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            if self._process.poll() is None:
                self._process.send_signal(how)
            self._process.wait(timeout=START_SECONDS)

    def _last_words(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")[-2000:]
