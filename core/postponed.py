"""Writes that nobody reads again: made in one statement with the last one of a transaction.

Each statement is a round trip, and on PostgreSQL the trips cost more than the rows. Where all else
was only read, that one statement needs no transaction around it either.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, event, exists, select, true
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker

from core.alone import Alone, has_begun
from core.database import Sessions, is_postgresql

MOST_TOGETHER = 64
"""So many different combinations of statements are kept put together."""

Write = Callable[[ColumnElement[bool]], Any]
"""Puts together a statement that writes where the condition holds. Its parameters have names of
their own among all that are written: it becomes a part of another statement."""


class PostponingSession(Session):
    """A session that keeps postponed writes until its last statement (`end_with`).

    Whatever else is asked of it sees them made: they are made before any other statement and
    before a commit.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._postponed: dict[Any, tuple[Write, Mapping[str, Any]]] = {}
        self._has_ended = False

    def postpone(self, write: Write, values: Mapping[str, Any], row: object = None) -> None:
        """Keep the write for later; see `write`."""
        if row is None and write in self._postponed:
            self.make_postponed()
        self._postponed[write if row is None else row] = write, values

    def make_postponed(self) -> None:
        """Make all writes that are kept, in their order."""
        kept = list(self._postponed.values())
        self._postponed.clear()
        for write, values in kept:
            self.execute(_by_itself(write), values)

    def read_alone(
        self, statement: Any, values: Mapping[str, Any], *, sees_own: bool = True
    ) -> Sequence[Any] | None:
        """The rows of a constant statement; None where writes of this session, which it has to
        see, may be under way. See `read`."""
        if not is_postgresql(self) or (sees_own and self._has_unmade()):
            return None
        connection = self.connection()
        if has_begun(connection):
            return None
        return _reading(statement, self.get_bind().dialect).read(connection, values)

    def _has_unmade(self) -> bool:
        """Whether there are writes that the database has not heard of."""
        return bool(self._postponed or self.new or self.dirty)

    def end_alone(self, last: Any, values: Mapping[str, Any]) -> Row[Any] | None:
        """Make all writes that are kept together with this statement, as a commit of its own, if
        nothing was written before; see `end_alone`."""
        if not is_postgresql(self):
            return None
        self.flush()
        if has_begun(self.connection()):
            return None
        alone = _alone(last, self._writes(), self.get_bind().dialect)
        row: Row[Any] | None = alone.run(self.connection(), self._with_theirs(values))
        if row is not None:
            self._postponed.clear()
            self._has_ended = True
        return row

    def end_with(self, last: Any, values: Mapping[str, Any]) -> Row[Any] | None:
        """Make all writes that are kept together with this statement; returns its row."""
        if is_postgresql(self):
            last, values = _as_one(last, self._writes()), self._with_theirs(values)
            self._postponed.clear()
        self.make_postponed()
        return self.execute(last, values).first()

    def _writes(self) -> tuple[Write, ...]:
        return tuple(write for write, _ in self._postponed.values())

    def _with_theirs(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        theirs = {name: value for _, own in self._postponed.values() for name, value in own.items()}
        return {**theirs, **values}

    def commit(self) -> None:
        """As of any session, with what is kept; nothing is left to do where it ended alone."""
        if self._has_ended and not (self._has_unmade() or self.deleted):
            return
        self.make_postponed()
        super().commit()

    def rollback(self) -> None:
        """As of any session; what is kept is given up, too."""
        self._postponed.clear()
        super().rollback()


@event.listens_for(PostponingSession, "do_orm_execute")
def _make_first(state: ORMExecuteState) -> None:
    session = state.session
    if isinstance(session, PostponingSession):
        session.make_postponed()


def make_postponing_sessions(sessions: Sessions) -> sessionmaker[PostponingSession]:
    """A factory of postponing sessions beside that one, over the same engine."""
    return sessionmaker(sessions.kw["bind"], class_=PostponingSession, expire_on_commit=False)


def read(
    db: Session, statement: Any, values: Mapping[str, Any], *, sees_own: bool = True
) -> Sequence[Any]:
    """The rows of a constant statement that selects columns and stands alone: in every push it
    goes to the driver directly, if nothing has been written before. `sees_own` False: it finds
    nothing of what its own transaction writes, so what is postponed can stay so."""
    rows = None
    if isinstance(db, PostponingSession):
        rows = db.read_alone(statement, values, sees_own=sees_own)
    return db.execute(statement, values).all() if rows is None else rows


def write(db: Session, statement: Write, values: Mapping[str, Any], *, row: object = None) -> None:
    """Make a write that the transaction hardly reads again, or postpone it.

    `statement` is a constant. `row` names the one row that it alone decides: of several writes of
    that row only the last counts.
    """
    if isinstance(db, PostponingSession):
        db.postpone(statement, values, row)
    else:
        db.execute(_by_itself(statement), values)


def end_alone(db: Session, statement: Any, values: Mapping[str, Any]) -> Row[Any] | None:
    """Run the last statement of a transaction in which all else was only read, with all that was
    postponed, as a commit of its own; returns its row.

    None, and nothing done, where it finds no row, or where it can't be so: see `end_with`.
    """
    return db.end_alone(statement, values) if isinstance(db, PostponingSession) else None


def end_with(db: Session, statement: Any, values: Mapping[str, Any]) -> Row[Any] | None:
    """Run the last statement of a transaction, with all that was postponed; returns its row.
    Where there is none the transaction must be rolled back."""
    if isinstance(db, PostponingSession):
        return db.end_with(statement, values)
    return db.execute(statement, values).first()


# Put together once: building a statement costs more than running it.
@lru_cache(MOST_TOGETHER)
def _by_itself(write: Write) -> Any:
    return write(true())


@lru_cache(MOST_TOGETHER)
def _as_one(last: Any, writes: tuple[Write, ...]) -> Any:
    if not writes:
        return last
    ended = last.cte("ended")
    is_ended = exists(select(ended))
    parts = (write(is_ended).cte(f"write_{number}") for number, write in enumerate(writes))
    return select(ended).add_cte(*parts)


@lru_cache(MOST_TOGETHER)
def _alone(last: Any, writes: tuple[Write, ...], dialect: Any) -> Alone:
    return Alone(_as_one(last, writes), dialect)


@lru_cache(MOST_TOGETHER)
def _reading(statement: Any, dialect: Any) -> Alone:
    return Alone(statement, dialect)
