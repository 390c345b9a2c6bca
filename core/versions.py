"""Versions of shared knowledge: raised by a change, watched by every process."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import structlog
from sqlalchemy import BigInteger, String, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base, Sessions
from core.upsert import upsert

log = structlog.get_logger()
Snapshot = TypeVar("Snapshot")


class Version(Base):
    """A counter by name; a higher number means what was read under the last one is stale."""

    __tablename__ = "version"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, default=0)


def raise_version(db: Session, name: str) -> None:
    """Count the change in the same transaction that makes it."""
    upsert(db, Version, {"name": name, "number": 1}, raising="number")


def version_of(db: Session, *names: str) -> tuple[int, ...]:
    """The present numbers, 0 where nothing was ever changed."""
    found = {row.name: row.number for row in db.execute(select(Version.name, Version.number))}
    return tuple(found.get(name, 0) for name in names)


class Live(Generic[Snapshot]):
    """A snapshot of what the database knows, made anew soon after its version has risen.

    Readers get the old snapshot until the new one is ready, also while the database is away.
    """

    def __init__(
        self,
        sessions: Sessions,
        names: tuple[str, ...],
        load: Callable[[Session, Snapshot | None], Snapshot],
        every: float = 0.5,
    ) -> None:
        """`load` gets the session and the last snapshot; `every` is in seconds."""
        self._sessions, self._names, self._load, self._every = sessions, names, load, every
        self._state: tuple[tuple[int, ...], Snapshot] | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def now(self) -> Snapshot:
        """The snapshot; the first call loads it and may raise a database error."""
        self._watch()
        state = self._state
        return state[1] if state else self.refresh()

    def found(self) -> Snapshot | None:
        """The last snapshot if there is one, without touching the database."""
        return self._state[1] if self._state else None

    def refresh(self) -> Snapshot:
        """Look at the version now and load when it has risen."""
        with self._lock:
            with self._sessions() as db:
                number = version_of(db, *self._names)
                if self._state and self._state[0] == number:
                    return self._state[1]
                snapshot = self._load(db, self._state[1] if self._state else None)
            self._state = (number, snapshot)
            return snapshot

    def stop(self) -> None:
        """End the watching thread."""
        self._stop.set()

    def _watch(self) -> None:
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, daemon=True, name="live")
                    self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            try:
                self.refresh()
            except SQLAlchemyError as error:
                log.warning("snapshot_not_refreshed", error=type(error).__name__)
