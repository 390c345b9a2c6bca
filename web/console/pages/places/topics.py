"""事项: the words by which residents are understood, who does it, how fast, what is asked."""

from typing import Any

from flask import Response
from sqlalchemy import select
from wtforms import IntegerField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from cases.clocks import due, is_certain
from cases.wholeness import keep_whole
from community import topic_editing as editing
from community.area_editing import EDIT
from community.calendar import load_calendar
from community.kinds import function_names
from community.models import Kind, Topic
from community.topic_editing import TopicContent
from community.topics import SPAN, TopicFacts, load_topics
from core.errors import Conflict, Invalid
from faq.models import Entry, EntryState
from web.console.edit_form import Difference, EditForm
from web.console.forms import NEEDED, choose, form_status, options, stripped, text
from web.console.pages.places.naming import function_name
from web.console.visit import Visit

URGENCIES = {"normal": "一般", "urgent": "紧急：在工单上标出来"}
CLOCKS = {"working": "只算上班时间", "round_the_clock": "日夜连着算"}
UNITS = {"m": "分钟", "h": "小时", "d": "天"}
USUAL = {"accept_within": 4, "accept_unit": "h", "resolve_within": 3, "resolve_unit": "d"}
ASKS = {"place": "在哪里", "photo": "照片", "phone": "电话"}


class TopicForm(EditForm):
    """What staff say of a topic."""

    name = text("名称", most=editing.LONGEST_NAME, hint="居民和工作人员都看到")
    kind = choose("诉求类型", needed=True)
    words = TextAreaField(
        "居民怎么说",
        filters=[stripped],
        description="一行一个，话里有它就可能是这件事，长的比短的准。如：电梯坏了、电梯停运",
    )
    function = choose("由谁办", "按派单目录里的这一类派给单位", needed=True)
    complaint_about = choose("投诉的是谁", "投诉单位的事项，交给被投诉单位的上级办")
    urgency = choose("急不急", needed=True)
    clock = choose("时间怎么算", needed=True)
    accept_within = IntegerField("多久受理", [InputRequired(NEEDED)])
    accept_unit = choose("按什么算（受理）", needed=True)
    resolve_within = IntegerField("多久办结", [InputRequired(NEEDED)])
    resolve_unit = choose("按什么算（办结）", needed=True)
    asks = SelectMultipleField(
        "登记时还问什么（最多两样，居民都可以跳过）",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def content(self) -> TopicContent:
        """What was typed."""
        return TopicContent(
            self.name.data or "",
            self.kind.data,
            tuple((self.words.data or "").splitlines()),
            self.urgency.data,
            f"{self.accept_within.data}{self.accept_unit.data}",
            f"{self.resolve_within.data}{self.resolve_unit.data}",
            self.clock.data,
            tuple(self.asks.data or ()),
            self.function.data,
            self.complaint_about.data or None,
        )


def listing(visit: Visit) -> Response:
    """All topics, by kind."""
    topics = sorted(load_topics(visit.db).values(), key=lambda topic: topic.id)
    active = [topic for topic in topics if topic.active]
    return visit.page(
        "places/topics.html",
        by_kind=[(kind, [one for one in active if one.kind == kind]) for kind in Kind],
        retired=[topic for topic in topics if not topic.active],
        terms=terms_words,
        function_name=function_name,
        asks=ASKS,
        may_edit=visit.actor.may(EDIT),
    )


def new(visit: Visit) -> Response:
    """Add one."""
    visit.actor.require(EDIT)
    form = _form(USUAL)
    if not form.is_sent_well():
        return visit.page("places/topic_new.html", form_status(), form=form)
    try:
        keep_whole(
            visit.db,
            "function",
            lambda: editing.create_topic(
                visit.db, form.content(), actor=visit.actor, now=visit.now
            ),
        )
    except Invalid as error:
        visit.db.rollback()
        form.refuse(error)
        return visit.page("places/topic_new.html", 400, form=form)
    visit.db.commit()
    return visit.redirect("topics", "已添加，居民这样说就认得了。")


def topic(visit: Visit, topic_key: str) -> Response:
    """One topic: look at it, or change it."""
    found = _mine(visit, topic_key)
    form = _form(_fields(found), found)
    if not form.is_sent_well():
        return _page(visit, found, form, form_status())
    try:
        keep_whole(
            visit.db,
            "function",
            lambda: editing.change_topic(
                visit.db,
                found,
                form.content(),
                version=form.version_read,
                actor=visit.actor,
                now=visit.now,
            ),
        )
    except Invalid as error:
        visit.db.rollback()
        form.refuse(error)
        return _page(visit, found, form, 400)
    except Conflict:
        visit.db.rollback()
        found = _mine(visit, topic_key)
        return _page(visit, found, form, 409, form.meet_newer(_fields(found)))
    visit.db.commit()
    return visit.redirect("topic", "已保存，马上生效。", topic_key=topic_key)


def retire(visit: Visit, topic_key: str) -> Response:
    """No new case shall be about it."""
    found = _mine(visit, topic_key)
    with_it = select(Entry.question).where(
        Entry.topic_id == found.id, Entry.state != EntryState.RETIRED
    )
    if question := visit.db.scalar(with_it.limit(1)):
        raise Conflict(f"知识“{question}”还带着这个事项的登记，请先改那条知识。")
    editing.retire_topic(visit.db, found, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("topics", f"“{found.name}”已停用，以前的工单照样看得到它的名字。")


def restore(visit: Visit, topic_key: str) -> Response:
    """It is back."""
    found = _mine(visit, topic_key)
    keep_whole(
        visit.db,
        "function",
        lambda: editing.restore_topic(visit.db, found, actor=visit.actor, now=visit.now),
    )
    visit.db.commit()
    return visit.redirect("topic", "已恢复。", topic_key=topic_key)


def terms_words(topic: TopicFacts) -> str:
    """Its clocks in words: 4 小时受理，3 个工作日办结."""
    spans = [_span_words(span, topic.clock) for span in (topic.accept_within, topic.resolve_within)]
    return f"{spans[0]}受理，{spans[1]}办结"


def _span_words(span: str, clock: str) -> str:
    number, unit = span[:-1], span[-1]
    if unit == "d":
        return f"{number} 个工作日" if clock == editing.CLOCKS[0] else f"{number} 天"
    return f"{number} {UNITS[unit]}"


def _mine(visit: Visit, key: str) -> Topic:
    return editing.get_topic(visit.db, key, EDIT, actor=visit.actor)


def _fields(found: Topic) -> dict[str, Any]:
    content = editing.content_of(found)
    accept, resolve = SPAN.fullmatch(content.accept_within), SPAN.fullmatch(content.resolve_within)
    return {
        **vars(content),
        "words": "\n".join(content.words),
        "asks": list(content.asks),
        "complaint_about": content.complaint_about or "",
        "accept_within": int(accept[1]) if accept else None,
        "accept_unit": accept[2] if accept else "h",
        "resolve_within": int(resolve[1]) if resolve else None,
        "resolve_unit": resolve[2] if resolve else "d",
        "version": found.version,
    }


def _form(fields: dict[str, Any], found: Topic | None = None) -> TopicForm:
    form = TopicForm(data=fields)
    known = dict(function_names())
    known |= {found.function: function_name(found.function)} if found else {}
    form.kind.choices = options([("", "请选择"), *((kind, kind) for kind in Kind)])
    form.function.choices = options([("", "请选择"), *known.items()])
    form.complaint_about.choices = options([("", "不是投诉单位"), *known.items()])
    form.urgency.choices = options(URGENCIES.items())
    form.clock.choices = options(CLOCKS.items())
    for unit in (form.accept_unit, form.resolve_unit):
        unit.choices = options(UNITS.items())
    form.asks.choices = options(ASKS.items())
    return form


def _page(
    visit: Visit,
    found: Topic,
    form: TopicForm,
    status: int,
    newer: list[Difference] | None = None,
) -> Response:
    calendar = load_calendar(visit.db)
    spans = (found.accept_within, found.resolve_within)
    accept_at, due_at = (due(visit.now, span, found.clock, calendar) for span in spans)
    return visit.page(
        "places/topic.html",
        status,
        topic=found,
        form=form,
        newer=newer,
        accept_at=accept_at,
        due_at=due_at,
        certain=is_certain(visit.now, due_at, found.clock, calendar),
    )
