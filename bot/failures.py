"""待人工: messages that an unknown error has left to the staff."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from bot.models import Message, MessageState
from bot.words import words_of
from core.actor import Actor
from core.audit import record
from core.errors import Conflict, NotFound
from core.masking import mask_personal

HANDLE = "message.handle"


def is_unseen() -> ColumnElement[bool]:
    """The condition on `Message` that holds for those that failed and wait for somebody."""
    return and_(Message.state == MessageState.FAILED, Message.seen_at.is_(None))


def unseen_failures(db: Session, *, actor: Actor, limit: int = 50) -> list[Message]:
    """Those that wait for somebody, oldest first; raises `Refused`."""
    actor.require(HANDLE)
    waiting = select(Message).where(is_unseen()).order_by(Message.received_at, Message.id)
    return list(db.scalars(waiting.limit(limit)))


def count_unseen(db: Session, *, actor: Actor) -> int:
    """How many wait for somebody; raises `Refused`."""
    actor.require(HANDLE)
    return db.scalar(select(func.count()).select_from(Message).where(is_unseen())) or 0


def read_words(db: Session, message: Message, *, actor: Actor, now: datetime) -> str:
    """What was said in it, numbers of people cut out; '' when that is no words, or erased.

    That it was read stands in the audit log: commit before the words are shown to anybody.
    Raises `Refused` or `Unsealable`.
    """
    actor.require(HANDLE)
    record(db, actor, "message.read", f"message:{message.id}", now=now)
    db.flush()
    return mask_personal(words_of(message))


def mark_seen(db: Session, public_id: str, *, actor: Actor, now: datetime) -> Message:
    """Somebody has seen to the failed message; raises `Refused`, `NotFound`, `Conflict`."""
    actor.require(HANDLE)
    named = select(Message).where(Message.public_id == public_id)
    found = db.scalars(named.with_for_update().execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound("没有这条来信。")
    if found.state != MessageState.FAILED:
        raise Conflict("这条来信没有失败，不用标记。")
    if found.seen_at is None:
        found.seen_at = now
        record(db, actor, "message.seen", f"message:{found.id}", now=now)
        db.flush()
    return found
