"""A change is seen by every process soon, and readers never wait for it."""

from collections.abc import Iterator
from threading import Event

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from core.database import Sessions, make_sessions
from core.versions import Live, raise_version, version_of


class Library:
    """Something to load that counts how often it was."""

    def __init__(self) -> None:
        self.loads = 0
        self.loaded_again = Event()

    def load(self, _db: Session, previous: int | None) -> int:
        self.loads += 1
        if previous is not None:
            self.loaded_again.set()
        return (previous or 0) + 1


@pytest.fixture
def library() -> Library:
    """An empty one."""
    return Library()


@pytest.fixture
def live(sessions: Sessions, library: Library) -> Iterator[Live[int]]:
    """A snapshot of the library that looks every 10 ms."""
    live = Live(sessions, ("books", "shelves"), library.load, every=0.01)
    yield live
    live.stop()


def change(sessions: Sessions, name: str) -> None:
    with sessions() as db:
        raise_version(db, name)
        db.commit()


def test_versions_count_from_nothing(sessions: Sessions) -> None:
    change(sessions, "books")
    change(sessions, "books")
    with sessions() as db:
        assert version_of(db, "books", "shelves") == (2, 0)


def test_an_uncommitted_change_counts_for_nobody(db: Session, sessions: Sessions) -> None:
    raise_version(db, "books")
    db.rollback()
    with sessions() as other:
        assert version_of(other, "books") == (0,)


def test_what_has_not_changed_is_loaded_once(live: Live[int], library: Library) -> None:
    assert live.found() is None
    assert live.now() == 1
    assert [live.refresh(), live.refresh(), live.now()] == [1, 1, 1]
    assert library.loads == 1


def test_a_change_of_any_watched_name_arrives_by_itself(
    live: Live[int], library: Library, sessions: Sessions
) -> None:
    assert live.now() == 1
    change(sessions, "unrelated")
    change(sessions, "shelves")
    assert library.loaded_again.wait(30)
    assert live.refresh() == 2


def test_with_the_database_away_the_last_snapshot_serves(library: Library) -> None:
    away = create_engine("sqlite:////nowhere/at/all.db")
    live = Live(make_sessions(away), ("books",), library.load, every=0.01)
    with pytest.raises(SQLAlchemyError):
        live.now()
    assert live.found() is None
    live.stop()
