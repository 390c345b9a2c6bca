"""导入导出: a sheet is checked, then imported as a whole; or made and downloaded."""

from typing import Any

from flask import Response, make_response, request
from wtforms import FileField

from core.errors import NotFound
from core.tasks import Task, TaskState
from faq.models import EntrySheet
from faq.sheets.export import FORMATS
from faq.sheets.reading import MOST_BYTES
from faq.sheets.service import CHECK, EXPORT, keep_sheet, order_import, own_sheet, task_of
from web.console.forms import Form
from web.console.visit import Visit, is_htmx

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class SheetForm(Form):
    """The file."""

    file = FileField(
        "文件",
        description=f"XLSX 或 CSV，最大 {MOST_BYTES // 1024 // 1024} MB。第一行是列名，"
        "至少要有“标准问”和“答复”；“相似问”一个格子里一行一条。",
    )


def start(visit: Visit) -> Response:
    """Choose a file, or order one."""
    return _page(visit, SheetForm(unsent=True))


def upload(visit: Visit) -> Response:
    """Have the file checked; nothing is imported by that."""
    form, sent = SheetForm(), request.files.get("file")
    content = sent.read(MOST_BYTES + 1) if sent else b""
    if not sent or not content:
        form.file.errors = ["请选一个文件。" if not sent or not sent.filename else "文件是空的。"]
        return _page(visit, form, 400)
    if len(content) > MOST_BYTES:
        form.file.errors = [f"文件最大 {MOST_BYTES // 1024 // 1024} MB。"]
        return _page(visit, form, 400)
    name = sent.filename or "文件"
    sheet = keep_sheet(visit.db, CHECK, name, content, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("sheet", sheet_id=sheet.public_id)


def order(visit: Visit) -> Response:
    """Have all entries written into a file."""
    form = request.form.get("form", "")
    if form not in FORMATS:
        raise NotFound()
    name = f"知识 {visit.now:%Y%m%d}.{form}"
    sheet = keep_sheet(
        visit.db,
        EXPORT,
        name,
        None,
        actor=visit.actor,
        now=visit.now,
        arguments={"form": form},
    )
    visit.db.commit()
    return visit.redirect("sheet", sheet_id=sheet.public_id)


def sheet(visit: Visit, sheet_id: str) -> Response:
    """How far it is, and what came of it."""
    found = own_sheet(visit.db, sheet_id, actor=visit.actor)
    shown = _shown(found, task_of(visit.db, found))
    return visit.page("sheets/state.html" if is_htmx() else "sheets/one.html", **shown)


def confirm(visit: Visit, sheet_id: str) -> Response:
    """Import what was checked."""
    found = own_sheet(visit.db, sheet_id, actor=visit.actor)
    order_import(visit.db, found, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("sheet", sheet_id=found.public_id)


def download(visit: Visit, sheet_id: str) -> Response:
    """The file that was made."""
    found = own_sheet(visit.db, sheet_id, actor=visit.actor)
    if found.purpose != EXPORT or found.content is None:
        raise NotFound("文件还没有做好。")
    form = found.name.rsplit(".", 1)[-1]
    response = make_response(found.content)
    response.headers["Content-Type"] = KINDS[form]
    response.headers["Content-Disposition"] = f'attachment; filename="entries.{form}"'
    return response


def _shown(found: EntrySheet, task: Task | None) -> dict[str, Any]:
    busy = task is not None and task.state in {TaskState.WAITING, TaskState.WORKING}
    failed = task.outcome if task and task.state == TaskState.FAILED else ""
    return {
        "sheet": found,
        "task": task,
        "busy": busy,
        "failed": failed,
        "is_export": found.purpose == EXPORT,
    }


def _page(visit: Visit, form: SheetForm, status: int = 200) -> Response:
    may_edit = visit.actor.may_somewhere("entry.edit")
    return visit.page("sheets/start.html", status, form=form, may_edit=may_edit)
