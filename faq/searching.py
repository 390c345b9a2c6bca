"""Finding entries as editors look for them: by any words in them, and by where they stand."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from community.areas import Areas
from core.actor import Actor, is_within
from core.language import simplify
from faq.models import Entry, EntryState, Phrasing
from faq.visible import visible_to

A_PAGE = 30
MOST_WORDS = 8
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Wanted:
    """What is looked for; '' and None leave a thing open.

    `words`: each of them (between spaces) stands in the question, the answer or a phrasing.
    `area_id`: entries of that area and below. `expiring`: valid for at most 30 days more, or no
    longer. `unpublished`: residents don't get what was last saved.
    """

    words: str = ""
    state: EntryState | None = None
    category: str = ""
    area_id: int | None = None
    expiring: bool = False
    unpublished: bool = False


@dataclass(frozen=True)
class Found:
    """One page of entries, those changed last first, and how many there are in all."""

    entries: tuple[Entry, ...]
    total: int


def search_entries(
    db: Session,
    wanted: Wanted,
    *,
    areas: Areas,
    actor: Actor,
    today: date,
    page: int = 1,
) -> Found:
    """The entries the actor may see that are wanted, `A_PAGE` to a page, counted from 1."""
    conditions = [visible_to(actor, areas), *_conditions(wanted, areas, today)]
    total = _count(db, conditions)
    rows: Select[Entry] = select(Entry).where(*conditions)
    rows = rows.options(selectinload(Entry.phrasings))
    ordered = rows.order_by(Entry.changed_at.desc(), Entry.id.desc())
    found = db.scalars(ordered.offset((page - 1) * A_PAGE).limit(A_PAGE))
    return Found(tuple(found), total)


def count_entries(db: Session, wanted: Wanted, *, areas: Areas, actor: Actor, today: date) -> int:
    """How many entries that the actor may see are wanted."""
    return _count(db, [visible_to(actor, areas), *_conditions(wanted, areas, today)])


def categories(db: Session, *, areas: Areas, actor: Actor) -> list[str]:
    """The categories of the entries the actor may see."""
    named = select(Entry.category).where(visible_to(actor, areas), Entry.category != "")
    return sorted(db.scalars(named.distinct()))


def _count(db: Session, conditions: Sequence[ColumnElement[bool]]) -> int:
    return db.scalar(select(func.count()).select_from(Entry).where(*conditions)) or 0


def _conditions(wanted: Wanted, areas: Areas, today: date) -> list[ColumnElement[bool]]:
    found = [_holds(word) for word in _words_of(wanted.words)]
    if wanted.state is not None:
        found.append(Entry.state == wanted.state)
    if wanted.category:
        found.append(Entry.category == wanted.category)
    if wanted.area_id is not None:
        path = areas.get(wanted.area_id).path
        below = [area.id for area in areas if is_within(area.path, path)]
        found.append(Entry.area_id.in_(below))
    if wanted.expiring:
        soon = Entry.valid_until.is_not(None), Entry.valid_until <= today + SOON
        found.append(and_(*soon, Entry.state != EntryState.RETIRED))
    if wanted.unpublished:
        differs = Entry.published_revision.is_distinct_from(Entry.version)
        found.append(and_(differs, Entry.state != EntryState.RETIRED))
    return found


def _words_of(text: str) -> list[str]:
    return simplify(unicodedata.normalize("NFKC", text)).split()[:MOST_WORDS]


def _holds(word: str) -> ColumnElement[bool]:
    def has(column: ColumnElement[str]) -> ColumnElement[bool]:
        return column.icontains(word, autoescape=True)

    phrased = exists().where(Phrasing.entry_id == Entry.id, has(Phrasing.__table__.c.text))
    own = Entry.__table__.c
    return or_(has(own.question), has(own.answer), phrased)
