"""What editors have typed and not yet saved: it outlives tabs and sign-outs, one row an editor
and entry, which also says who is in the entry now."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.errors import Refused
from core.upsert import insert_into
from faq.models import EntryDraft

NEW = "new"
RIGHT = "entry.edit"
# Who has typed nothing for so long has left it open and gone for tea.
STILL_THERE = timedelta(minutes=5)


def keep_draft(
    db: Session,
    subject: str,
    fields: Mapping[str, str],
    *,
    base_version: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the fields of somebody's form; none: he has the entry open and changed nothing."""
    staff_id = _staff(actor)
    values = {"base_version": base_version, "fields": dict(fields), "seen_at": now}
    insert = insert_into(db, EntryDraft.__table__)
    made = insert.values(subject=subject, staff_id=staff_id, **values)
    db.execute(made.on_conflict_do_update(index_elements=["subject", "staff_id"], set_=values))


def find_draft(db: Session, subject: str, *, actor: Actor) -> EntryDraft | None:
    """The actor's own draft if it holds anything."""
    own = select(EntryDraft).where(
        EntryDraft.subject == subject, EntryDraft.staff_id == _staff(actor)
    )
    found = db.scalars(own).first()
    return found if found and found.fields else None


def drop_draft(db: Session, subject: str, *, actor: Actor) -> None:
    """Forget it: it was saved, or is no longer wanted."""
    own = EntryDraft.subject == subject, EntryDraft.staff_id == _staff(actor)
    db.execute(delete(EntryDraft).where(*own))


def others_in(db: Session, subject: str, *, actor: Actor, now: datetime) -> list[int]:
    """Ids of the staff, but the actor, who are working on the entry."""
    there = select(EntryDraft.staff_id).where(
        EntryDraft.subject == subject,
        EntryDraft.staff_id != _staff(actor),
        EntryDraft.seen_at > now - STILL_THERE,
    )
    return list(db.scalars(there.order_by(EntryDraft.staff_id)))


def _staff(actor: Actor) -> int:
    if not actor.may_somewhere(RIGHT) or actor.id is None:
        raise Refused()
    return actor.id
