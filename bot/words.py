"""What was said in recorded messages, for staff who may read it."""

from datetime import timedelta

from sqlalchemy import BigInteger, literal, select, tuple_
from sqlalchemy.orm import Session

from bot.codec import from_json
from bot.messages import Incoming, LinkMessage, TextMessage, VoiceMessage
from bot.models import Message
from core.columns import UtcTime


def words_of(message: Message) -> str:
    """The words, '' when it has none, or has them no more; raises `Unsealable`."""
    stored = message.body
    if stored is None:
        return ""
    try:
        return _said(from_json(stored))
    except ValueError:
        # Kept by a version that knew other messages.
        return ""


def talk_around(
    db: Session, message: Message, *, before: timedelta, after: timedelta, most: int
) -> list[Message]:
    """What the same sender sent around a message, itself included, oldest first; at most so many
    on each side, the nearest ones."""
    own = select(Message).where(
        Message.account == message.account, Message.sender_hash == message.sender_hash
    )
    at, place = message.sent_at, tuple_(Message.sent_at, Message.msg_id)
    here = tuple_(literal(at, UtcTime), literal(message.msg_id, BigInteger))
    earlier = own.where(Message.sent_at >= at - before, place <= here)
    later = own.where(Message.sent_at <= at + after, place > here)
    newest = (Message.sent_at.desc(), Message.msg_id.desc())
    return [
        *reversed(db.scalars(earlier.order_by(*newest).limit(most)).all()),
        *db.scalars(later.order_by(Message.sent_at, Message.msg_id).limit(most)),
    ]


def _said(message: Incoming) -> str:
    match message:
        case TextMessage():
            return message.text
        case VoiceMessage():
            return message.recognition or ""
        case LinkMessage():
            return message.title
    return ""
