"""Which questions that nothing answered ask the same: worked out by the worker, kept with them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    column,
    delete,
    exists,
    or_,
    select,
    update,
    values,
)
from sqlalchemy.orm import Session

from core.language import normalise
from core.tasks import Task, TaskState, queue_task
from faq.grouping import group_texts
from faq.matching.lexicon import Lexicon
from faq.models import Question, Settled

KIND = "group_misses"
LOOKED_BACK = timedelta(days=180)
MOST_QUESTIONS, MOST_WRITINGS = 50_000, 20_000
AT_ONCE = 4_000
SAYS_NOTHING = 0
BUSY = TaskState.WAITING, TaskState.WORKING

Progress = Callable[[int], None]


class Asked(NamedTuple):
    """One question, and the group it is in so far."""

    id: int
    text: str
    group_id: int | None


def unsettled() -> ColumnElement[bool]:
    """The condition on `Question` of what nothing answered and staff made nothing of.

    What was ignored is among it: the like of it, asked later, is found by its group.
    """
    seen = or_(Question.settled.is_(None), Question.settled == Settled.IGNORED)
    return Question.entry_id.is_(None) & Question.text.is_not(None) & seen


def count_new(db: Session, *, now: datetime) -> int:
    """How many questions wait to be put into a group, at most 1,000."""
    new = select(Question.id).where(unsettled(), Question.group_id.is_(None), *_of_late(now))
    return len(db.scalars(new.limit(1_000)).all())


def find_busy(db: Session) -> Task | None:
    """The grouping that waits or is being done."""
    own = select(Task).where(Task.kind == KIND, Task.state.in_(BUSY))
    return db.scalars(own.order_by(Task.id).limit(1)).first()


def queue_grouping(db: Session, *, now: datetime) -> Task:
    """Have the worker group what was asked, unless that waits or is being done already."""
    busy = find_busy(db)
    if busy is not None:
        return busy
    db.execute(delete(Task).where(Task.kind == KIND))
    return queue_task(db, KIND, {}, now=now)


def is_due(db: Session, *, now: datetime) -> bool:
    """Whether something was asked since the last grouping, and none is on its way."""
    new = exists().where(unsettled(), Question.group_id.is_(None), *_of_late(now))
    return bool(db.scalar(select(new))) and find_busy(db) is None


def read_asked(db: Session, *, now: datetime) -> list[Asked]:
    """The newest 50,000 questions of the last 180 days that belong into groups, oldest first."""
    rows = db.execute(
        select(Question.id, Question.text, Question.group_id)
        .where(unsettled(), *_of_late(now))
        .order_by(Question.id.desc())
        .limit(MOST_QUESTIONS)
    )
    return [Asked(id_, text or "", group_id) for id_, text, group_id in rows][::-1]


def find_groups(
    asked: Iterable[Asked], tell: Progress = lambda _: None, lexicon: Lexicon | None = None
) -> dict[int, int]:
    """The group of each question whose group changes: the id of the oldest that asks the same.

    What is asked most settles what a group is about. 20,000 different writings are compared by
    meaning, as the lexicon has it; the rest stands by its writing alone.
    """
    writings: dict[str, list[Asked]] = {}
    normal = lru_cache(maxsize=None)(normalise)
    for row in asked:
        writings.setdefault(normal(row.text), []).append(row)
    silent = writings.pop("", [])
    ordered = sorted(writings.values(), key=lambda own: (-len(own), own[0].id))
    groups = group_texts([own[0].text for own in ordered[:MOST_WRITINGS]], tell, lexicon)
    together = [[row for place in group for row in ordered[place]] for group in groups]
    found = {row: min(own).id for own in (*together, *ordered[MOST_WRITINGS:]) for row in own}
    found |= dict.fromkeys(silent, SAYS_NOTHING)
    return {row.id: group for row, group in found.items() if row.group_id != group}


def keep_groups(db: Session, groups: Mapping[int, int]) -> None:
    """Write a question's group on it."""
    pairs = list(groups.items())
    columns = column("id", BigInteger), column("group_id", BigInteger)
    # Numbers as they are: as parameters, thousands of them would take longer than the rest.
    own = values(*columns, name="new", literal_binds=True).data(pairs).cte("regrouped")
    change = update(Question).where(Question.id == own.c.id).values(group_id=own.c.group_id)
    db.execute(change.execution_options(synchronize_session=False))


def in_parts(groups: Mapping[int, int]) -> Iterator[dict[int, int]]:
    """The same, in parts that are written in a moment each."""
    pairs = iter(groups.items())
    while part := dict(islice(pairs, AT_ONCE)):
        yield part


def _of_late(now: datetime) -> tuple[ColumnElement[bool]]:
    return (Question.asked_at > now - LOOKED_BACK,)
