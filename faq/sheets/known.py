"""The entries as a sheet names them: by public id, and by the key of a pack."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from community.areas import Areas
from core.actor import Actor
from faq.entries import content_of
from faq.models import Entry
from faq.sheets.plan import Known
from faq.visible import visible_to

MANY = 500


def visible_entries(db: Session, *, areas: Areas, actor: Actor) -> Iterator[Entry]:
    """The entries the actor may see, in the order they were made, read a few hundred at a time."""
    last = 0
    while True:
        wanted = select(Entry).where(Entry.id > last, visible_to(actor, areas))
        ordered = wanted.options(selectinload(Entry.phrasings)).order_by(Entry.id).limit(MANY)
        rows = db.scalars(ordered).all()
        if not rows:
            return
        yield from rows
        last = rows[-1].id


def known_entries(db: Session, *, areas: Areas, actor: Actor) -> dict[str, Known]:
    """What the actor may see, by both its names."""
    known: dict[str, Known] = {}
    for entry in visible_entries(db, areas=areas, actor=actor):
        one = Known(entry.id, entry.public_id, entry.version, content_of(entry))
        known[entry.public_id] = one
        if entry.key:
            known[entry.key] = one
    return known
