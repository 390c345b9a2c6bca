"""What the community knows: entries with their phrasings and revisions, and what was asked."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.columns import BigId, UtcTime
from core.database import Base


class EntryState(StrEnum):
    """草稿、待审核、已发布、已下线."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    RETIRED = "retired"


class Outcome(StrEnum):
    """命中、候选、未命中."""

    ANSWERED = "answered"
    SUGGESTED = "suggested"
    MISSED = "missed"


class Settled(StrEnum):
    """What staff made of a question that nothing answered: 相似问, 新知识, 工单事项, 忽略."""

    PHRASING = "phrasing"
    ENTRY = "entry"
    TOPIC = "topic"
    IGNORED = "ignored"


class Entry(Base):
    """知识: one standard question with its answer, as editors work on it.

    What residents get is the revision named by `published_revision`, so an edit in progress
    never shows. `area_id` None means everywhere.
    """

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    key: Mapped[str | None] = mapped_column(String(60), unique=True)
    question: Mapped[str] = mapped_column(String(200))
    answer: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[EntryState] = mapped_column(String(10), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    example: Mapped[bool] = mapped_column(default=False)
    published_revision: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
    phrasings: Mapped[list["Phrasing"]] = relationship(
        order_by="Phrasing.id", cascade="all, delete-orphan"
    )


class Phrasing(Base):
    """相似问: another way to ask an entry's question."""

    __tablename__ = "phrasing"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    text: Mapped[str] = mapped_column(String(200))


class Revision(Base):
    """An entry as it was saved: its whole content, by whom and when."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None] = mapped_column(BigId)
    saved_at: Mapped[datetime] = mapped_column(UtcTime)


class EntryDraft(Base):
    """What one of the staff has typed into an entry and not yet saved, as form fields.

    `subject` is the entry's public id, 'new' for one still to come; `base_version` the version
    he began with. Without fields he only has it open: `seen_at` says when he last did something.
    """

    __tablename__ = "entry_draft"
    __table_args__ = (UniqueConstraint("subject", "staff_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    subject: Mapped[str] = mapped_column(String(22))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    base_version: Mapped[int]
    fields: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)


class EntryCheck(Base):
    """变更检查 of an entry's version: what publishing it would change, as `Checked` tells it."""

    __tablename__ = "entry_check"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    version: Mapped[int]
    report: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class EntrySheet(Base):
    """A file of entries: uploaded to be checked and imported, or made to be downloaded.

    `report` is what came of the check: counts, and problems as pairs of row and sentence.
    """

    __tablename__ = "entry_sheet"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    purpose: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    report: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    created_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    imported_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Question(Base):
    """用户问: what was asked, masked when written; the link to who asked can be cleared alone.

    Without `entry_id` nothing has answered it; `settled` says what staff made of that,
    `settled_entry_id` which entry took it up, or `settled_topic_id` which topic, with the
    `settled_words` that it got. `group_id` is the id of the oldest question that asks the same,
    0 where it says nothing, None until it was compared.
    """

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    account: Mapped[str] = mapped_column(String(64))
    text: Mapped[str | None] = mapped_column(String(500))
    outcome: Mapped[Outcome] = mapped_column(String(10), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    confidence: Mapped[float] = mapped_column(default=0.0)
    suggested: Mapped[list[int]] = mapped_column(JSON, default=list)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    unhelpful: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    settled: Mapped[Settled | None] = mapped_column(String(10))
    settled_entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    settled_topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    settled_words: Mapped[list[str] | None] = mapped_column(JSON)
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    group_id: Mapped[int | None] = mapped_column(BigId)


class Outage(Base):
    """临时通知: one sentence that answers first in an area and below while it holds.

    `area_id` None means everywhere, `topic_ids` are what it answers about. It holds from `from_at`
    until `until_at`, or until staff ended it.
    """

    __tablename__ = "outage"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    text: Mapped[str] = mapped_column(String(200))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    topic_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    from_at: Mapped[datetime] = mapped_column(UtcTime)
    until_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class OwnWord(Base):
    """本地词: a word of this place, and the word that means the same; '' for one that means nothing
    of what its characters say.

    `normal` is how matching sees it. A retired word is kept, so that it can be brought back.
    """

    __tablename__ = "own_word"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    word: Mapped[str] = mapped_column(String(20))
    normal: Mapped[str] = mapped_column(String(40), unique=True)
    same_as: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(String(100), default="")
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
