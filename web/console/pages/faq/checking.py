"""变更检查: what publishing would gain, lose and swap, looked at before it is done."""

from flask import Response, request

from core.errors import Conflict, Invalid
from core.tasks import TaskState
from faq.checks import NEEDS_LOOK, last_check, order_check, require_looked_at, task_of
from faq.entries import publish_entry
from faq.models import Entry
from web.console.pages.faq.entry_page import get_entry
from web.console.visit import Visit, is_htmx


def order(visit: Visit, entry_id: str) -> Response:
    """Have it checked."""
    entry = get_entry(visit, entry_id)
    order_check(visit.db, entry, visit.tools.thresholds, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("entry_check", entry_id=entry.public_id)


def check(visit: Visit, entry_id: str) -> Response:
    """How far it is, and what came of it."""
    return _page(visit, get_entry(visit, entry_id))


def publish(visit: Visit, entry_id: str) -> Response:
    """Publish what was checked, once what is lost and swapped is ticked."""
    entry = get_entry(visit, entry_id)
    ticked = {name for name in NEEDS_LOOK if request.form.get(name)}
    try:
        done = require_looked_at(visit.db, entry, last_check(visit.db, entry), ticked)
        publish_entry(
            visit.db,
            entry,
            areas=visit.setup.areas,
            actor=visit.actor,
            now=visit.now,
            version=done.version,
        )
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        field = error.field if isinstance(error, Invalid) else ""
        return _page(visit, get_entry(visit, entry_id), 400, error.sentence, field, ticked)
    visit.db.commit()
    return visit.redirect("entry", "已发布，居民一秒内就能问到。", entry_id=entry.public_id)


def _page(
    visit: Visit,
    entry: Entry,
    status: int = 200,
    trouble: str = "",
    field: str = "",
    ticked: set[str] | None = None,
) -> Response:
    found = last_check(visit.db, entry)
    task = task_of(visit.db, found) if found else None
    busy = task is not None and task.state in {TaskState.WAITING, TaskState.WORKING}
    return visit.page(
        "entries/check_state.html" if is_htmx() else "entries/check.html",
        status,
        entry=entry,
        check=found,
        task=task,
        busy=busy,
        failed=task.outcome if task and task.state == TaskState.FAILED else "",
        trouble=trouble,
        wrong=field,
        ticked=ticked or set(),
        may_publish=visit.actor.may("entry.publish", area=visit.setup.areas.path_of(entry.area_id)),
    )
