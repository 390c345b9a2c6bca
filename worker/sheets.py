"""Sheets of entries checked, imported and exported by the worker, in the name of who asked."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Staff
from accounts.roles import actor_of
from community.setup import load_setup
from core import clock
from core.actor import Actor
from core.database import Sessions
from core.errors import Invalid, NotFound
from faq.models import EntrySheet
from faq.sheets.service import export_entries, import_plan, plan_import, report_of
from worker.tasks import Progress


def check_sheet(sessions: Sessions, arguments: dict[str, Any], tell: Progress) -> str:
    """Say what importing the file would do; nothing is imported."""
    with sessions() as db:
        sheet = _sheet(db, arguments)
        actor, setup = _actor(db, sheet), load_setup(db)
        content = sheet.content or b""
        db.rollback()
    try:
        plan = plan_import(sessions, content, setup=setup, actor=actor, tell=tell)
    except Invalid as error:
        report = {"new": 0, "changed": 0, "same": 0, "count": 1, "problems": [[0, error.sentence]]}
    else:
        report = report_of(plan)
    with sessions.begin() as db:
        _sheet(db, arguments).report = report
    return "检查好了。"


def import_sheet(sessions: Sessions, arguments: dict[str, Any], tell: Progress) -> str:
    """Import the file: all of it, or nothing."""
    with sessions() as db:
        sheet = _sheet(db, arguments)
        actor, setup = _actor(db, sheet), load_setup(db)
        content = sheet.content or b""
        db.rollback()
    # Reading takes a while; only the writing holds SQLite's one writer.
    plan = plan_import(sessions, content, setup=setup, actor=actor, tell=tell)
    with sessions.begin() as db:
        now = clock.now()
        import_plan(db, plan, actor=actor, now=now)
        _sheet(db, arguments).imported_at = now
    return f"导入了：新增 {len(plan.new)} 条，修改 {len(plan.changed)} 条。都还没有发布。"


def export_sheet(sessions: Sessions, arguments: dict[str, Any], tell: Progress) -> str:
    """Make the file to be downloaded."""
    tell(10)
    with sessions() as db:
        sheet = _sheet(db, arguments)
        actor, setup = _actor(db, sheet), load_setup(db)
        made = export_entries(db, str(arguments["form"]), setup=setup, actor=actor)
        db.rollback()
    with sessions.begin() as db:
        _sheet(db, arguments).content = made
    return "做好了，可以下载。"


def _sheet(db: Session, arguments: dict[str, Any]) -> EntrySheet:
    named = select(EntrySheet).where(EntrySheet.public_id == str(arguments["sheet"]))
    found = db.scalars(named).first()
    if found is None:
        raise NotFound("这个文件已经过期，请重新上传。")
    return found


def _actor(db: Session, sheet: EntrySheet) -> Actor:
    """Who asked, with the rights he has now."""
    return actor_of(db, db.get_one(Staff, sheet.staff_id))
