"""本地词: words of this place, what they mean, and a box that shows what a question is read as."""

from typing import Any

from flask import Response, request
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from core.errors import Conflict, Invalid, NotFound
from faq.matching.lexicon import Lexicon, civic
from faq.models import OwnWord
from faq.own_lexicon import GROUP, lexicon_of
from faq.own_words import (
    LONGEST,
    LONGEST_NOTE,
    MOST_WORDS,
    RIGHT,
    WordContent,
    add_word,
    change_word,
    get_word,
    list_words,
    retire_word,
    same_as,
)
from faq.word_trial import name_of, try_words
from web.console.forms import form_status, is_trial, stripped, text
from web.console.pages.desk.form import VersionedForm
from web.console.visit import Visit

LONGEST_TRIED = 200


class WordForm(VersionedForm):
    """A word, and what it means."""

    word = text("本地的说法", most=LONGEST, hint="居民这么叫，别处的人听不懂。比如：绿本本")
    same_as = StringField(
        "和哪个词一个意思",
        [Length(max=LONGEST, message=f"最多 {LONGEST} 个字。")],
        filters=[stripped],
        description="写一个大家都懂、知识里用的词，比如：居住证。边写边有现成的可选。",
    )
    nothing = BooleanField(
        "没有特别的意思（防误会）",
        description="比如“红灯笼小区”不是在说灯：勾上以后，这几个字就不当别的意思读。",
    )
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

    def content(self) -> WordContent:
        """What is to be saved; raises `Invalid` where it stays open what the word means."""
        other = self.same_as.data or ""
        if bool(other) == bool(self.nothing.data):
            raise Invalid("same_as", "请写一个词，或者勾“没有特别的意思”，两样选一样。")
        return WordContent(self.word.data or "", other, self.note.data or "")


def listing(visit: Visit) -> Response:
    """The words with their meanings, and the box."""
    tried = request.args.get("words", "").strip()[:LONGEST_TRIED]
    rows = list_words(visit.db)
    own = same_as(rows)
    lexicon = lexicon_of(own)
    return visit.page(
        "words/list.html",
        rows=[(row, _meaning(row, lexicon)) for row in rows],
        retired=list_words(visit.db, active=False, limit=100),
        may_edit=visit.actor.may(RIGHT),
        most=MOST_WORDS,
        tried=tried,
        trial=_trial(visit, tried, {}, own),
    )


def new(visit: Visit) -> Response:
    """Teach a word."""
    form = WordForm()
    if not form.is_sent_well() or is_trial():
        return _page(visit, form, form_status())
    try:
        add_word(visit.db, form.content(), actor=visit.actor, now=visit.now)
    except Invalid as error:
        visit.db.rollback()
        form.refuse(error)
        return _page(visit, form, 400)
    visit.db.commit()
    return visit.redirect("words", "已记住，一秒内生效。")


def change(visit: Visit, word_id: str) -> Response:
    """Change a word, or use a retired one again."""
    row = _get(visit, word_id)
    form = WordForm(
        data={
            "word": row.word,
            "same_as": row.same_as,
            "nothing": not row.same_as,
            "note": row.note,
            "version": str(row.version),
        }
    )
    if not form.is_sent_well() or is_trial():
        return _page(visit, form, form_status(), row)
    try:
        change_word(
            visit.db,
            row,
            form.content(),
            version=form.read_version,
            actor=visit.actor,
            now=visit.now,
        )
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        row = _get(visit, word_id)
        return _page(visit, form, form.refuse_or_stand_beside(error, row.version), row)
    visit.db.commit()
    return visit.redirect("words", "已改好，一秒内生效。")


def retire(visit: Visit, word_id: str) -> Response:
    """Read it no longer."""
    row = _get(visit, word_id)
    retire_word(visit.db, row, version=row.version, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("words", "已停用，一秒内生效。")


def _get(visit: Visit, word_id: str) -> OwnWord:
    """The word; it holds everywhere, so only for who works everywhere."""
    row = get_word(visit.db, word_id)
    if not visit.actor.may(RIGHT):
        raise NotFound("没有这个词。")
    return row


def _meaning(row: OwnWord, lexicon: Lexicon) -> str:
    """What the civic lexicon calls it; '' where only the two words share their meaning."""
    keys = lexicon.concepts_of(row.normal)
    is_known = not any(key.startswith(GROUP) for key in keys)
    return "、".join(name_of(key, lexicon) for key in keys) if is_known else ""


def _trial(visit: Visit, text: str, before: dict[str, str], now: dict[str, str]) -> Any:
    if not text:
        return None
    knowledge = visit.tools.snapshots.knowledge.now()
    return try_words(text, knowledge, before, now, visit.setup.areas, visit.now)


def _page(visit: Visit, form: WordForm, status: int = 200, row: OwnWord | None = None) -> Response:
    before = same_as(one for one in list_words(visit.db) if row is None or one.id != row.id)
    word = form.word.data or ""
    other = "" if form.nothing.data else form.same_as.data or ""
    is_whole = bool(word) and bool(other) != bool(form.nothing.data)
    old = {**before, row.word: row.same_as} if row is not None and row.active else before
    now = {**before, word: other} if is_whole else before
    return visit.page(
        "words/one.html",
        status,
        form=form,
        row=row,
        meanings=sorted(set(civic().name_of.values())),
        trial=_trial(visit, form.tried.data or "", old, now),
    )
