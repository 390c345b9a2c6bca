"""来信: one row for each push of WeChat, committed before anything is done about it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import BigId, Sealed, SealedBytes, UtcTime
from core.database import Base


class MessageState(StrEnum):
    """Where a push stands."""

    WORKING = "working"  # arrived; a run handles it now or must take it over
    DONE = "done"  # its effects and reply are committed
    OWED = "owed"  # done, but only a holding sentence was sent: the reply follows as a notice
    FAILED = "failed"  # an unknown error; staff see it under 待人工


class Message(Base):
    """A push and its reply. What was said is sealed, who said it stands only as a keyed hash."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("account", "key_hash"),
        Index("ix_message_sender_order", "sender_hash", "sent_at", "msg_id"),
        Index("ix_message_state", "state", "received_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    account: Mapped[str] = mapped_column(String(64))
    key_hash: Mapped[str] = mapped_column(String(64))
    sender_hash: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(30))
    body_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    body = Sealed[dict[str, Any]]("body_sealed")
    msg_id: Mapped[int] = mapped_column(BigId, default=0)
    sent_at: Mapped[datetime] = mapped_column(UtcTime)
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    tries: Mapped[int] = mapped_column(default=1)
    state: Mapped[MessageState] = mapped_column(String(10))
    run: Mapped[int] = mapped_column(default=0)
    # When a holding sentence was sent: the reply must then follow by itself.
    held_at: Mapped[datetime | None] = mapped_column(UtcTime)
    reply_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    reply = Sealed[dict[str, Any]]("reply_sealed")
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
    error: Mapped[str | None] = mapped_column(String(60))
    # When staff said that they have seen to a failed message.
    seen_at: Mapped[datetime | None] = mapped_column(UtcTime)
