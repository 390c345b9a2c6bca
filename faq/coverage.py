"""How well the knowledge answers: by day, by category, and which entries need somebody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, literal_column, or_, select
from sqlalchemy.orm import Session

from community.areas import Areas
from core.actor import Actor, is_within
from core.clock import day_of, start_of_day
from core.database import is_postgresql
from core.errors import Refused
from faq.models import Entry, EntryState, Outcome, Question

RIGHT = "question.see"
NEVER_IN = timedelta(days=90)
FEWEST_UNHELPFUL = 2
SHARE_UNHELPFUL = 0.2
MOST_NAMED = 20


@dataclass(frozen=True)
class Counted:
    """Questions of a day or category: how many, and how they ended.

    `answered` counts those that an entry answered in the end, also one picked from a choice.
    """

    label: str
    asked: int
    answered: int
    suggested: int
    missed: int
    unhelpful: int

    @property
    def coverage(self) -> float:
        """The share that was answered, in percent; 0 where nothing was asked."""
        return 100 * self.answered / self.asked if self.asked else 0.0


def by_day(db: Session, *, days: int, areas: Areas, actor: Actor, now: datetime) -> list[Counted]:
    """The last days up to today, the oldest first; a day on which nothing was asked stands too."""
    today = day_of(now)
    first = today - timedelta(days=days - 1)
    day = _local_day(db)
    found = {
        str(row[0]): Counted(str(row[0]), *row[1:])
        for row in db.execute(_counted(day, start_of_day(first), areas, actor))
    }
    every = [str(first + timedelta(days=one)) for one in range(days)]
    return [found.get(label, Counted(label, 0, 0, 0, 0, 0)) for label in every]


def by_category(
    db: Session, *, days: int, areas: Areas, actor: Actor, now: datetime
) -> list[Counted]:
    """By the category of the entry that answered, the most asked first."""
    since = start_of_day(day_of(now) - timedelta(days=days - 1))
    wanted = _counted(Entry.category, since, areas, actor)
    rows = db.execute(wanted.join(Entry, Entry.id == Question.entry_id))
    found = [Counted(str(row[0]) or "没有分类", *row[1:]) for row in rows]
    return sorted(found, key=lambda one: (-one.asked, one.label))


def never_matched(db: Session, *, seen: ColumnElement[bool], now: datetime) -> list[Entry]:
    """Published entries, unchanged for 90 days, that answered nothing in them."""
    since = now - NEVER_IN
    used = select(Question.entry_id).where(
        Question.asked_at > since, Question.entry_id.is_not(None)
    )
    wanted = select(Entry).where(
        seen,
        Entry.published_revision.is_not(None),
        Entry.changed_at < since,
        Entry.id.not_in(used),
    )
    return list(db.scalars(wanted.order_by(Entry.changed_at).limit(MOST_NAMED)))


def unhelpful(
    db: Session, *, seen: ColumnElement[bool], now: datetime
) -> list[tuple[Entry, int, int]]:
    """Entries of which at least two answers and one in five got 没帮助 in 90 days, the worst
    first: entry, how often unhelpful, how often given."""
    marked = func.sum(case((Question.unhelpful, 1), else_=0))
    given = func.count()
    rows = db.execute(
        select(Question.entry_id, marked, given)
        .where(Question.asked_at > now - NEVER_IN, Question.entry_id.is_not(None))
        .group_by(Question.entry_id)
        .having(and_(marked >= FEWEST_UNHELPFUL, marked >= given * SHARE_UNHELPFUL))
        .order_by(marked.desc())
        .limit(MOST_NAMED)
    ).all()
    own = select(Entry).where(seen, Entry.id.in_([row[0] for row in rows]))
    entries = {entry.id: entry for entry in db.scalars(own)}
    return [(entries[own], int(bad), all_) for own, bad, all_ in rows if own in entries]


def expiring(
    db: Session, *, seen: ColumnElement[bool], today: date, within: timedelta
) -> list[Entry]:
    """Entries in use that end soon or have ended, the first to end first."""
    wanted = select(Entry).where(
        seen,
        Entry.state != EntryState.RETIRED,
        Entry.valid_until.is_not(None),
        Entry.valid_until <= today + within,
    )
    return list(db.scalars(wanted.order_by(Entry.valid_until).limit(MOST_NAMED)))


def _counted(label: Any, since: datetime, areas: Areas, actor: Actor) -> Any:
    def count(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    answered = Question.entry_id.is_not(None)
    open_choice = and_(Question.entry_id.is_(None), Question.outcome == Outcome.SUGGESTED)
    missed = and_(Question.entry_id.is_(None), Question.outcome == Outcome.MISSED)
    return (
        select(
            label,
            func.count(),
            count(answered),
            count(open_choice),
            count(missed),
            count(Question.unhelpful),
        )
        .select_from(Question)
        .where(Question.asked_at >= since, _visible(areas, actor))
        # By its place: PostgreSQL does not see that two expressions with parameters are one.
        .group_by(literal_column("1"))
    )


def _visible(areas: Areas, actor: Actor) -> ColumnElement[bool]:
    """The questions of the areas the actor may see; those from nowhere only to who sees all."""
    if not actor.may_somewhere(RIGHT):
        raise Refused()
    if actor.may(RIGHT):
        return Question.id.is_not(None)
    paths = [own.area for own in actor.rights if own.name in (RIGHT, "*") and own.office is None]
    near = [area.id for area in areas if any(is_within(area.path, path) for path in paths)]
    return or_(false(), Question.area_id.in_(near))


def _local_day(db: Session) -> Any:
    """The day in Shanghai, as text, in the database's own way (China has no summer time)."""
    if is_postgresql(db):
        return func.to_char(func.timezone("Asia/Shanghai", Question.asked_at), "YYYY-MM-DD")
    return func.date(Question.asked_at, "+8 hours")
