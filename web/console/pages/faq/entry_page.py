"""The page of one entry, as every view about it shows it."""

from dataclasses import replace
from typing import Any

from flask import Response

from core.errors import Invalid
from faq.answering_back import count_asked, count_told
from faq.clashes import clashes
from faq.content import EntryContent, tidy
from faq.models import Entry
from faq.publishing import check_publishable
from faq.revisions import list_revisions
from faq.searching import categories
from faq.visible import get_visible, is_editable, is_publishable_by
from handlers.preview import preview
from web.console.pages.faq.form import EntryForm
from web.console.pages.faq.naming import FIELDS, STATES, names_of_ids, names_of_staff
from web.console.visit import Visit

NEWEST = 5


def get_entry(visit: Visit, entry_id: str) -> Entry:
    """The entry of the address; raises `NotFound`."""
    return get_visible(visit.db, entry_id, areas=visit.setup.areas, actor=visit.actor)


def may_edit(visit: Visit, entry: Entry) -> bool:
    """Whether the visitor may change it."""
    return is_editable(entry, areas=visit.setup.areas, actor=visit.actor)


def show(
    visit: Visit, entry: Entry | None, form: EntryForm, status: int = 200, **more: Any
) -> Response:
    """The page; without an entry for one that is still to come. `more`: `draft` that the form
    was filled from; `theirs`, `their_name` and `differences` where another has saved meanwhile."""
    shown = {"draft": None, "theirs": None, "their_name": "", "differences": [], **more}
    revisions = list_revisions(visit.db, entry, limit=NEWEST) if entry else []
    return visit.page(
        "entries/entry.html",
        status,
        entry=entry,
        form=form,
        may_edit=entry is None or may_edit(visit, entry),
        may_publish=_may_publish(visit, entry),
        revisions=revisions,
        editors=names_of_staff(visit.db, [one.actor_id for one in revisions]),
        names=names_of_ids(visit.setup),
        states=STATES,
        field_names=FIELDS,
        categories=categories(visit.db, areas=visit.setup.areas, actor=visit.actor),
        placeholders=sorted({name for area in visit.setup.areas for name in area.filled}),
        told=count_told(visit.db, entry) if entry else None,
        asked=count_asked(visit.db, entry, now=visit.now) if entry else 0,
        **looked_at(visit, entry, form),
        **shown,
    )


def looked_at(visit: Visit, entry: Entry | None, form: EntryForm) -> dict[str, Any]:
    """The phone, what stands against publishing, and the entries its words run into."""
    content, knowledge = form.readable(visit.setup), visit.tools.snapshots.knowledge.now()
    return {
        "preview": preview(content, visit.setup.areas, visit.setup.texts),
        "hindrance": _hindrance(content, visit),
        "clashes": clashes(content, entry.id if entry else None, knowledge),
    }


def _hindrance(content: EntryContent, visit: Visit) -> str:
    """Why the content can't be published, clashes apart; '' if it can."""
    asked = replace(content, question=content.question or "标准问")
    try:
        check_publishable(tidy(asked), visit.setup.areas, ())
    except Invalid as error:
        return error.sentence
    return ""


def _may_publish(visit: Visit, entry: Entry | None) -> bool:
    if entry is None:
        return visit.actor.may_somewhere("entry.publish")
    return is_publishable_by(entry, areas=visit.setup.areas, actor=visit.actor)
