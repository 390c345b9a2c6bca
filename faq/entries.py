"""Writing entries: every save is a revision, residents get the published one."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from community.areas import Areas
from community.models import Area
from core.actor import Actor
from core.audit import record
from core.editing import take_version
from core.errors import Conflict, NotFound
from core.versions import raise_version
from faq.content import EntryContent, as_json, tidy
from faq.models import Entry, EntryState, Phrasing, Revision
from faq.published import published_contents
from faq.publishing import check_publishable
from faq.review import require_another

_FIELDS = (
    *("question", "answer", "category", "area_id", "office_id", "topic_id"),
    *("valid_from", "valid_until", "example"),
)


def create_entry(
    db: Session, content: EntryContent, *, actor: Actor, now: datetime, key: str | None = None
) -> Entry:
    """A new draft; `key` names an entry of a pack. Raises `Refused` or `Invalid`."""
    _require(db, actor, "entry.edit", content.area_id)
    content = tidy(content)
    entry = Entry(key=key, state=EntryState.DRAFT, version=1, created_at=now)
    _write(entry, content, now)
    db.add(entry)
    db.flush()
    _keep_revision(db, entry, content, actor, now)
    record(db, actor, "entry.create", f"entry:{entry.id}", now=now)
    return entry


def save_entry(
    db: Session,
    entry: Entry,
    content: EntryContent,
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> Entry:
    """Save a new revision over the version the editor has read, else `Conflict`.

    What is published stays published as it is.
    """
    for area_id in {entry.area_id, content.area_id}:
        _require(db, actor, "entry.edit", area_id)
    content = tidy(content)
    take_version(db, entry, version)
    _write(entry, content, now)
    # The column gives plain strings, so `is` would never hold.
    if entry.state == EntryState.RETIRED:
        entry.state = EntryState.DRAFT
    _keep_revision(db, entry, content, actor, now)
    record(db, actor, "entry.save", f"entry:{entry.id}", {"revision": entry.version}, now=now)
    return entry


def publish_entry(
    db: Session,
    entry: Entry,
    *,
    areas: Areas,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    published: Mapping[int, EntryContent] | None = None,
) -> Entry:
    """Give residents the entry as it was last saved; raises `Invalid` naming what is missing.

    Raises `Conflict` when that is another than the `version` read, and for an entry in review
    whose text is the actor's own. Who publishes many tells what is `published` by then.
    """
    db.refresh(entry, with_for_update=True)
    _require(db, actor, "entry.publish", entry.area_id)
    if version is not None and version != entry.version:
        raise Conflict()
    require_another(db, entry, actor)
    if published is None:
        published = published_contents(db)
    others = (content for own, content in published.items() if own != entry.id)
    check_publishable(content_of(entry), areas, others)
    entry.state = EntryState.PUBLISHED
    entry.published_revision = entry.version
    entry.changed_at = now
    db.flush()
    raise_version(db, "faq")
    facts = {"revision": entry.version}
    record(db, actor, "entry.publish", f"entry:{entry.id}", facts, now=now)
    return entry


def retire_entry(db: Session, entry: Entry, *, actor: Actor, now: datetime) -> Entry:
    """Take the entry from residents; its text and revisions stay."""
    _require(db, actor, "entry.publish", entry.area_id)
    entry.state = EntryState.RETIRED
    entry.published_revision = None
    entry.changed_at = now
    db.flush()
    raise_version(db, "faq")
    record(db, actor, "entry.retire", f"entry:{entry.id}", now=now)
    return entry


def get_entry(db: Session, public_id: str) -> Entry:
    """The entry of that public id; raises `NotFound`."""
    found = db.scalars(select(Entry).where(Entry.public_id == public_id)).first()
    if found is None:
        raise NotFound("没有这条知识。")
    return found


def get_named(db: Session, name: str) -> Entry:
    """The entry of that key or public id; raises `NotFound`."""
    named = select(Entry).where(or_(Entry.key == name, Entry.public_id == name))
    found = db.scalars(named.order_by(Entry.id)).first()
    if found is None:
        raise NotFound("没有这条知识。")
    return found


def content_of(entry: Entry) -> EntryContent:
    """The entry as it was last saved."""
    phrasings = tuple(phrasing.text for phrasing in entry.phrasings)
    return EntryContent(**{name: getattr(entry, name) for name in _FIELDS}, phrasings=phrasings)


def _require(db: Session, actor: Actor, right: str, area_id: int | None) -> None:
    area = db.get(Area, area_id) if area_id is not None else None
    actor.require(right, area=area.path if area else None)


def _write(entry: Entry, content: EntryContent, now: datetime) -> None:
    for name in _FIELDS:
        setattr(entry, name, getattr(content, name))
    entry.phrasings = [Phrasing(text=text) for text in content.phrasings]
    entry.changed_at = now


def _keep_revision(
    db: Session, entry: Entry, content: EntryContent, actor: Actor, now: datetime
) -> None:
    revision = Revision(
        entry_id=entry.id,
        number=entry.version,
        content=as_json(content),
        actor_kind=actor.kind,
        actor_id=actor.id,
        saved_at=now,
    )
    db.add(revision)
    db.flush()
