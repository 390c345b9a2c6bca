"""What the community must do: cases, their timeline, who reported them, what was attached."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import BigId, Sealed, SealedBytes, UtcTime
from core.database import Base


class CaseState(StrEnum):
    """Where a case stands; the words residents and staff read are in `cases.workflow`."""

    OPENED = "opened"  # 待受理
    ACCEPTED = "accepted"  # 已受理
    WORKING = "working"  # 办理中
    WAITING = "waiting"  # 等居民回答
    REFUSED = "refused"  # 退单, the supervisor decides
    RESOLVED = "resolved"  # 已办结
    DECLINED = "declined"  # 不予受理
    WITHDRAWN = "withdrawn"  # 已撤销
    CLOSED = "closed"  # 已归档


class Case(Base):
    """工单: one demand, always owned by exactly one office."""

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_office_due", "office_id", "state", "due_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    account: Mapped[str] = mapped_column(String(64))
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    area_path: Mapped[str] = mapped_column(String(200), default="", index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    about_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    source: Mapped[str] = mapped_column(String(20))
    state: Mapped[CaseState] = mapped_column(String(10), index=True)
    urgency: Mapped[str] = mapped_column(String(10))
    # Plain for search; phone and ID numbers are cut out of it into `cut`.
    description: Mapped[str] = mapped_column(Text)
    cut_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    cut = Sealed[list[str]]("cut_sealed")
    place_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    place = Sealed[str]("place_sealed")
    opened_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    accept_due_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcTime)
    # When it ended for good: filed, declined or withdrawn.
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    # Since when the clock stands still because the resident was asked.
    waiting_since: Mapped[datetime | None] = mapped_column(UtcTime)
    outcome_code: Mapped[str | None] = mapped_column(String(20))
    # The last sentence written for residents; never anything internal.
    note: Mapped[str | None] = mapped_column(Text)
    verdict: Mapped[str | None] = mapped_column(String(10))
    verdict_at: Mapped[datetime | None] = mapped_column(UtcTime)
    rating: Mapped[int | None]
    rerouted: Mapped[bool] = mapped_column(default=False)
    refusals: Mapped[int] = mapped_column(default=0)
    reopenings: Mapped[int] = mapped_column(default=0)
    urged_on: Mapped[date | None] = mapped_column(Date)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    last_seq: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[str] = mapped_column(String(64), default="")
    version: Mapped[int] = mapped_column(default=1)


class CaseEvent(Base):
    """One step of a case, never changed: `facts` without personal data, `words` sealed.

    `hash` chains facts and `words_mac`, a salted HMAC, so words can be erased and the chain
    still holds.
    """

    __tablename__ = "case_event"
    __table_args__ = (UniqueConstraint("case_id", "seq"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    seq: Mapped[int]
    step: Mapped[str] = mapped_column(String(20))
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(UtcTime)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    words_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    words = Sealed[str]("words_sealed")
    salt: Mapped[str] = mapped_column(String(32))
    words_mac: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class CaseReporter(Base):
    """Who reported or joined a case; may have no openid (来电、来访)."""

    __tablename__ = "case_reporter"
    __table_args__ = (UniqueConstraint("case_id", "resident_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    name_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    name = Sealed[str]("name_sealed")
    phone_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    phone = Sealed[str]("phone_sealed")
    phone_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    joined_at: Mapped[datetime] = mapped_column(UtcTime)


class CaseAssist(Base):
    """协办: an office that helps the owning one with a case and so sees it."""

    __tablename__ = "case_assist"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcTime)


class CaseDay(Base):
    """The last number given on a day; raised by one statement, so gaps but no repeats."""

    __tablename__ = "case_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    last: Mapped[int]


class Attachment(Base):
    """A photo or voice a resident sent; bytes are fetched by the worker and kept sealed.

    `state`: waiting, fetching, saved, aside (he declined the case), refused, dropped (bytes to be
    deleted), gone.
    """

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_state", "state", "due_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    media_id_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    media_id = Sealed[str]("media_id_sealed")
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(60))
    attempts: Mapped[int] = mapped_column(default=0)
    content_type: Mapped[str | None] = mapped_column(String(60))
    size: Mapped[int | None]
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    saved_at: Mapped[datetime | None] = mapped_column(UtcTime)


class CatalogueRule(Base):
    """派单目录: for a topic, or for a function, in an area and below: this office.

    Exactly one of `topic_id` and `function` is set; '*' is the function of what is not yet
    recognised. The rules of the highest edition count.
    """

    __tablename__ = "catalogue_rule"
    # Two, because a database takes rows with NULL in a unique column for different ones.
    __table_args__ = (
        UniqueConstraint("edition", "topic_id", "area_id"),
        UniqueConstraint("edition", "function", "area_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    edition: Mapped[int] = mapped_column(index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    function: Mapped[str | None] = mapped_column(String(40))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))


class CatalogueEdition(Base):
    """版本: when the catalogue was changed, by whom (None: the system), and what it restored."""

    __tablename__ = "catalogue_edition"

    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # Unknown for editions that are older than this table.
    made_at: Mapped[datetime | None] = mapped_column(UtcTime)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    restores: Mapped[int | None]
