"""Answering a message that an error has left to staff: joins the message to its resident."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Resident
from bot.failures import HANDLE, mark_seen
from bot.models import Message
from community.setup import load_texts
from community.texts import desk as texts
from core.actor import Actor
from core.audit import record
from core.errors import Conflict, Invalid
from notices.service import queue

KIND = "staff_reply"


def answer_message(
    db: Session, message: Message, words: str, *, actor: Actor, now: datetime
) -> bool:
    """Send the resident these words and take the message off the list; False when he has left.

    Raises `Refused`, `Invalid`, `Conflict` for one that another has seen to.
    """
    actor.require(HANDLE)
    if not words.strip():
        raise Invalid("words", "请写一句话。")
    if message.seen_at is not None:
        raise Conflict("这条来信别人已经处理了。")
    mark_seen(db, message.public_id, actor=actor, now=now)
    resident = _sender(db, message)
    if resident is None:
        return False
    queued = queue(
        db,
        resident_id=resident.id,
        cause=f"message:{message.public_id}",
        kind=KIND,
        text=f"{load_texts(db).say(texts.STAFF_SAYS)}\n{words.strip()}",
        now=now,
    )
    record(db, actor, "message.answer", f"message:{message.id}", now=now)
    return queued


def _sender(db: Session, message: Message) -> Resident | None:
    """Who sent it; a message names him only by the keyed hash that stands on his row, too."""
    if message.sender_hash is None:
        return None
    own = select(Resident).where(
        Resident.account == message.account, Resident.openid_hash == message.sender_hash
    )
    return db.scalars(own).first()
