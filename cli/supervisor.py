"""Keeps a few child processes running until it is told to end, and then leaves none of them."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

from core.errors import Unavailable

LOOK_SECONDS = 0.05
GRACE_SECONDS = 6.5
"""What children get to end by themselves; all of it must be over within 8 s."""
READY_SECONDS = 60.0
FIRST_PAUSE, LONGEST_PAUSE, CALM_SECONDS = 0.5, 10.0, 30.0
_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Command:
    """A child: its name for people, what to run, and its environment.

    One that is not `awaited` is started when the others are ready, and so leaves them the
    machine until then.
    """

    name: str
    words: Sequence[str]
    environment: Mapping[str, str]
    awaited: bool = True


@dataclass
class Child:
    """A command as it runs; `due` is when it is started again, on the monotonic clock."""

    command: Command
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    failures: int = 0

    def start(self, now: float) -> None:
        """Start it in a session of its own: it is out of reach of the terminal's Ctrl-C."""
        parent = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603 (our own programs)
            self.command.words,
            env=self.command.environment,
            stdin=subprocess.DEVNULL,
            # What is worth reading they write to stderr.
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            # Safe, as this process has one thread only.
            preexec_fn=lambda: _die_with(parent),
        )
        self.started = now

    def end(self) -> None:
        """Ask it to end."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def is_gone(self) -> bool:
        """Whether its process has ended."""
        return self.process is None or self.process.poll() is not None

    def sweep(self) -> None:
        """Kill whatever is left of it, children of its own included."""
        if self.process is None:
            return
        # macOS says PermissionError where only the dead are left.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


def pause_after(failures: int) -> float:
    """Seconds until a child that ended so often in a row is started again."""
    return min(FIRST_PAUSE * 2.0 ** (failures - 1), LONGEST_PAUSE)


class Supervisor:
    """Starts the commands; `tell` hears in words what happens to them."""

    def __init__(self, commands: Sequence[Command], tell: Callable[[str], None]) -> None:
        self._children = [Child(command) for command in commands]
        self._tell = tell
        self._signals = 0

    def run(self, is_ready: Callable[[], bool], announce: Callable[[], None]) -> None:
        """Run until a signal; `announce` is called once, when `is_ready`.

        Raises `Unavailable` when a child ends before all is ready, or nothing is ready in time.
        """
        before = {number: signal.signal(number, self._note) for number in _stopping()}
        try:
            for child in self._awaited():
                child.start(time.monotonic())
            if self._wait_until(is_ready):
                announce()
                self._watch()
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _note(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 (a handler's shape)
        self._signals += 1

    def _awaited(self) -> list[Child]:
        return [child for child in self._children if child.command.awaited]

    def _wait_until(self, is_ready: Callable[[], bool]) -> bool:
        """Whether all became ready before a signal came."""
        deadline = time.monotonic() + READY_SECONDS
        while not self._signals:
            for child in self._awaited():
                if child.is_gone():
                    raise Unavailable(f"{child.command.name} ended before it was ready.")
            if is_ready():
                return True
            if time.monotonic() > deadline:
                raise Unavailable(f"Not ready after {READY_SECONDS:.0f} seconds.")
            time.sleep(LOOK_SECONDS)
        return False

    def _watch(self) -> None:
        while not self._signals:
            for child in self._children:
                self._care_for(child, time.monotonic())
            time.sleep(LOOK_SECONDS)

    def _care_for(self, child: Child, now: float) -> None:
        if child.process is None:
            if now >= child.due:
                child.start(now)
        elif child.is_gone():
            status = child.process.returncode
            child.sweep()
            child.failures = 1 if now - child.started > CALM_SECONDS else child.failures + 1
            pause = pause_after(child.failures)
            child.due = now + pause
            self._tell(f"{child.command.name} ended ({status}), starts again in {pause:g} s.")

    def _end(self) -> None:
        """End all children; a second signal cuts their grace short."""
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self._children:
            child.end()
        while not all(child.is_gone() for child in self._children):
            if time.monotonic() > deadline or self._signals > 1:
                break
            time.sleep(LOOK_SECONDS)
        for child in self._children:
            child.sweep()


def _stopping() -> Sequence[signal.Signals]:
    """The signals that end us; a hang-up that nohup wants ignored stays ignored."""
    hears_hangup = signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN
    return [signal.SIGTERM, signal.SIGINT, *([signal.SIGHUP] if hears_hangup else [])]


def _die_with(parent: int) -> None:
    """In the child: end when the supervisor dies, however it dies (Linux only)."""
    if _LIBC is not None:
        _LIBC.prctl(_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
