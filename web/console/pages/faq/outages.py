"""临时通知: one sentence that answers first while something is out, made on a phone."""

from datetime import datetime, timedelta
from typing import Any

from flask import Response
from wtforms import (
    DateTimeLocalField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from core.clock import SHANGHAI
from core.errors import Conflict, Invalid, NotFound
from faq import outages
from faq.models import Outage
from faq.outages import LONGEST_TEXT, OutageContent
from web.console.forms import NEEDED, Form, form_status, options, stripped
from web.console.pages.faq.naming import area_choices, names_of_ids
from web.console.visit import Visit

USUAL = timedelta(hours=4)


class OutageForm(Form):
    """What is out, where, about which topics, until when."""

    text = TextAreaField(
        "一句话",
        [InputRequired(NEEDED), Length(max=LONGEST_TEXT, message=f"最多 {LONGEST_TEXT} 个字。")],
        filters=[stripped],
        description="怎么了、在修了没有。比如：3号楼水管爆裂，正在抢修",
    )
    area_id = SelectField("区域（含下级）", default="")
    topic_ids = SelectMultipleField(
        "居民问到或报修这些事项时先说这句",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    from_at = DateTimeLocalField("开始", [InputRequired(NEEDED)], format="%Y-%m-%dT%H:%M")
    until_at = DateTimeLocalField("到什么时候", [InputRequired(NEEDED)], format="%Y-%m-%dT%H:%M")
    version = HiddenField(default="0")

    def content(self) -> OutageContent:
        """What it says, times as instants."""
        return OutageContent(
            self.text.data or "",
            tuple(int(one) for one in self.topic_ids.data or ()),
            int(self.area_id.data) if self.area_id.data else None,
            _instant(self.from_at.data, "from_at"),
            _instant(self.until_at.data, "until_at"),
        )


def listing(visit: Visit) -> Response:
    """Notes in force or to come, and those that are over."""
    shown = {
        over: outages.list_outages(
            visit.db, actor=visit.actor, now=visit.now, over=over, limit=limit
        )
        for over, limit in ((False, 100), (True, 20))
    }
    return visit.page(
        "outages/list.html",
        current=shown[False],
        over=shown[True],
        names=names_of_ids(visit.setup),
        topics=visit.setup.topics,
    )


def new(visit: Visit) -> Response:
    """Say that something is out."""
    minute = visit.now.replace(second=0, microsecond=0)
    until = (minute + USUAL).replace(minute=0)
    form = _form(visit, {"from_at": _local(minute), "until_at": _local(until)})
    if not form.is_sent_well():
        return _page(visit, form, form_status())
    try:
        outages.create_outage(visit.db, form.content(), actor=visit.actor, now=visit.now)
    except Invalid as error:
        form.refuse(error)
        return _page(visit, form, 400)
    visit.db.commit()
    return visit.redirect("outages", "已生效，居民问到就先说这句。")


def change(visit: Visit, outage_id: str) -> Response:
    """Say it anew, or longer."""
    outage = _get(visit, outage_id)
    form = _form(visit, _fields(outages.content_of(outage), outage.version))
    if not form.is_sent_well():
        return _page(visit, form, form_status(), outage)
    read = str(form.version.data)
    try:
        outages.change_outage(
            visit.db,
            outage,
            form.content(),
            version=int(read) if read.isdecimal() and len(read) < 10 else 0,
            actor=visit.actor,
            now=visit.now,
        )
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        form.refuse(error if isinstance(error, Invalid) else Invalid("", error.sentence))
        return _page(visit, form, 400, _get(visit, outage_id))
    visit.db.commit()
    return visit.redirect("outages", "已改好，马上生效。")


def end(visit: Visit, outage_id: str) -> Response:
    """It is over."""
    outages.end_outage(visit.db, _get(visit, outage_id), actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("outages", "已结束，不再这样回复。")


def _get(visit: Visit, outage_id: str) -> Outage:
    outage = outages.get_outage(visit.db, outage_id)
    if not visit.actor.may("outage.edit", area=visit.setup.areas.path_of(outage.area_id)):
        raise NotFound("没有这条临时通知。")
    return outage


def _form(visit: Visit, fields: dict[str, Any]) -> OutageForm:
    form = OutageForm(data=fields)
    mine = [
        (value, label)
        for value, label in area_choices(visit.setup)
        if visit.actor.may("outage.edit", area=_path(visit, value))
    ]
    form.area_id.choices = options(mine)
    topics = [topic for topic in visit.setup.topics.values() if topic.active]
    form.topic_ids.choices = options((str(topic.id), topic.name) for topic in topics)
    return form


def _path(visit: Visit, value: str) -> str | None:
    return visit.setup.areas.path_of(int(value)) if value else None


def _fields(content: OutageContent, version: int) -> dict[str, Any]:
    return {
        "text": content.text,
        "area_id": str(content.area_id or ""),
        "topic_ids": [str(one) for one in content.topic_ids],
        "from_at": _local(content.from_at),
        "until_at": _local(content.until_at),
        "version": str(version),
    }


def _instant(local: datetime | None, field: str) -> datetime:
    if local is None:
        raise Invalid(field, NEEDED)
    return local.replace(tzinfo=SHANGHAI)


def _local(at: datetime) -> datetime:
    return at.astimezone(SHANGHAI).replace(tzinfo=None)


def _page(
    visit: Visit, form: OutageForm, status: int = 200, outage: Outage | None = None
) -> Response:
    return visit.page("outages/one.html", status, form=form, outage=outage)
