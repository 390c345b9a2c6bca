"""What the duty person must look after: residents who said that they do not want to live."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import BigId, Sealed, SealedBytes, UtcTime
from core.database import Base


class ConcernState(StrEnum):
    """How far somebody has got with it."""

    NEW = "new"  # nobody has read the words
    SEEN = "seen"  # somebody has, and has told nothing of what he did
    CONTACTED = "contacted"
    HANDED_ON = "handed_on"


class Concern(Base):
    """值班提醒: a message with words of suicide. The words stand with the message and nowhere else,
    so they go when those go; when the resident leaves, only the fact stays.

    `area_id` is the neighbourhood he said he lives in, never his building, None while unknown.
    """

    __tablename__ = "concern"
    __table_args__ = (Index("ix_concern_state", "state"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), unique=True)
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    state: Mapped[ConcernState] = mapped_column(String(10), default=ConcernState.NEW)
    said_at: Mapped[datetime] = mapped_column(UtcTime)


class ConcernStep(Base):
    """What somebody did about it, in order; never changed. A note may name people, so it is sealed
    and goes with the words."""

    __tablename__ = "concern_step"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None] = mapped_column(BigId)
    state: Mapped[ConcernState] = mapped_column(String(10))
    note_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    note = Sealed[str]("note_sealed")
