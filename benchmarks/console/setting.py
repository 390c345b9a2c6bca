"""What the benchmark starts: PostgreSQL, Valkey, and four web processes over them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.console import stock
from benchmarks.webhook.setting import DESK, served, servers, settings_for
from core.config import Settings
from core.database import Sessions, make_engine, make_sessions
from core.sealing import Keyring, install
from tests.backends import DATA_KEY
from tests.processes import WebServer

PROCESSES = 4


@dataclass(frozen=True)
class Setting:
    """The desk's database, its four processes, each at an address of its own, and the cookie of
    an editor who is signed in."""

    settings: Settings
    sessions: Sessions
    desks: list[WebServer]
    cookie: str


@contextmanager
def running(folder: Path, entries: int, misses: int) -> Iterator[Setting]:
    """Everything that is measured, on data in the folder; gone with the block."""
    with ExitStack() as stack:
        postgres, valkey = servers(stack)
        settings = settings_for(folder, postgres, valkey, workers=1)
        install(Keyring(DATA_KEY))
        sessions = make_sessions(make_engine(settings.database))
        cookie = stock.load(sessions, settings, entries, misses)
        desks = [stack.enter_context(served(DESK, settings)) for _ in range(PROCESSES)]
        yield Setting(settings, sessions, desks, cookie)
