"""What of the messages is kept for a time only."""

from sqlalchemy import or_

from bot.models import Message, MessageState
from core.expiry import BEFORE, Expiry

MESSAGE_WORDS = Expiry(
    Message,
    (Message.received_at < BEFORE)
    & or_(Message.body_sealed.is_not(None), Message.reply_sealed.is_not(None))
    # What failed waits for somebody to see to it, however long.
    & or_(Message.state == MessageState.DONE, Message.seen_at.is_not(None)),
    {"body_sealed": None, "reply_sealed": None},
)
"""What was said and answered in the chat, sealed; that a message came stays."""
