"""Carrying out a plan in one transaction: all of it or nothing, in seconds for 10,000 rows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from core.actor import Actor
from core.audit import record
from core.columns import new_public_id
from core.errors import Conflict, Refused
from faq.content import EntryContent, as_json
from faq.models import Entry, EntryState, Phrasing, Revision
from faq.sheets.plan import Known, Plan

RIGHT = "entry.edit"
MANY = 500
Item = TypeVar("Item")
FIELDS = (
    *("question", "answer", "category", "area_id", "office_id", "topic_id"),
    *("valid_from", "valid_until", "example"),
)


def carry_out(db: Session, plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Save what the plan says, as drafts: nothing is published by it. Raises `Conflict` when an
    entry was changed since the plan was made, `Refused`; the caller rolls back then."""
    # Where it may be done was decided row by row, when the plan was made for the same actor.
    if not actor.may_somewhere(RIGHT):
        raise Refused()
    _change(db, plan.changed, actor, now)
    _create(db, plan.new, actor, now)
    facts = {"new": len(plan.new), "changed": len(plan.changed)}
    record(db, actor, "entry.import", "", facts, now=now)
    db.flush()


def _create(db: Session, contents: Sequence[EntryContent], actor: Actor, now: datetime) -> None:
    made = [
        {
            "public_id": new_public_id(),
            "state": EntryState.DRAFT,
            "version": 1,
            "created_at": now,
            "changed_at": now,
            **{name: getattr(content, name) for name in FIELDS},
        }
        for content in contents
    ]
    if not made:
        return
    db.execute(insert(Entry), made)
    ids: dict[str, int] = {}
    for some in _batches((row["public_id"] for row in made), MANY):
        rows = select(Entry.public_id, Entry.id).where(Entry.public_id.in_(some))
        ids.update((row.public_id, row.id) for row in db.execute(rows))
    written = [
        (ids[row["public_id"]], 1, content) for row, content in zip(made, contents, strict=True)
    ]
    _keep(db, written, actor, now)


def _change(
    db: Session, changes: Sequence[tuple[Known, EntryContent]], actor: Actor, now: datetime
) -> None:
    if not changes:
        return
    _require_unchanged(db, [known for known, _ in changes])
    for some in _batches((known.id for known, _ in changes), MANY):
        db.execute(delete(Phrasing).where(Phrasing.entry_id.in_(some)))
        retired = Entry.id.in_(some), Entry.state == EntryState.RETIRED
        db.execute(update(Entry).where(*retired).values(state=EntryState.DRAFT))
    values = [
        {
            "id": known.id,
            "version": known.version + 1,
            "changed_at": now,
            **{name: getattr(content, name) for name in FIELDS},
        }
        for known, content in changes
    ]
    db.execute(update(Entry), values)
    written = [(known.id, known.version + 1, content) for known, content in changes]
    _keep(db, written, actor, now)


def _require_unchanged(db: Session, known: Iterable[Known]) -> None:
    """Lock the entries and see that they are as the plan knew them."""
    for some in _batches(known, MANY):
        rows = select(Entry.id, Entry.version).where(Entry.id.in_([one.id for one in some]))
        found = db.execute(rows.with_for_update())
        versions = {row.id: row.version for row in found}
        if any(versions.get(one.id) != one.version for one in some):
            raise Conflict("刚有人改过其中的知识，请再检查一遍。")


def _keep(
    db: Session, written: Sequence[tuple[int, int, EntryContent]], actor: Actor, now: datetime
) -> None:
    """The phrasings, and a revision of each."""
    phrasings = [
        {"entry_id": own, "text": text} for own, _, content in written for text in content.phrasings
    ]
    if phrasings:
        db.execute(insert(Phrasing), phrasings)
    revisions: list[dict[str, Any]] = [
        {
            "entry_id": own,
            "number": number,
            "content": as_json(content),
            "actor_kind": actor.kind,
            "actor_id": actor.id,
            "saved_at": now,
        }
        for own, number, content in written
    ]
    db.execute(insert(Revision), revisions)


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
