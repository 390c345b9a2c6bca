"""An entry as it was saved, again and again: looked at, compared, brought back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.errors import NotFound
from faq.content import from_json
from faq.entries import save_entry
from faq.models import Entry, Revision


def list_revisions(db: Session, entry: Entry, *, limit: int = 100) -> list[Revision]:
    """The entry's revisions, newest first."""
    own = select(Revision).where(Revision.entry_id == entry.id)
    return list(db.scalars(own.order_by(Revision.number.desc()).limit(limit)))


def get_revision(db: Session, entry: Entry, number: int) -> Revision:
    """The entry's revision of that number; raises `NotFound`."""
    numbered = Revision.entry_id == entry.id, Revision.number == number
    found = db.scalars(select(Revision).where(*numbered)).first()
    if found is None:
        raise NotFound("没有这个版本。")
    return found


def restore_revision(
    db: Session, entry: Entry, number: int, *, version: int, actor: Actor, now: datetime
) -> Entry:
    """Save the content of an old revision as the newest one; raises what `save_entry` raises."""
    content = from_json(get_revision(db, entry, number).content)
    return save_entry(db, entry, content, version=version, actor=actor, now=now)
