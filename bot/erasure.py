"""Erasing what somebody wrote and was answered."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.events import Unsubscribe
from bot.models import Message, MessageState


def erase(db: Session, sender_hash: str, *, now: datetime) -> None:
    """Drop words, replies and sender of all his messages; unfinished ones end here.

    Whoever still handles one finds it ended and rolls back. Only his leaving itself stays as
    it is, since the erasing is part of handling it.
    """
    own = Message.sender_hash == sender_hash
    unfinished = Message.state != MessageState.DONE
    db.execute(
        update(Message)
        .where(own, unfinished, Message.kind != Unsubscribe.__name__)
        .values(state=MessageState.DONE, finished_at=now, error=None)
    )
    db.execute(
        update(Message)
        .where(own)
        .values(body_sealed=None, reply_sealed=None, sender_hash=None, msg_id=0)
    )
