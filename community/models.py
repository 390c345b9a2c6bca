"""What an office sets up: areas, offices, topics, calendar, emergency words, its own texts."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import BigId, UtcTime
from core.database import Base

SHARED_ROW = "shared"


class Kind(StrEnum):
    """诉求类型: what a resident wants of the office."""

    CONSULT = "咨询"
    HELP = "求助"
    COMPLAINT = "投诉"
    SUGGESTION = "建议"
    REPAIR = "报修"


class Area(Base):
    """区域: a node of the tree; `path` is the ids from the root, as in '1/4/9/'."""

    __tablename__ = "area"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(60))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    path: Mapped[str] = mapped_column(String(200), index=True)
    scene: Mapped[str | None] = mapped_column(String(64), unique=True)
    # What WeChat's QR code of the scene says, once WeChat has made it.
    code_url: Mapped[str | None] = mapped_column(String(200))
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    # What {社区电话} and its like stand for here; a child inherits what it doesn't fill.
    filled: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Office(Base):
    """承办单位: one that answers for cases; a partner sees only its own."""

    __tablename__ = "office"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    partner: Mapped[bool] = mapped_column(default=False)
    # How it is reached at work, for staff; the liaison passes on to an office without accounts.
    phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    place: Mapped[str] = mapped_column(String(100), default="", server_default="")
    liaison: Mapped[str] = mapped_column(String(20), default="", server_default="")
    liaison_phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Topic(Base):
    """事项: what a case is about; decides kind, office function, clocks and what is asked."""

    __tablename__ = "topic"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[Kind] = mapped_column(String(10))
    words: Mapped[list[str]] = mapped_column(JSON, default=list)
    urgency: Mapped[str] = mapped_column(String(10), default="normal")
    # Spans as '4h' (hours) or '3d' (days), counted by `clock`: working or round_the_clock.
    accept_within: Mapped[str] = mapped_column(String(10))
    resolve_within: Mapped[str] = mapped_column(String(10))
    clock: Mapped[str] = mapped_column(String(20), default="working")
    asks: Mapped[list[str]] = mapped_column(JSON, default=list)
    function: Mapped[str] = mapped_column(String(40))
    complaint_about: Mapped[str | None] = mapped_column(String(40))
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class CalendarDay(Base):
    """A day that differs from its weekday: holiday or workday, with where that is written."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(Text)
    provisional: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class EmergencyGroup(Base):
    """Danger words of one sort, the contexts that make them harmless, the numbers to call.

    The row named `SHARED_ROW` holds the negations and marks of past time that all groups share;
    in the others `order` in the content says which group speaks first.
    """

    __tablename__ = "emergency_group"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)


class OwnText(Base):
    """A sentence of the product as this office words it, over the default."""

    __tablename__ = "own_text"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class TextRevision(Base):
    """A version of an own text, with who wrote it; None: somebody at the command line."""

    __tablename__ = "text_revision"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    staff_id: Mapped[int | None] = mapped_column(BigId)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class DangerWord(Base):
    """A word that staff added to a group of danger words; `harmless`: one that raises no alarm in
    spite of what stands in it. A retired one is kept, so that it can be brought back."""

    __tablename__ = "danger_word"
    __table_args__ = (UniqueConstraint("normal", "group", "harmless"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    word: Mapped[str] = mapped_column(String(20))
    normal: Mapped[str] = mapped_column(String(40))
    group: Mapped[str] = mapped_column(String(40))
    harmless: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(100), default="")
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class MenuRevision(Base):
    """A version of the account's menu as staff saved it; `published_at`: when WeChat took it last.

    `content` as `community.menu.to_json` writes it; `task_id`: the work of publishing it.
    """

    __tablename__ = "menu_revision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    staff_id: Mapped[int | None] = mapped_column(BigId)
    saved_at: Mapped[datetime] = mapped_column(UtcTime)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcTime)


class KeptFor(Base):
    """How long the office keeps something; keys, units and bounds in `privacy.periods`."""

    __tablename__ = "kept_for"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
