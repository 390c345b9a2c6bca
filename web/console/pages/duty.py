"""值班: residents who said that they do not want to live, for who has the duty and nobody else."""

from zlib import crc32

from flask import Response, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from accounts.access import PURPOSES, SHOWN
from accounts.models import Resident
from core.errors import Invalid
from duty import concerns, reveal
from duty.models import Concern, ConcernState
from web.console.forms import Form, form_status, stripped
from web.console.pages.faq.naming import names_of_staff
from web.console.visit import Visit, is_htmx

ON_A_PAGE = 50
STATES = {
    ConcernState.NEW: "未看",
    ConcernState.SEEN: "已看，还没联系",
    ConcernState.CONTACTED: "已联系",
    ConcernState.HANDED_ON: "已交办",
}
DEEDS = {**STATES, ConcernState.SEEN: "看过原话"}
MARKS = {state: STATES[state] for state in (ConcernState.CONTACTED, ConcernState.HANDED_ON)}


class MarkForm(Form):
    """What was done, by one of two buttons, and what there is to know of it."""

    state = StringField(filters=[stripped])
    note = TextAreaField(
        "情况",
        [Length(max=concerns.LONGEST, message=f"最多 {concerns.LONGEST} 个字。")],
        filters=[stripped],
        description="怎样联系的、现在怎样、谁接着管；交办要写明交给了谁。加密存放，只有值班的人看得到",
    )


def waiting(visit: Visit) -> int:
    """How many nobody has done anything about, for the navigation."""
    return concerns.count_waiting(visit.db, actor=visit.actor)


def listing(visit: Visit) -> Response:
    """All of his areas, newest first; without a word of what was said."""
    before = request.args.get("before", type=int)
    rows = concerns.list_concerns(visit.db, actor=visit.actor, before=before, limit=ON_A_PAGE + 1)
    shown = rows[:ON_A_PAGE]
    last = concerns.last_steps(visit.db, shown)
    further = url_for("console.duty", before=shown[-1].id) if len(rows) > ON_A_PAGE else ""
    return visit.page(
        "duty/list.html",
        rows=shown,
        who=_masked(visit.db, shown),
        last=last,
        names=names_of_staff(visit.db, [step.actor_id for step in last.values()]),
        areas=visit.setup.areas,
        states=STATES,
        further=further,
    )


def concern(visit: Visit, concern_id: str) -> Response:
    """One of them: what is there, masked, and what was done."""
    found = concerns.get_concern(visit.db, concern_id, actor=visit.actor)
    return _page(visit, found, MarkForm(unsent=True))


def show(visit: Visit, concern_id: str) -> Response:
    """Note who looks at what and why, commit that, and only then show it."""
    shown, purpose = request.form.get("shown", ""), request.form.get("purpose", "")
    found = reveal.log_reveal(
        visit.db, concern_id, shown, purpose, actor=visit.actor, now=visit.now
    )
    visit.db.commit()
    template = "duty/revealed_part.html" if is_htmx() else "duty/revealed.html"
    return visit.page(
        template,
        one=found,
        shown=shown,
        name=SHOWN[shown],
        lines=reveal.revealed(visit.db, found, shown, visit.setup.areas),
        states=STATES,
    )


def mark(visit: Visit, concern_id: str) -> Response:
    """Write down what was done."""
    found = concerns.get_concern(visit.db, concern_id, actor=visit.actor)
    form = MarkForm()
    if not form.is_sent_well():
        return _page(visit, found, form, form_status())
    try:
        count = concerns.mark(
            visit.db,
            found,
            form.state.data or "",
            form.note.data or "",
            actor=visit.actor,
            now=visit.now,
        )
    except Invalid as error:
        visit.db.rollback()
        form.refuse(error)
        return _page(visit, found, form, 400)
    visit.db.commit()
    said = f"已记下，同一位居民的另外 {count - 1} 条也一起记了。" if count > 1 else "已记下。"
    return visit.redirect("duty", said)


def _page(visit: Visit, found: Concern, form: MarkForm, status: int = 200) -> Response:
    steps = concerns.steps_of(visit.db, found)
    return visit.page(
        "duty/one.html",
        status,
        one=found,
        who=_masked(visit.db, [found]),
        areas=visit.setup.areas,
        fields=reveal.masked_fields(visit.db, found),
        shown=SHOWN,
        purposes=PURPOSES,
        others=concerns.others_of(visit.db, found, actor=visit.actor),
        steps=steps,
        names=names_of_staff(visit.db, [step.actor_id for step in steps]),
        states=STATES,
        deeds=DEEDS,
        marks=MARKS,
        form=form,
    )


def _masked(db: Session, rows: list[Concern]) -> dict[int | None, str]:
    """Residents as one may tell them apart and no more."""
    ids = {row.resident_id for row in rows if row.resident_id is not None}
    found = db.execute(select(Resident.id, Resident.public_id).where(Resident.id.in_(ids)))
    return {row.id: f"居民 {crc32(row.public_id.encode()):08X}"[:7] for row in found}
