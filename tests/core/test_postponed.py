"""Postponed writes: made with the last statement, and never later than somebody looks."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    bindparam,
    delete,
    event,
    insert,
    select,
    update,
)

from core.database import Sessions
from core.options import ALONE
from core.postponed import (
    PostponingSession,
    end_alone,
    end_with,
    make_postponing_sessions,
    read,
    write,
)
from core.versions import Version

TABLE: Any = Version.__table__
ADD_ONE = insert(TABLE).values(name="doors", number=1)
CHANGE = update(TABLE).where(TABLE.c.name == bindparam("last_name")).values(number=9)
CHANGE = CHANGE.returning(TABLE.c.number)
NAMES = select(Version.name).order_by(Version.name)
BOOKS, SHELVES = {"new_name": "books", "new_number": 1}, {"new_name": "shelves", "new_number": 1}


def add(when: ColumnElement[bool]) -> Insert:
    """One row more."""
    new = (bindparam(name, type_=TABLE.c[name[4:]].type) for name in ("new_name", "new_number"))
    return insert(TABLE).from_select(["name", "number"], select(*new).where(when))


def remove(when: ColumnElement[bool]) -> Delete:
    """One row less."""
    return delete(TABLE).where(TABLE.c.name == bindparam("old_name"), when)


@pytest.fixture
def db(sessions: Sessions) -> Iterator[PostponingSession]:
    """A postponing session, on a table with one row."""
    with sessions.begin() as first:
        first.execute(ADD_ONE)
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
    write(db, add, BOOKS)
    write(db, remove, {"old_name": "windows"})
    assert statements == []
    assert end_with(db, CHANGE, {"last_name": "doors"}) == (9,)
    together = 1 if db.get_bind().dialect.name == "postgresql" else 3
    assert len([one for one in statements if "version" in one]) == together
    db.commit()
    assert names(sessions) == ["books", "doors"]


def test_what_was_only_read_before_needs_no_transaction_for_the_last_statement(
    sessions: Sessions, db: PostponingSession, statements: list[str]
) -> None:
    assert db.scalars(NAMES.execution_options(**ALONE)).all() == ["doors"]
    write(db, add, BOOKS)
    ended = end_alone(db, CHANGE, {"last_name": "doors"})
    if db.get_bind().dialect.name == "postgresql":
        assert ended == (9,)
        # The driver was given the last one directly.
        assert [one.split()[0] for one in statements] == ["SELECT"]
        assert names(sessions) == ["books", "doors"]
    else:
        assert ended is None


def test_what_ends_nothing_alone_has_written_nothing_and_may_end_in_a_transaction(
    sessions: Sessions, db: PostponingSession
) -> None:
    write(db, add, BOOKS)
    assert end_alone(db, CHANGE, {"last_name": "windows"}) is None
    assert names(sessions) == ["doors"]
    assert end_with(db, CHANGE, {"last_name": "doors"}) == (9,)
    db.commit()
    assert names(sessions) == ["books", "doors"]


def test_what_has_begun_does_not_end_alone(sessions: Sessions, db: PostponingSession) -> None:
    db.add(Version(name="windows", number=1))
    assert end_alone(db, CHANGE, {"last_name": "doors"}) is None
    db.rollback()
    assert names(sessions) == ["doors"]


def test_what_is_read_goes_to_the_driver_until_something_is_written(
    sessions: Sessions, db: PostponingSession, statements: list[str]
) -> None:
    known = NAMES.where(Version.number >= bindparam("least")).execution_options(**ALONE)
    assert [name for (name,) in read(db, known, {"least": 1})] == ["doors"]
    assert bool(statements) == (db.get_bind().dialect.name != "postgresql")
    db.add(Version(name="windows", number=1))
    assert [name for (name,) in read(db, known, {"least": 1})] == ["doors", "windows"]
    write(db, add, BOOKS)
    assert [name for (name,) in read(db, known, {"least": 1})] == ["books", "doors", "windows"]
    db.rollback()
    assert names(sessions) == ["doors"]


def test_what_finds_nothing_of_its_own_leaves_postponed_what_is(
    sessions: Sessions, db: PostponingSession, statements: list[str]
) -> None:
    known = NAMES.where(Version.number >= bindparam("least")).execution_options(**ALONE)
    write(db, add, BOOKS)
    assert ("doors",) in [tuple(row) for row in read(db, known, {"least": 1}, sees_own=False)]
    assert bool(statements) == (db.get_bind().dialect.name != "postgresql")
    end_with(db, CHANGE, {"last_name": "doors"})
    db.commit()
    assert names(sessions) == ["books", "doors"]


def test_whoever_looks_before_sees_it(db: PostponingSession) -> None:
    write(db, add, BOOKS)
    assert db.scalars(NAMES).all() == ["books", "doors"]
    write(db, add, SHELVES)
    assert db.get(Version, "shelves")


def test_the_same_write_twice_is_made_twice(sessions: Sessions, db: PostponingSession) -> None:
    write(db, add, BOOKS)
    write(db, add, SHELVES)
    end_with(db, CHANGE, {"last_name": "doors"})
    db.commit()
    assert names(sessions) == ["books", "doors", "shelves"]


def test_of_one_row_only_the_last_write_counts(sessions: Sessions, db: PostponingSession) -> None:
    write(db, remove, {"old_name": "books"}, row="books")
    write(db, add, BOOKS, row="books")
    end_with(db, CHANGE, {"last_name": "doors"})
    db.commit()
    assert names(sessions) == ["books", "doors"]


def test_a_commit_without_a_last_statement_makes_them_too(
    sessions: Sessions, db: PostponingSession
) -> None:
    write(db, add, BOOKS)
    db.commit()
    assert names(sessions) == ["books", "doors"]


def test_what_is_rolled_back_was_never_postponed(sessions: Sessions, db: PostponingSession) -> None:
    write(db, add, BOOKS)
    db.rollback()
    end_with(db, CHANGE, {"last_name": "doors"})
    db.commit()
    assert names(sessions) == ["doors"]


def test_any_other_session_writes_at_once(sessions: Sessions) -> None:
    with sessions.begin() as plain:
        write(plain, add, BOOKS)
        assert plain.scalars(NAMES).all() == ["books"]
        end_with(plain, CHANGE, {"last_name": "books"})
    assert names(sessions) == ["books"]
