"""Sheets of entries, from the file to the entries and back: checked first, then all or nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from community.setup import Setup
from core.actor import Actor
from core.audit import record
from core.database import Sessions
from core.errors import Conflict, Invalid, NotFound, Refused
from core.tasks import Task, queue_task
from faq.models import EntrySheet
from faq.sheets.export import FORMATS, lines_of
from faq.sheets.known import known_entries
from faq.sheets.plan import Plan, make_plan
from faq.sheets.reading import read_sheet
from faq.sheets.writing import RIGHT, carry_out
from faq.visible import SEE

CHECK, IMPORT, EXPORT = "check_sheet", "import_sheet", "export_sheet"
MOST_TOLD = 200
KEPT = timedelta(days=7)
Progress = Callable[[int], None]


def plan_import(
    sessions: Sessions,
    content: bytes,
    *,
    setup: Setup,
    actor: Actor,
    tell: Progress = lambda _: None,
) -> Plan:
    """What importing the file would do; raises `Invalid` for a file that can't be read.

    Reads the entries in a short session of its own: progress is told, and the file worked
    through, while none is open.
    """
    rows, problems = read_sheet(content)
    tell(40)
    with sessions() as db:
        known = known_entries(db, areas=setup.areas, actor=actor)
        db.rollback()
    tell(60)
    return make_plan(rows, problems, known, setup=setup, actor=actor)


def import_plan(db: Session, plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Carry the plan out; raises `Invalid` when anything in it is wrong, then nothing is done."""
    if plan.problems:
        raise Invalid("file", f"有 {len(plan.problems)} 处要改，什么都没有导入。")
    carry_out(db, plan, actor=actor, now=now)


def export_entries(db: Session, form: str, *, setup: Setup, actor: Actor) -> bytes:
    """All entries the actor may see as a file of that form: xlsx or csv."""
    return FORMATS[form](lines_of(db, setup=setup, actor=actor))


def keep_sheet(
    db: Session,
    purpose: str,
    name: str,
    content: bytes | None,
    *,
    actor: Actor,
    now: datetime,
    arguments: Mapping[str, Any] | None = None,
) -> EntrySheet:
    """Keep a file (or the wish for one) and have the worker look at it; old ones are dropped.

    `purpose`: `CHECK` or `EXPORT`."""
    if not (actor.may_somewhere(RIGHT) if purpose == CHECK else actor.may_somewhere(SEE)):
        raise Refused()
    db.execute(delete(EntrySheet).where(EntrySheet.created_at < now - KEPT))
    sheet = EntrySheet(
        staff_id=actor.id, purpose=purpose, name=name[:120], content=content, created_at=now
    )
    sheet.report = {}
    db.add(sheet)
    db.flush()
    _queue(db, sheet, purpose, dict(arguments or {}), now)
    return sheet


def order_import(db: Session, sheet: EntrySheet, *, actor: Actor, now: datetime) -> None:
    """Have the checked file imported; raises `Conflict` where there is nothing to import."""
    if not actor.may_somewhere(RIGHT):
        raise Refused()
    checked = "problems" in sheet.report and not sheet.report["problems"]
    if not checked or sheet.imported_at is not None:
        raise Conflict("这个文件还不能导入，或者已经导入过了。")
    task = task_of(db, sheet)
    if task is not None and task.kind == IMPORT and task.state in {"waiting", "working"}:
        raise Conflict("正在导入。")
    _queue(db, sheet, IMPORT, {}, now)
    record(db, actor, "sheet.import", f"sheet:{sheet.id}", now=now)


def own_sheet(db: Session, public_id: str, *, actor: Actor) -> EntrySheet:
    """The actor's own sheet; raises `NotFound` alike for another's and for none."""
    own = EntrySheet.public_id == public_id, EntrySheet.staff_id == actor.id
    found = db.scalars(select(EntrySheet).where(*own)).first()
    if found is None:
        raise NotFound("没有这个文件，或者已经过期。")
    return found


def task_of(db: Session, sheet: EntrySheet) -> Task | None:
    """The work that was last ordered for it."""
    return db.get(Task, sheet.task_id) if sheet.task_id else None


def report_of(plan: Plan) -> dict[str, Any]:
    """The plan as a page tells it; at most 200 problems by row, and how many there are."""
    return {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": plan.same,
        "problems": [list(problem) for problem in plan.problems[:MOST_TOLD]],
        "count": len(plan.problems),
    }


def _queue(
    db: Session, sheet: EntrySheet, kind: str, arguments: dict[str, Any], now: datetime
) -> None:
    task = queue_task(db, kind, {"sheet": sheet.public_id, **arguments}, now=now)
    sheet.task_id = task.id
    db.flush()
