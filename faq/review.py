"""审核: an entry may be looked at by another person before it is published."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import Area
from core.actor import Actor
from core.audit import record
from core.errors import Conflict
from faq.models import Entry, EntryState, Revision


def submit_entry(db: Session, entry: Entry, *, actor: Actor, now: datetime) -> Entry:
    """Ask another person to publish what was last saved; residents keep what they get."""
    _require(db, actor, entry)
    if entry.published_revision == entry.version:
        raise Conflict("现在的内容居民已经看到，不用审核。")
    return _move(db, entry, EntryState.REVIEW, "entry.submit", actor, now)


def send_back(db: Session, entry: Entry, *, actor: Actor, now: datetime) -> Entry:
    """End the review without publishing: the entry is an editor's to go on with."""
    _require(db, actor, entry)
    if entry.state != EntryState.REVIEW:
        raise Conflict("这条知识不在审核。")
    before = EntryState.PUBLISHED if entry.published_revision else EntryState.DRAFT
    return _move(db, entry, before, "entry.send_back", actor, now)


def require_another(db: Session, entry: Entry, actor: Actor) -> None:
    """Raises `Conflict` where the entry is in review and the actor himself wrote what is to be
    looked at."""
    if entry.state != EntryState.REVIEW:
        return
    last = select(Revision.actor_id).where(
        Revision.entry_id == entry.id,
        Revision.number == entry.version,
        Revision.actor_kind == actor.kind,
    )
    if actor.id is not None and db.scalar(last) == actor.id:
        raise Conflict("已提交审核，要由另一位同事发布；不审了请先撤回。")


def _move(
    db: Session, entry: Entry, state: EntryState, act: str, actor: Actor, now: datetime
) -> Entry:
    entry.state = state
    db.flush()
    record(db, actor, act, f"entry:{entry.id}", {"revision": entry.version}, now=now)
    return entry


def _require(db: Session, actor: Actor, entry: Entry) -> None:
    area = db.get(Area, entry.area_id) if entry.area_id is not None else None
    actor.require("entry.edit", area=area.path if area else None)
