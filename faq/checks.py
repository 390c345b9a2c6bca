"""A change check as a row: ordered, done by the worker, read before publishing."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.errors import Conflict, Invalid, NotFound
from core.tasks import Task, TaskState, queue_task
from faq.change_check import Checked
from faq.matching.thresholds import Thresholds
from faq.models import Entry, EntryCheck
from faq.visible import SEE

KIND = "check_change"
MOST_TOLD = 100
# What takes an answer away or gives another one must have been looked at.
NEEDS_LOOK = ("lost", "swapped")


def order_check(
    db: Session, entry: Entry, thresholds: Thresholds, *, actor: Actor, now: datetime
) -> EntryCheck:
    """Have the worker find out what publishing the entry as it was last saved would change."""
    if not actor.may_somewhere(SEE):
        raise NotFound()
    check = EntryCheck(entry_id=entry.id, version=entry.version, report={}, created_at=now)
    db.add(check)
    db.flush()
    wanted = {"check": check.id, "answer": thresholds.answer, "suggest": thresholds.suggest}
    check.task_id = queue_task(db, KIND, wanted, now=now).id
    db.flush()
    return check


def last_check(db: Session, entry: Entry) -> EntryCheck | None:
    """The check ordered last."""
    own = select(EntryCheck).where(EntryCheck.entry_id == entry.id)
    return db.scalars(own.order_by(EntryCheck.id.desc()).limit(1)).first()


def task_of(db: Session, check: EntryCheck) -> Task | None:
    """The work on it."""
    return db.get(Task, check.task_id) if check.task_id else None


def is_done(task: Task | None) -> bool:
    """Whether the work has come to a result."""
    return task is not None and task.state == TaskState.DONE


def require_looked_at(
    db: Session, entry: Entry, check: EntryCheck | None, ticked: set[str]
) -> EntryCheck:
    """The check, if it is of what would be published and everything in it that needs a look is
    ticked; raises `Conflict` or `Invalid`."""
    if check is None or not is_done(task_of(db, check)):
        raise Conflict("还没有检查好。")
    if check.version != entry.version:
        raise Conflict("检查以后又保存过新的一版，请再检查一次。")
    for name in NEEDS_LOOK:
        if check.report.get(name) and name not in ticked:
            raise Invalid(name, "请先看过，再打勾。")
    return check


def report_of(checked: Checked) -> dict[str, Any]:
    """The result as the row keeps it: at most 100 of each, those asked most first."""
    told: dict[str, Any] = {"replayed": checked.replayed, "is_real": checked.is_real}
    for name in ("gained", "lost", "swapped"):
        found = sorted(getattr(checked, name), key=lambda one: -one.times)
        told[name] = [asdict(one) for one in found[:MOST_TOLD]]
        told[f"{name}_count"] = len(found)
    return told
