"""What is published: the revisions residents get."""

from collections.abc import Collection

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from faq.content import EntryContent, from_json
from faq.models import Entry, Revision


def published_numbers(db: Session) -> dict[int, int]:
    """The published revision's number by entry id."""
    rows = db.execute(
        select(Entry.id, Entry.published_revision).where(Entry.published_revision.is_not(None))
    )
    return {entry_id: number for entry_id, number in rows if number is not None}


def published_contents(
    db: Session, among: Collection[int] | None = None
) -> dict[int, EntryContent]:
    """The published content by entry id, of all entries or of those named."""
    published = select(Revision.entry_id, Revision.content).join(
        Entry,
        and_(Entry.id == Revision.entry_id, Entry.published_revision == Revision.number),
    )
    if among is not None:
        published = published.where(Entry.id.in_(among))
    return {entry_id: from_json(content) for entry_id, content in db.execute(published)}
