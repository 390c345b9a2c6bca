"""Who talks and who works here: residents with what is known of them, and staff."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import BigId, Sealed, SealedBytes, UtcTime
from core.database import Base


class Resident(Base):
    """居民: somebody who wrote to the account; the openid stands here and nowhere else."""

    __tablename__ = "resident"
    __table_args__ = (UniqueConstraint("account", "openid_hash"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    account: Mapped[str] = mapped_column(String(64))
    openid_hash: Mapped[str | None] = mapped_column(String(64))
    openid_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    openid = Sealed[str]("openid_sealed")
    follows: Mapped[bool] = mapped_column(default=True)
    introduced_at: Mapped[datetime | None] = mapped_column(UtcTime)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Home(Base):
    """住处: an area a resident says he lives in; grants no right. One of them is current."""

    __tablename__ = "home"
    __table_args__ = (UniqueConstraint("resident_id", "area_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    place_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    place = Sealed[str]("place_sealed")
    current: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class Contact(Base):
    """When a resident last did what opens a window for sends, and the sends used in each."""

    __tablename__ = "contact"

    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True)
    message_at: Mapped[datetime | None] = mapped_column(UtcTime)
    message_sends: Mapped[int] = mapped_column(default=0)
    click_at: Mapped[datetime | None] = mapped_column(UtcTime)
    click_sends: Mapped[int] = mapped_column(default=0)
    follow_at: Mapped[datetime | None] = mapped_column(UtcTime)
    follow_sends: Mapped[int] = mapped_column(default=0)
    scan_at: Mapped[datetime | None] = mapped_column(UtcTime)
    scan_sends: Mapped[int] = mapped_column(default=0)
    human_until: Mapped[datetime | None] = mapped_column(UtcTime)
    # Why nothing can be sent any more (WeChat's errcode as text), until he writes again.
    unreachable: Mapped[str | None] = mapped_column(String(20))
    # When he was told, once, that 进度 must be asked for because nothing can be pushed.
    told_to_ask_at: Mapped[datetime | None] = mapped_column(UtcTime)
    # When he last spoke of not wanting to live: what he says next is met gently, too.
    cried_at: Mapped[datetime | None] = mapped_column(UtcTime)
    # What he is sending in one breath, as `handlers.burst` keeps it: counts and numbers only.
    burst: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class OpenQuestion(Base):
    """The one thing the bot has asked a resident and waits to hear."""

    __tablename__ = "open_question"

    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[int | None] = mapped_column(BigId)
    # What was said, the choices by digit, and what the answer is needed for.
    content_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    content = Sealed[dict[str, Any]]("content_sealed")
    times_asked: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)


class Presence(Base):
    """How many agents of WeChat's customer service were online when the worker looked last."""

    __tablename__ = "presence"

    account: Mapped[str] = mapped_column(String(64), primary_key=True)
    agents: Mapped[int]
    seen_at: Mapped[datetime] = mapped_column(UtcTime)


class Consent(Base):
    """A yes (and its end) for one purpose, with the version of the words agreed to."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    text_version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Staff(Base):
    """工作人员: somebody who signs in to the console."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    # Set by an admin's reset: the next thing to do is to choose another.
    password_expired: Mapped[bool] = mapped_column(default=False)
    # The second factor, and a new one until its first code has been typed.
    totp_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    totp = Sealed[str]("totp_sealed")
    totp_next_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    totp_next = Sealed[str]("totp_next_sealed")
    # The half minute (since 1970) of the last code taken: none is taken twice.
    totp_step: Mapped[int] = mapped_column(BigInteger, default=0)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column(default=1)


class StaffRole(Base):
    """角色: what somebody may do, in an area and below ('' everywhere), for an office or any."""

    __tablename__ = "staff_role"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    area_path: Mapped[str] = mapped_column(String(200), default="")
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))


class StaffSession(Base):
    """A browser in which somebody is signed in; only a hash of its random token is kept.

    `stage`: 'code' while the second factor is still to come, then 'full'.
    """

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    stage: Mapped[str] = mapped_column(String(10))
    # Codes typed wrongly in the stage 'code'.
    wrong_codes: Mapped[int] = mapped_column(default=0)
    # For the owner to tell his browsers apart.
    address: Mapped[str] = mapped_column(String(45))
    browser: Mapped[str] = mapped_column(String(120))
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class RecoveryCode(Base):
    """A code that stands in for the second factor, once; kept as a keyed hash."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class SignInFailure(Base):
    """Wrong attempts for one name (hashed: it may be a password typed in the wrong place) from
    one origin, an address or a browser that has signed in before; enough of them lock it out."""

    __tablename__ = "sign_in_failure"

    name_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    origin: Mapped[str] = mapped_column(String(80), primary_key=True)
    attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class AccessRow(Base):
    """查看记录: who has looked at which personal field of whom, when and why. Never changed.

    Written and committed before the field is shown; `office_id` and `role` are those by which
    it was allowed. Somebody without WeChat has no `resident_id`.
    """

    __tablename__ = "access_row"
    __table_args__ = (Index("ix_access_row_resident", "resident_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None] = mapped_column(BigId)
    role: Mapped[str] = mapped_column(String(20))
    area_path: Mapped[str] = mapped_column(String(200), default="")
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    # Like 'case:17'.
    subject: Mapped[str] = mapped_column(String(80))
    shown: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(20))
