"""Who is signed in, in which browser, until when: rows that owner and admin can end."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from accounts.models import Staff, StaffRole, StaffSession
from accounts.permissions import NEEDS_TOTP
from accounts.roles import actor_with, require_over, roles_of
from core.actor import Actor
from core.audit import record
from core.errors import NotFound

IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
CODE_WITHIN = timedelta(minutes=10)
# A row is written that often at most, not at every page.
SEEN_EVERY = timedelta(minutes=1)
KEPT = timedelta(days=90)
FULL, CODE = "full", "code"
# Made once, as every page asks it.
_SIGNED_IN = (
    select(StaffSession, Staff)
    .join(Staff, Staff.id == StaffSession.staff_id)
    .where(StaffSession.token_hash == bindparam("hash"))
)


@dataclass(frozen=True)
class SignedIn:
    """Somebody and the browser he is signed in with."""

    staff: Staff
    session: StaffSession
    roles: tuple[StaffRole, ...]
    actor: Actor

    @property
    def needs_totp(self) -> bool:
        """Whether a role asks for a second factor that he has not set up yet."""
        return self.staff.totp_sealed is None and any(row.role in NEEDS_TOTP for row in self.roles)

    @property
    def is_inside(self) -> bool:
        """Whether nothing is owed any more: no code, no password of one's own, no second factor."""
        owes = self.staff.password_expired or self.needs_totp
        return self.session.stage == FULL and not owes


def start_session(
    db: Session, staff: Staff, stage: str, *, address: str, browser: str, now: datetime
) -> str:
    """A new session of the stage; its token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    lasts = LONGEST if stage == FULL else CODE_WITHIN
    row = StaffSession(
        token_hash=_hash(token),
        staff_id=staff.id,
        stage=stage,
        wrong_codes=0,
        address=address[:45],
        browser=browser[:120],
        started_at=now,
        seen_at=now,
        ends_at=now + lasts,
    )
    db.add(row)
    db.flush()
    return token


def find_signed_in(db: Session, token: str, *, now: datetime) -> SignedIn | None:
    """Whose token it is, None when its session has ended, is too old or nobody's."""
    found = db.execute(_SIGNED_IN, {"hash": _hash(token)}).first()
    if found is None:
        return None
    session, staff = found
    if not staff.active or not is_live(session, now):
        return None
    roles = tuple(roles_of(db, staff))
    return SignedIn(staff, session, roles, actor_with(staff, roles))


def is_live(session: StaffSession, now: datetime) -> bool:
    """Whether a session still counts."""
    return session.ended_at is None and now < ends_at(session)


def ends_at(session: StaffSession) -> datetime:
    """When it ends if nothing more is done in it."""
    return min(session.ends_at, session.seen_at + IDLE)


def touch(db: Session, session: StaffSession, *, now: datetime) -> bool:
    """Note that it is used; whether there was anything to write."""
    if now - session.seen_at < SEEN_EVERY:
        return False
    own = update(StaffSession).where(StaffSession.id == session.id)
    db.execute(own.values(seen_at=now))
    session.seen_at = now
    return True


def live_sessions(db: Session, staff: Staff, *, now: datetime) -> list[StaffSession]:
    """Where somebody is signed in, used last first."""
    own = select(StaffSession).where(
        StaffSession.staff_id == staff.id,
        StaffSession.stage == FULL,
        StaffSession.ended_at.is_(None),
    )
    rows = db.scalars(own.order_by(StaffSession.seen_at.desc()))
    return [row for row in rows if is_live(row, now)]


def end_one(
    db: Session, staff: Staff, public_id: str, *, actor: Actor, now: datetime
) -> StaffSession:
    """End one session of somebody's; his own, or with the right to edit staff."""
    _require_own(db, staff, actor)
    own = select(StaffSession).where(
        StaffSession.public_id == public_id, StaffSession.staff_id == staff.id
    )
    row = db.scalars(own).first()
    if row is None:
        raise NotFound("没有这次登录。")
    if row.ended_at is None:
        row.ended_at = now
        db.flush()
        record(db, actor, "session.end", f"staff:{staff.id}", now=now)
    return row


def end_all(
    db: Session, staff: Staff, *, actor: Actor, now: datetime, but: StaffSession | None = None
) -> int:
    """End all sessions of somebody's (but one); returns how many."""
    _require_own(db, staff, actor)
    own = select(StaffSession).where(
        StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None)
    )
    ended = [row for row in db.scalars(own) if but is None or row.id != but.id]
    for row in ended:
        row.ended_at = now
    db.flush()
    if ended:
        facts = {"sessions": len(ended)}
        record(db, actor, "session.end", f"staff:{staff.id}", facts, now=now)
    return len(ended)


def forget_old(db: Session, *, now: datetime) -> int:
    """Delete sessions that ended long ago; returns how many."""
    # No right is asked for: a job's work, on rows that serve nobody any more.
    old = delete(StaffSession).where(StaffSession.ends_at < now - KEPT)
    return db.execute(old).rowcount or 0  # type: ignore[attr-defined]


def _require_own(db: Session, staff: Staff, actor: Actor) -> None:
    if (actor.kind, actor.id) != ("staff", staff.id):
        require_over(db, staff, actor=actor)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
