"""Postponed writes: made with the last statement, and never later than somebody looks."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, event, insert, select, update

from core.database import Sessions
from core.postponed import PostponingSession, end_with, make_postponing_sessions, write
from core.versions import Version

TABLE: Any = Version.__table__
ADD = insert(TABLE).values(name=bindparam("new_name"), number=bindparam("new_number"))
REMOVE = delete(TABLE).where(TABLE.c.name == bindparam("old_name"))
CHANGE = update(TABLE).where(TABLE.c.name == bindparam("last_name")).values(number=9)
NAMES = select(Version.name).order_by(Version.name)
BOOKS, SHELVES = {"new_name": "books", "new_number": 1}, {"new_name": "shelves", "new_number": 1}


@pytest.fixture
def db(sessions: Sessions) -> Iterator[PostponingSession]:
    """A postponing session, on a table with one row."""
    with sessions.begin() as first:
        first.execute(ADD, {"new_name": "doors", "new_number": 1})
    with make_postponing_sessions(sessions)() as postponing:
        yield postponing


@pytest.fixture
def statements(db: PostponingSession) -> Iterator[list[str]]:
    """What the database is asked from here on."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def names(sessions: Sessions) -> list[str]:
    """Those that are committed."""
    with sessions() as db:
        return list(db.scalars(NAMES))


def test_the_last_statement_takes_along_what_was_postponed(
    sessions: Sessions, db: PostponingSession, statements: list[str]
) -> None:
    write(db, ADD, BOOKS)
    write(db, REMOVE, {"old_name": "windows"})
    assert statements == []
    changed = end_with(db, CHANGE.returning(TABLE.c.number), {"last_name": "doors"})
    assert changed.scalars().all() == [9]
    together = 1 if db.get_bind().dialect.name == "postgresql" else 3
    assert len([one for one in statements if "version" in one]) == together
    db.commit()
    assert names(sessions) == ["books", "doors"]


def test_whoever_looks_before_sees_it(db: PostponingSession) -> None:
    write(db, ADD, BOOKS)
    assert db.scalars(NAMES).all() == ["books", "doors"]
    write(db, ADD, SHELVES)
    assert db.get(Version, "shelves")


def test_the_same_write_twice_is_made_twice(sessions: Sessions, db: PostponingSession) -> None:
    write(db, ADD, BOOKS)
    write(db, ADD, SHELVES)
    end_with(db, CHANGE, {"last_name": "doors"})
    db.commit()
    assert names(sessions) == ["books", "doors", "shelves"]


def test_of_one_row_only_the_last_write_counts(sessions: Sessions, db: PostponingSession) -> None:
    write(db, REMOVE, {"old_name": "books"}, row="books")
    write(db, ADD, BOOKS, row="books")
    end_with(db, CHANGE, {"last_name": "doors"})
    db.commit()
    assert names(sessions) == ["books", "doors"]


def test_a_commit_without_a_last_statement_makes_them_too(
    sessions: Sessions, db: PostponingSession
) -> None:
    write(db, ADD, BOOKS)
    db.commit()
    assert names(sessions) == ["books", "doors"]


def test_what_is_rolled_back_was_never_postponed(sessions: Sessions, db: PostponingSession) -> None:
    write(db, ADD, BOOKS)
    db.rollback()
    end_with(db, CHANGE, {"last_name": "doors"})
    db.commit()
    assert names(sessions) == ["doors"]


def test_any_other_session_writes_at_once(sessions: Sessions) -> None:
    with sessions.begin() as plain:
        write(plain, ADD, BOOKS)
        assert plain.scalars(NAMES).all() == ["books"]
        end_with(plain, CHANGE, {"last_name": "books"})
    assert names(sessions) == ["books"]
