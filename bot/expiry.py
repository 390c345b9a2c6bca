"""What of the messages is kept for a time only."""

from sqlalchemy import or_

from bot.models import Message, MessageState
from core.expiry import Expiry

MESSAGE_WORDS = Expiry(
    Message,
    lambda before: (
        (Message.received_at < before)
        & or_(Message.body_sealed.is_not(None), Message.reply_sealed.is_not(None))
        # What failed waits for somebody to see to it, however long.
        & or_(Message.state == MessageState.DONE, Message.seen_at.is_not(None))
    ),
    {"body_sealed": None, "reply_sealed": None},
)
"""What was said and answered in the chat, sealed; that a message came stays."""
