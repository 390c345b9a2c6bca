"""An entry's revisions: what each changed, and bringing one back."""

from flask import Response, request

from core.errors import Conflict, Invalid
from faq.changes import changes
from faq.content import from_json
from faq.entries import content_of
from faq.revisions import get_revision, list_revisions, restore_revision
from web.console.pages.faq.entry_page import get_entry, may_edit
from web.console.pages.faq.naming import FIELDS, names_of_ids, names_of_staff
from web.console.visit import Visit

MOST = 50


def history(visit: Visit, entry_id: str) -> Response:
    """All revisions, newest first, each with what it changed."""
    entry = get_entry(visit, entry_id)
    rows = list_revisions(visit.db, entry, limit=MOST + 1)
    contents = [from_json(row.content) for row in rows]
    names = names_of_ids(visit.setup)
    told = [
        (row, changes(contents[place + 1], contents[place], names))
        if place + 1 < len(rows)
        else (row, [])
        for place, row in enumerate(rows[:MOST])
    ]
    return visit.page(
        "entries/history.html",
        entry=entry,
        told=told,
        editors=names_of_staff(visit.db, [row.actor_id for row in rows]),
        field_names=FIELDS,
        may_edit=may_edit(visit, entry),
    )


def revision(visit: Visit, entry_id: str, number: int) -> Response:
    """One revision beside what stands now."""
    entry = get_entry(visit, entry_id)
    row = get_revision(visit.db, entry, number)
    content = from_json(row.content)
    return visit.page(
        "entries/revision.html",
        entry=entry,
        row=row,
        content=content,
        editor=names_of_staff(visit.db, [row.actor_id]).get(row.actor_id, "系统"),
        differences=changes(content_of(entry), content, names_of_ids(visit.setup)),
        field_names=FIELDS,
        may_edit=may_edit(visit, entry),
    )


def restore(visit: Visit, entry_id: str, number: int) -> Response:
    """Make the old revision the newest; nothing is published by that."""
    entry, version = get_entry(visit, entry_id), request.form.get("version", "")
    read = int(version) if version.isdecimal() else 0
    get_revision(visit.db, entry, number)
    try:
        restore_revision(visit.db, entry, number, version=read, actor=visit.actor, now=visit.now)
    except Conflict:
        return visit.redirect(
            "entry_history", "刚有人保存了新版本，请看过再恢复。", entry_id=entry.public_id
        )
    except Invalid as error:
        return visit.redirect(
            "entry_history", f"不能恢复：{error.sentence}", entry_id=entry.public_id
        )
    visit.db.commit()
    return visit.redirect("entry", f"已恢复第 {number} 版，还没有发布。", entry_id=entry.public_id)
