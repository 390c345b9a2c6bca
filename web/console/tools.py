"""What the console works with: made once for a process and handed to every page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.database import Sessions
from core.store import Store
from handlers.desk import Snapshots


@dataclass(frozen=True)
class Tools:
    """Sessions of the console's own, so that pages never wait where residents' messages do.

    `secret` signs forms; `secure` says that browsers reach the console by https only.
    """

    sessions: Sessions
    reading: Sessions
    store: Store
    snapshots: Snapshots
    clock: Callable[[], datetime]
    secret: bytes
    secure: bool
    account: str = ""
