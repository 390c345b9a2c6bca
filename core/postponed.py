"""Writes that nobody reads again: made in one statement with the last one of a transaction.

Each statement is a round trip, and on PostgreSQL the trips cost more than the rows.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Result, event
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker

from core.database import Sessions, is_postgresql

MOST_TOGETHER = 64
"""So many different combinations of statements are kept put together."""

Write = tuple[Any, Mapping[str, Any]]


class PostponingSession(Session):
    """A session that keeps postponed writes until its last statement (`end_with`).

    Whatever else is asked of it sees them made: they are made before any other statement and
    before a commit.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._postponed: dict[Any, Write] = {}

    def postpone(self, statement: Any, values: Mapping[str, Any], row: object = None) -> None:
        """Keep the write for later; see `write`."""
        if row is None and statement in self._postponed:
            self.make_postponed()
        self._postponed[statement if row is None else row] = statement, values

    def make_postponed(self) -> None:
        """Make all writes that are kept, in their order."""
        for statement, values in self._take():
            self.execute(statement, values)

    def end_with(self, last: Any, values: Mapping[str, Any]) -> Result[Any]:
        """Make all writes that are kept together with this statement; returns its result."""
        if not is_postgresql(self):
            self.make_postponed()
            return self.execute(last, values)
        kept = self._take()
        theirs = {name: value for _, own in kept for name, value in own.items()}
        together = _as_one(last, tuple(statement for statement, _ in kept))
        return self.execute(together, {**theirs, **values})

    def commit(self) -> None:
        """As of any session, with what is kept."""
        self.make_postponed()
        super().commit()

    def rollback(self) -> None:
        """As of any session; what is kept is given up, too."""
        self._postponed.clear()
        super().rollback()

    def _take(self) -> list[Write]:
        kept = list(self._postponed.values())
        self._postponed.clear()
        return kept


@event.listens_for(PostponingSession, "do_orm_execute")
def _make_first(state: ORMExecuteState) -> None:
    session = state.session
    if isinstance(session, PostponingSession):
        session.make_postponed()


def make_postponing_sessions(sessions: Sessions) -> sessionmaker[PostponingSession]:
    """A factory of postponing sessions beside that one, over the same engine."""
    return sessionmaker(sessions.kw["bind"], class_=PostponingSession, expire_on_commit=False)


def write(db: Session, statement: Any, values: Mapping[str, Any], *, row: object = None) -> None:
    """Make a write that the transaction hardly reads again, or postpone it.

    `statement` is a constant, put together once, and its parameters have names of their own
    among all that are written so: on PostgreSQL it becomes a part of another statement. `row`
    names the one row that it alone decides: of several writes of that row only the last counts.
    """
    if isinstance(db, PostponingSession):
        db.postpone(statement, values, row)
    else:
        db.execute(statement, values)


def end_with(db: Session, statement: Any, values: Mapping[str, Any]) -> Result[Any]:
    """Run the last statement of a transaction, with all that was postponed; returns its result."""
    if isinstance(db, PostponingSession):
        return db.end_with(statement, values)
    return db.execute(statement, values)


# Put together once: building a statement costs more than running it.
@lru_cache(MOST_TOGETHER)
def _as_one(last: Any, writes: tuple[Any, ...]) -> Any:
    return last.add_cte(*(each.cte(f"write_{number}") for number, each in enumerate(writes)))
