"""Chats that a person of the office has taken over in WeChat's customer service."""

from datetime import timedelta

from accounts.models import Contact
from bot.events import HumanSession
from handlers.context import Context
from handlers.turn import Turn

# WeChat ends such a session by itself after 30 minutes (WeChat's documentation of 消息转发).
SESSION = timedelta(minutes=30)


def session(turn: Turn, context: Context) -> str:
    """Note that a session began, changed hands or ended; nothing is said."""
    assert isinstance(turn.message, HumanSession)  # noqa: S101 (the route's own condition)
    contact = context.db.get_one(Contact, context.resident.id)
    is_over = turn.message.change == "closed"
    contact.human_until = None if is_over else context.now + SESSION
    return ""


def is_open(context: Context) -> bool:
    """Whether the bot has to keep silent."""
    contact = context.contact
    return bool(contact and contact.human_until and contact.human_until > context.now)
