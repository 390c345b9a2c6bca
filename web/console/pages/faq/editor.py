"""One entry: written, previewed, saved, published, and never overwritten unseen."""

from typing import Any

from flask import Response, request

from core.clock import day_of
from core.errors import Conflict, Invalid
from faq.changes import changes
from faq.content import EntryContent, tidy
from faq.drafts import NEW, drop_draft, find_draft, keep_draft, others_in
from faq.entries import content_of, create_entry, publish_entry, retire_entry, save_entry
from faq.models import Entry, EntryDraft
from faq.review import send_back, submit_entry
from faq.revisions import list_revisions
from web.console.forms import form_status
from web.console.pages.faq.entry_page import get_entry, looked_at, may_edit, show
from web.console.pages.faq.form import (
    EntryForm,
    draft_fields,
    fields_of,
    make_form,
    sent_fields,
    typed_fields,
)
from web.console.pages.faq.naming import names_of_ids, names_of_staff
from web.console.visit import Visit

EMPTY = EntryContent("", "")


def new(visit: Visit) -> Response:
    """Write a new entry; what was typed before and not saved is there again."""
    draft = find_draft(visit.db, NEW, actor=visit.actor)
    form = make_form(visit.setup, _filled(EMPTY, 0, draft))
    if not form.is_sent_well():
        return show(visit, None, form, form_status(), draft=draft)
    try:
        content = form.content()
        entry = create_entry(visit.db, content, actor=visit.actor, now=visit.now)
    except Invalid as error:
        form.refuse(error)
        return show(visit, None, form, 400)
    drop_draft(visit.db, NEW, actor=visit.actor)
    return _after_saving(visit, entry, form)


def entry(visit: Visit, entry_id: str) -> Response:
    """The entry with all that can be done about it."""
    found = get_entry(visit, entry_id)
    own = may_edit(visit, found)
    draft = find_draft(visit.db, found.public_id, actor=visit.actor) if own else None
    form = make_form(visit.setup, _filled(content_of(found), found.version, draft))
    return show(visit, found, form, draft=draft)


def save(visit: Visit, entry_id: str) -> Response:
    """Save what was typed, and publish it or ask for review where that button was pressed."""
    found = get_entry(visit, entry_id)
    form = make_form(visit.setup, {})
    if not form.is_sent_well():
        return show(visit, found, form, 400)
    before = content_of(found)
    try:
        content = form.content(example=before.example)
        if tidy(content) != before or form.read_version != found.version:
            save_entry(
                visit.db,
                found,
                content,
                version=form.read_version,
                actor=visit.actor,
                now=visit.now,
            )
    except Invalid as error:
        form.refuse(error)
        return show(visit, found, form, 400)
    except Conflict:
        return _beside_theirs(visit, found, form, content)
    drop_draft(visit.db, found.public_id, actor=visit.actor)
    return _after_saving(visit, found, form)


def live(visit: Visit) -> Response:
    """While typing: keep the draft, and show the phone, the size, clashes and who else is here."""
    public_id = request.form.get("entry_id", "")
    found = get_entry(visit, public_id) if public_id else None
    subject = found.public_id if found else NEW
    untouched = typed_fields(content_of(found) if found else EMPTY)
    sent, form = sent_fields(), make_form(visit.setup)
    keep_draft(
        visit.db,
        subject,
        sent if sent != untouched else {},
        base_version=form.read_version,
        actor=visit.actor,
        now=visit.now,
    )
    others = others_in(visit.db, subject, actor=visit.actor, now=visit.now) if found else []
    visit.db.commit()
    return visit.page(
        "entries/live.html",
        kept=sent != untouched,
        others=list(names_of_staff(visit.db, others).values()),
        newer=found is not None and found.version != form.read_version,
        **looked_at(visit, found, form),
    )


def discard(visit: Visit, entry_id: str) -> Response:
    """Forget what was typed and not saved."""
    found = get_entry(visit, entry_id)
    drop_draft(visit.db, found.public_id, actor=visit.actor)
    visit.db.commit()
    return visit.redirect("entry", "没保存的改动已放弃。", entry_id=found.public_id)


def discard_new(visit: Visit) -> Response:
    """Begin the new entry anew."""
    drop_draft(visit.db, NEW, actor=visit.actor)
    visit.db.commit()
    return visit.redirect("entry_new", "没保存的内容已放弃。")


def publish(visit: Visit, entry_id: str) -> Response:
    """Give residents what was last saved."""
    found = get_entry(visit, entry_id)
    form = make_form(visit.setup, _filled(content_of(found), found.version, None), unsent=True)
    return _published(visit, found, form)


def retire(visit: Visit, entry_id: str) -> Response:
    """Take it from residents."""
    found = get_entry(visit, entry_id)
    retire_entry(visit.db, found, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("entry", "已下线，居民不会再看到。", entry_id=found.public_id)


def back(visit: Visit, entry_id: str) -> Response:
    """End the review without publishing."""
    found = get_entry(visit, entry_id)
    send_back(visit.db, found, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("entry", "已退回修改。", entry_id=found.public_id)


def _after_saving(visit: Visit, found: Entry, form: EntryForm) -> Response:
    act = request.form.get("act", "save")
    if act == "publish":
        return _published(visit, found, form)
    if act == "review" and found.published_revision != found.version:
        submit_entry(visit.db, found, actor=visit.actor, now=visit.now)
        visit.db.commit()
        return visit.redirect("entry", "已保存，请另一位同事审核。", entry_id=found.public_id)
    visit.db.commit()
    return visit.redirect("entry", "已保存，还没有发布。", entry_id=found.public_id)


def _published(visit: Visit, found: Entry, form: EntryForm) -> Response:
    # What was saved stays saved, also when it can't be published.
    visit.db.commit()
    try:
        publish_entry(visit.db, found, areas=visit.setup.areas, actor=visit.actor, now=visit.now)
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        found = get_entry(visit, found.public_id)
        form.refuse(error if isinstance(error, Invalid) else Invalid("", error.sentence))
        form.form_errors.insert(0, "已保存，但还不能发布：")
        form.version.data = str(found.version)
        return show(visit, found, form, 400)
    visit.db.commit()
    said = "已发布，居民一秒内就能问到。"
    until = found.valid_from
    if until and until > day_of(visit.now):
        said = f"已发布，{until.month}月{until.day}日起生效。"
    return visit.redirect("entry", said, entry_id=found.public_id)


def _beside_theirs(visit: Visit, found: Entry, form: EntryForm, mine: EntryContent) -> Response:
    """Both texts: what was typed stays in the form, what the other saved stands beside it."""
    visit.db.rollback()
    found = get_entry(visit, found.public_id)
    theirs = content_of(found)
    form.version.data = str(found.version)
    last = list_revisions(visit.db, found, limit=1)[0]
    names = names_of_staff(visit.db, [last.actor_id])
    return show(
        visit,
        found,
        form,
        409,
        theirs=theirs,
        their_name=names.get(last.actor_id, "系统"),
        differences=changes(theirs, mine, names_of_ids(visit.setup)),
    )


def _filled(content: EntryContent, version: int, draft: EntryDraft | None) -> dict[str, Any]:
    if draft is None:
        return fields_of(content, version)
    return draft_fields(draft)
