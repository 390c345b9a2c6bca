"""通知: what a resident must be told, as rows that outlive every process."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import BigId, Sealed, SealedBytes, UtcTime
from core.database import Base


class NoticeState(StrEnum):
    """Where a notice stands."""

    WAITING = "waiting"  # 待发送
    SENDING = "sending"  # committed before the call to WeChat
    SENT = "sent"
    UNCERTAIN = "uncertain"  # the call began and no answer was recorded
    GIVEN_UP = "given_up"  # with a reason


class Notice(Base):
    """One telling event for one resident; `cause` names the event and makes it unique."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("cause", "resident_id"),
        Index("ix_notice_state", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    cause: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    text_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    text = Sealed[str]("text_sealed")
    # The question this notice asks, opened when it is delivered and none is open.
    question_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    question = Sealed[dict[str, Any]]("question_sealed")
    state: Mapped[NoticeState] = mapped_column(String(10))
    # How it was sent; on a row not yet sent: the only way it may still go.
    way: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(60))
    attempts: Mapped[int] = mapped_column(default=0)
    # How often a send began and no answer was recorded; the resident may have it that often.
    doubts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    sending_at: Mapped[datetime | None] = mapped_column(UtcTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Subscription(Base):
    """订阅: a resident's yes to one notice of how something ended; each row is good for one.

    Asked for when `offered_at`, given when `agreed_at`, used up when `spent_at`. WeChat keeps
    its own count of them by `scene`.
    """

    __tablename__ = "subscription"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    # Like 'case:17': the part before the last colon of the causes it is meant for.
    subject: Mapped[str] = mapped_column(String(80))
    text_version: Mapped[str] = mapped_column(String(20))
    scene: Mapped[int]
    offered_at: Mapped[datetime] = mapped_column(UtcTime)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    spent_at: Mapped[datetime | None] = mapped_column(UtcTime)
