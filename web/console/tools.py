"""What the console works with: made once for a process and handed to every page."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import BoundedSemaphore

from core.database import Sessions
from core.errors import Unavailable
from core.store import Store
from faq.matching.thresholds import Thresholds
from handlers.desk import Snapshots

# Of a web process's 24 threads: so many work, and so many more wait, on pages. The others are for
# residents' messages, which cannot wait.
MOST_AT_ONCE, MOST_WAITING = 6, 4
# Of these, so many for who is not signed in: guesses at the door must neither keep staff out nor
# have threads take turns with those of the residents.
MOST_OUTSIDE_AT_ONCE, MOST_OUTSIDE_WAITING = 2, 3
WAIT_SECONDS = 2.0
BUSY = "现在用的人太多，请稍等几秒再试。"


@dataclass(frozen=True)
class Tools:
    """Sessions of the console's own, so that pages never wait where residents' messages do.

    `secret` signs forms; `secure` says that browsers reach the console by https only;
    `abilities` is what the account may do at WeChat (WECHAT_CAN).
    """

    sessions: Sessions
    reading: Sessions
    store: Store
    snapshots: Snapshots
    clock: Callable[[], datetime]
    secret: bytes
    secure: bool
    thresholds: Thresholds
    abilities: frozenset[str] = frozenset()
    room: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(MOST_AT_ONCE))
    door: BoundedSemaphore = field(
        default_factory=lambda: BoundedSemaphore(MOST_AT_ONCE + MOST_WAITING)
    )

    steps: BoundedSemaphore = field(
        default_factory=lambda: BoundedSemaphore(MOST_OUTSIDE_AT_ONCE + MOST_OUTSIDE_WAITING)
    )
    porch: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(MOST_OUTSIDE_AT_ONCE))

    @contextmanager
    def place(self, *, is_outside: bool = False) -> Iterator[None]:
        """One of the places for pages, of the few for who is not signed in where he `is_outside`;
        raises `Unavailable` when none gets free in time."""
        with ExitStack() as held:
            if is_outside:
                held.enter_context(_within(self.steps, 0))
            held.enter_context(_within(self.door, 0))
            if is_outside:
                held.enter_context(_within(self.porch, WAIT_SECONDS))
            held.enter_context(_within(self.room, WAIT_SECONDS))
            yield


@contextmanager
def _within(places: BoundedSemaphore, seconds: float) -> Iterator[None]:
    if not places.acquire(timeout=seconds):
        raise Unavailable(BUSY)
    try:
        yield
    finally:
        places.release()
