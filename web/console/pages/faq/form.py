"""The form of an entry, and the way from what it holds to an entry's content and back."""

from datetime import date
from typing import Any

from flask import request
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from community.setup import Setup
from core.errors import Invalid
from faq.content import (
    LONGEST_ANSWER,
    LONGEST_CATEGORY,
    LONGEST_QUESTION,
    EntryContent,
)
from faq.models import EntryDraft
from web.console.forms import NEEDED, Form, options, stripped
from web.console.pages.faq.naming import area_choices, office_choices, topic_choices

SHOWN = (
    *("question", "answer", "phrasings", "category", "area_id", "office_id", "topic_id"),
    *("valid_from", "valid_until"),
)


def _most(count: int) -> Length:
    return Length(max=count, message=f"最多 {count} 个字。")


class EntryForm(Form):
    """Everything an editor writes of an entry."""

    question = StringField(
        "标准问",
        [InputRequired(NEEDED), _most(LONGEST_QUESTION)],
        filters=[stripped],
        description="居民最常用的一种问法",
    )
    answer = TextAreaField(
        "答复",
        [_most(LONGEST_ANSWER)],
        filters=[stripped],
        description="大括号里写占位词，如 {社区电话}，各社区自动换成自己的",
    )
    phrasings = TextAreaField("相似问", filters=[stripped], description="一行一条，可以整段粘贴")
    category = StringField("分类", [_most(LONGEST_CATEGORY)], filters=[stripped])
    area_id = SelectField("区域", default="", description="只在这里和下级有效")
    office_id = SelectField("负责单位", default="", description="谁来保证答复是对的")
    topic_id = SelectField("可登记的事项", default="", description="答复后请居民回复 1 直接登记")
    valid_from = DateField("生效日", [Optional()], description="不填：发布后马上生效")
    valid_until = DateField("截止日", [Optional()], description="不填：一直有效；当天还有效")
    version = HiddenField(default="0")

    def content(self, *, example: bool = False) -> EntryContent:
        """What it holds; raises `Invalid` where an id is none."""
        lines = (self.phrasings.data or "").splitlines()
        return EntryContent(
            question=self.question.data or "",
            answer=self.answer.data or "",
            phrasings=tuple(line.strip() for line in lines if line.strip()),
            category=self.category.data or "",
            area_id=_id(self.area_id.data, "area_id"),
            office_id=_id(self.office_id.data, "office_id"),
            topic_id=_id(self.topic_id.data, "topic_id"),
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
            example=example,
        )

    def readable(self, setup: Setup) -> EntryContent:
        """What can be read of it while it is still being written: ids of nothing are left out."""
        own = {
            "area_id": {area.id for area in setup.areas},
            "office_id": setup.offices,
            "topic_id": setup.topics,
        }
        for name, known in own.items():
            value = self._fields[name].data
            if not (str(value).isdecimal() and int(value) in known):
                self._fields[name].data = ""
        return self.content()

    @property
    def read_version(self) -> int:
        """The version the editor began with; 0 for none, which no entry has."""
        read = str(self.version.data)
        return int(read) if read.isdecimal() and len(read) < 10 else 0


def make_form(setup: Setup, fields: dict[str, Any] | None = None, **more: Any) -> EntryForm:
    """The form with what there is to choose from; `fields` stand in it until it is sent."""
    form = EntryForm(data=fields, **more)
    form.area_id.choices = options(_with(area_choices(setup), form.area_id.data, "原来的区域"))
    form.office_id.choices = options(
        _with(office_choices(setup), form.office_id.data, "原来的单位")
    )
    form.topic_id.choices = options(_with(topic_choices(setup), form.topic_id.data, "原来的事项"))
    return form


def fields_of(content: EntryContent, version: int) -> dict[str, Any]:
    """The content as the form's fields hold it."""
    ids = {name: str(getattr(content, name) or "") for name in ("area_id", "office_id", "topic_id")}
    return {
        "question": content.question,
        "answer": content.answer,
        "phrasings": "\n".join(content.phrasings),
        "category": content.category,
        "valid_from": content.valid_from,
        "valid_until": content.valid_until,
        "version": str(version),
        **ids,
    }


def draft_fields(draft: EntryDraft) -> dict[str, Any]:
    """What was typed, as the form's fields hold it; a day that is none is left out."""
    days = {name: _day(draft.fields.get(name, "")) for name in ("valid_from", "valid_until")}
    return {**draft.fields, **days, "version": str(draft.base_version)}


def sent_fields() -> dict[str, str]:
    """What was just sent, as it was typed."""
    return {name: request.form.get(name, "").replace("\r\n", "\n") for name in SHOWN}


def typed_fields(content: EntryContent) -> dict[str, str]:
    """The content as an untouched form sends it."""
    fields = fields_of(content, 0)
    return {name: str(fields[name] or "") for name in SHOWN}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _id(value: str | None, field: str) -> int | None:
    if not value:
        return None
    if not value.isdecimal():
        raise Invalid(field, "请从列表里选。")
    return int(value)


def _with(choices: list[tuple[str, str]], value: Any, label: str) -> list[tuple[str, str]]:
    """The choices, and what is chosen already though nobody may choose it anew."""
    known = {own for own, _ in choices}
    is_gone = bool(value) and str(value).isdecimal() and value not in known
    return [*choices, (str(value), label)] if is_gone and request.method == "GET" else choices
