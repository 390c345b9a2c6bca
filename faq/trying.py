"""What residents would be answered if all that is being worked on were published: a look ahead."""

from copy import copy

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.language import normalise
from faq.entries import content_of
from faq.knowledge import MUCH, Knowledge, KnownEntry
from faq.models import Entry, EntryState

MOST = 500


def with_drafts(db: Session, published: Knowledge) -> Knowledge:
    """The knowledge with every entry as it was last saved, the 500 changed last; retired ones and
    those without an answer stay out. A second or two where hundreds differ."""
    saved = select(Entry).options(selectinload(Entry.phrasings))
    differing = saved.where(
        Entry.state != EntryState.RETIRED,
        Entry.answer != "",
        Entry.published_revision.is_distinct_from(Entry.version),
    )
    rows = db.scalars(differing.order_by(Entry.changed_at.desc()).limit(MOST))
    drafts = {row.id: _known(row) for row in rows}
    entries = {**published.entries, **drafts}.values()
    if len(drafts) > MUCH * len(entries):
        return Knowledge(entries, lexicon=published.index.lexicon)
    index = copy(published.index)
    for entry in drafts.values():
        index.replace(str(entry.id), entry.content.texts)
    return Knowledge(entries, index)


def _known(entry: Entry) -> KnownEntry:
    content = content_of(entry)
    return KnownEntry(entry.id, entry.version, content, normalise(content.question))
