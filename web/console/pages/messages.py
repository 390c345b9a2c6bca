"""待人工: what residents sent and an error has left to staff; read, answered, seen to."""

from flask import Response
from sqlalchemy import select
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from bot.failures import HANDLE, mark_seen, read_words, unseen_failures
from bot.models import Message, MessageState
from core.errors import Conflict, Invalid, NotFound
from core.sealing import Unsealable
from handlers.left_to_staff import answer_message
from web.console.forms import NEEDED, Form, stripped
from web.console.visit import Visit

MOST = 100
LONGEST = 500
KINDS = {
    "TextMessage": "文字",
    "VoiceMessage": "语音",
    "ImageMessage": "照片",
    "VideoMessage": "视频",
    "LocationMessage": "位置",
    "LinkMessage": "链接",
}


class AnswerForm(Form):
    """What the resident shall read."""

    words = TextAreaField(
        "回给居民的话",
        [InputRequired(NEEDED), Length(max=LONGEST, message=f"最多 {LONGEST} 个字。")],
        filters=[stripped],
        description="不写别人的姓名和电话",
    )


def listing(visit: Visit) -> Response:
    """Those that failed and wait for somebody, and those whose reply is still on its way."""
    may = visit.actor.may(HANDLE)
    owed = select(Message).where(Message.state == MessageState.OWED).order_by(Message.id)
    return visit.page(
        "messages/list.html",
        may=may,
        waiting=unseen_failures(visit.db, actor=visit.actor, limit=MOST) if may else [],
        owed=list(visit.db.scalars(owed.limit(MOST))) if may else [],
        kinds=KINDS,
    )


def read(visit: Visit, message_id: str) -> Response:
    """What was said; that it was read is committed before it is shown."""
    message = _get(visit, message_id)
    return _page(visit, message, AnswerForm(unsent=True))


def answer(visit: Visit, message_id: str) -> Response:
    """Answer the resident; the message is seen to by that."""
    message, form = _get(visit, message_id), AnswerForm()
    if not form.is_sent_well():
        return _page(visit, message, form, 400)
    try:
        reaches = answer_message(
            visit.db, message, form.words.data or "", actor=visit.actor, now=visit.now
        )
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        form.refuse(error if isinstance(error, Invalid) else Invalid("", error.sentence))
        return _page(visit, _get(visit, message_id), form, 400)
    visit.db.commit()
    said = "已回复，马上发给居民；发不出去的，在他下次说话时先看到。"
    return visit.redirect(
        "messages", said if reaches else "居民已经离开，回不到他了。这条已标记处理。"
    )


def seen(visit: Visit, message_id: str) -> Response:
    """Somebody has seen to it in another way."""
    _get(visit, message_id)
    mark_seen(visit.db, message_id, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("messages", "已标记处理。")


def _get(visit: Visit, message_id: str) -> Message:
    """The failed message; a message has no area, so only who works everywhere may read one."""
    found = visit.db.scalars(select(Message).where(Message.public_id == message_id)).first()
    if found is None or not visit.actor.may(HANDLE) or found.state != MessageState.FAILED:
        raise NotFound("没有这条来信。")
    return found


def _page(visit: Visit, message: Message, form: AnswerForm, status: int = 200) -> Response:
    try:
        words = read_words(visit.db, message, actor=visit.actor, now=visit.now)
    except Unsealable:
        words = ""
    visit.db.commit()
    return visit.page(
        "messages/one.html", status, message=message, words=words, form=form, kinds=KINDS
    )
