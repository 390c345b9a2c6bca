"""Entries as those who publish look at them: what stands in the way of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from community.areas import Areas
from core.errors import Invalid
from faq.content import EntryContent
from faq.entries import content_of
from faq.models import Entry, EntryState
from faq.published import published_contents
from faq.publishing import check_publishable


@dataclass(frozen=True)
class Listed:
    """An entry; `hindrance` says why it can't be published as it was last saved, '' if it can.

    `is_current`: residents get just what was last saved.
    """

    entry: Entry
    is_current: bool
    hindrance: str

    @property
    def name(self) -> str:
        """What commands call it: its key, or its public id where it has none."""
        return self.entry.key or self.entry.public_id


def list_entries(
    db: Session,
    areas: Areas,
    *,
    state: EntryState | None = None,
    category: str | None = None,
) -> list[Listed]:
    """The entries, all or those in that state and category, in the order they were made."""
    found: Select[Entry] = select(Entry).options(selectinload(Entry.phrasings)).order_by(Entry.id)
    if state is not None:
        found = found.where(Entry.state == state)
    if category is not None:
        found = found.where(Entry.category == category)
    published = published_contents(db)
    listed = []
    for entry in db.scalars(found):
        others = (content for own, content in published.items() if own != entry.id)
        is_current = entry.published_revision == entry.version
        reason = "" if is_current else _hindrance(entry, areas, others)
        listed.append(Listed(entry, is_current, reason))
    return listed


def unpublished(db: Session) -> list[str]:
    """The names of all entries of which residents don't get what was last saved, but retired."""
    waiting = select(Entry).where(
        Entry.state != EntryState.RETIRED,
        Entry.published_revision.is_distinct_from(Entry.version),
    )
    return [entry.key or entry.public_id for entry in db.scalars(waiting.order_by(Entry.id))]


def _hindrance(entry: Entry, areas: Areas, others: Iterable[EntryContent]) -> str:
    try:
        check_publishable(content_of(entry), areas, others)
    except Invalid as error:
        return error.sentence
    return ""
