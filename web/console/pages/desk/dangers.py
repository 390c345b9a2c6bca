"""危险词: what the desk takes for danger before anything else, and a box to try a sentence."""

from typing import Any

from flask import Response, request
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Length

from community import own_dangers
from community.emergency import Emergency
from community.models import DangerWord
from community.own_dangers import LONGEST, LONGEST_NOTE, MOST_WORDS, RIGHT, DangerContent
from community.setup import load_dangers
from core.errors import Conflict, Invalid, NotFound
from faq.knowledge import Knowledge
from handlers.commands import ALIASES, WORDS
from handlers.emergency import words as said_words
from web.console.forms import choose, form_status, is_trial, options, stripped, text
from web.console.pages.desk.form import VersionedForm
from web.console.visit import Visit

LONGEST_TRIED = 200
MOST_SHOWN = 10
SORTS = (("", "危险词：听到就先给报警电话"), ("1", "例外：听到它不算危险"))
# What a word of the shared lists does, as an editor says it.
LABELS = {
    "asked": "问法，里面的否定不算",
    "negations": "否定",
    "past": "过去的事",
    "lately": "前几天的事",
    "supposed": "预防、宣传、手续",
    "feared": "担心、假设",
    "present": "正在发生",
    "asks": "打听",
    "then_now": "正在发生",
    "then_past": "过去的事",
}
KINDS = {
    "danger": "危险词",
    "harmless": "例外",
    "calm": "平常事",
    "still": "不是平常事",
    "about": "说的是谁",
}


class DangerForm(VersionedForm):
    """A word of danger, or an exception."""

    word = text("词", most=LONGEST, hint="居民会怎么说，就怎么写。中间隔着别的字用“…”：煤球炉…倒了")
    sort = SelectField("当作什么", default="")
    group = choose("哪一类危险", needed=True)
    note = StringField(
        "备注（给同事看）",
        [Length(max=LONGEST_NOTE, message=f"最多 {LONGEST_NOTE} 个字。")],
        filters=[stripped],
    )
    tried = StringField(
        "拿一句话试试（不保存）",
        [Length(max=LONGEST_TRIED, message=f"最多 {LONGEST_TRIED} 个字。")],
        filters=[stripped],
    )
    sure = BooleanField("我看过了，还是要加")

    def content(self) -> DangerContent:
        """What is to be saved."""
        harmless = self.sort.data == "1"
        return DangerContent(
            self.word.data or "", self.group.data or "", harmless, self.note.data or ""
        )


def listing(visit: Visit) -> Response:
    """The shipped groups, what was added, and the box."""
    tried = request.args.get("words", "").strip()[:LONGEST_TRIED]
    shared, groups = load_dangers(visit.db)
    current = own_dangers.emergency_with(visit.db, None)
    return visit.page(
        "dangers/list.html",
        shipped=groups,
        names=own_dangers.group_names(visit.db),
        rows=own_dangers.list_dangers(visit.db),
        retired=own_dangers.list_dangers(visit.db, active=False),
        most=MOST_WORDS,
        tried=tried,
        trial=_trial(visit, tried, Emergency(shared, groups), current),
        may_edit=visit.actor.may(RIGHT),
    )


def new(visit: Visit) -> Response:
    """Add a word."""
    form = _form(visit, {})
    if not form.is_sent_well() or is_trial():
        return _page(visit, form, form_status())
    clashes = _clashes(visit, form, None)
    if clashes and not form.sure.data:
        return _page(visit, form, 400, clashes=clashes)
    try:
        own_dangers.add_danger(
            visit.db, form.content(), calm=_calm(), actor=visit.actor, now=visit.now
        )
    except Invalid as error:
        visit.db.rollback()
        form.refuse(error)
        return _page(visit, form, 400)
    visit.db.commit()
    return visit.redirect("dangers", "已加上，一秒内生效。")


def change(visit: Visit, danger_id: str) -> Response:
    """Change an added word, or use a retired one again."""
    row = _get(visit, danger_id)
    form = _form(
        visit,
        {
            "word": row.word,
            "group": row.group,
            "sort": "1" if row.harmless else "",
            "note": row.note,
            "version": str(row.version),
        },
    )
    if not form.is_sent_well() or is_trial():
        return _page(visit, form, form_status(), row)
    clashes = _clashes(visit, form, row)
    if clashes and not form.sure.data:
        return _page(visit, form, 400, row, clashes=clashes)
    try:
        own_dangers.change_danger(
            visit.db,
            row,
            form.content(),
            version=form.read_version,
            calm=_calm(),
            actor=visit.actor,
            now=visit.now,
        )
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        row = _get(visit, danger_id)
        return _page(visit, form, form.refuse_or_stand_beside(error, row.version), row)
    visit.db.commit()
    return visit.redirect("dangers", "已改好，一秒内生效。")


def retire(visit: Visit, danger_id: str) -> Response:
    """Hear it no longer."""
    row = _get(visit, danger_id)
    own_dangers.retire_danger(visit.db, row, version=row.version, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("dangers", "已停用，一秒内生效。")


def _get(visit: Visit, danger_id: str) -> DangerWord:
    """The word; it is heard everywhere, so only for who works everywhere."""
    row = own_dangers.get_danger(visit.db, danger_id)
    if not visit.actor.may(RIGHT):
        raise NotFound("没有这个词。")
    return row


def _form(visit: Visit, fields: dict[str, Any]) -> DangerForm:
    form = DangerForm(data=fields)
    form.sort.choices = options(SORTS)
    form.group.choices = options([("", "请选择"), *own_dangers.group_names(visit.db).items()])
    return form


def _calm() -> tuple[str, ...]:
    """What residents say to the desk itself, which must never be taken for danger."""
    return (*WORDS, *ALIASES)


def _clashes(visit: Visit, form: DangerForm, row: DangerWord | None) -> list[str]:
    """Questions of the published knowledge that would be taken for danger by this change only."""
    content = form.content()
    if content.harmless:
        return []
    before = own_dangers.emergency_with(visit.db, None, row)
    changed = own_dangers.emergency_with(visit.db, content, row)
    knowledge: Knowledge = visit.tools.snapshots.knowledge.now()
    parts = own_dangers.parts_of(content.word)
    return [
        asked
        for entry in knowledge.entries.values()
        for asked in entry.content.texts
        if own_dangers.stands_in(parts, asked)
        and changed.check(asked) is not None
        and before.check(asked) is None
    ]


def _trial(visit: Visit, said: str, before: Emergency, now: Emergency) -> Any:
    """What is heard in the sentence, and what the resident would be told before and now."""
    if not said:
        return None
    names = own_dangers.group_names(visit.db)
    heard = dict.fromkeys((one.said, _worded(one.label, names)) for one in now.heard(said))
    return {
        "heard": list(heard),
        "before": _told(visit, said, before),
        "now": _told(visit, said, now),
    }


def _told(visit: Visit, said: str, emergency: Emergency) -> dict[str, str] | None:
    alarm = emergency.check(said)
    if alarm is None:
        return None
    return {"name": alarm.name, "reply": said_words(alarm, visit.setup.texts, None)}


def _worded(label: str, names: dict[str, str]) -> str:
    kind, _, group = label.partition(" ")
    return f"{names.get(group, group)}的{KINDS[kind]}" if kind in KINDS else LABELS[kind]


def _page(
    visit: Visit,
    form: DangerForm,
    status: int = 200,
    row: DangerWord | None = None,
    clashes: list[str] | None = None,
) -> Response:
    content = form.content()
    whole = content if content.word and content.group in own_dangers.group_names(visit.db) else None
    now = own_dangers.emergency_with(visit.db, None)
    then = own_dangers.emergency_with(visit.db, whole, row)
    return visit.page(
        "dangers/one.html",
        status,
        form=form,
        row=row,
        names=own_dangers.group_names(visit.db),
        clashes=(clashes or [])[:MOST_SHOWN],
        trial=_trial(visit, form.tried.data or "", now, then),
    )
