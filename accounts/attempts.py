"""Wrong sign-ins: who guesses is locked out, and nobody else.

Attempts are counted before a password is looked at, in one statement, for one name from one
origin: an address, or a browser that has signed in as that person before. So a hundred guesses
at once are a hundred counted ones, and whoever sits elsewhere is not concerned.
"""

import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlalchemy.orm import Session

from accounts.models import SignInFailure
from core.errors import LinliError
from core.sealing import keyring
from core.upsert import insert_into

MOST = 5
LOCKED_FOR = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


class LockedOut(LinliError):
    """Too many wrong attempts from there; nothing was looked at."""

    code = "locked_out"
    default_sentence = "试错的次数太多，请过 15 分钟再试。"


def name_hash(name: str) -> str:
    """A name as it is kept with attempts: what was typed may be no name at all."""
    return keyring().keyed_hash(f"sign-in {name.strip()}")


def origin_of(address: str) -> str:
    """An address, of IPv6 the network of one house (the first 64 bits)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def take_attempt(db: Session, name: str, origin: str, *, now: datetime) -> None:
    """Count one attempt; raises `LockedOut`. Commit at once, whatever comes of it."""
    own = _own(name_hash(name), origin)
    values = {"name_hash": name_hash(name), "origin": origin, "attempts": 0, "changed_at": now}
    insert = insert_into(db, SignInFailure).values(values)
    db.execute(insert.on_conflict_do_nothing(index_elements=["name_hash", "origin"]))
    # Two statements that each change the row: whoever comes at the same moment waits for it.
    stale = update(SignInFailure).where(own, SignInFailure.changed_at < now - LOCKED_FOR)
    db.execute(stale.values(attempts=0, locked_until=None))
    free = or_(SignInFailure.locked_until.is_(None), SignInFailure.locked_until <= now)
    more = update(SignInFailure).where(own, free)
    counted = more.values(attempts=SignInFailure.attempts + 1, changed_at=now)
    count = db.scalar(counted.returning(SignInFailure.attempts))
    if count is None:
        raise LockedOut()
    if count > MOST:
        locked = update(SignInFailure).where(own)
        db.execute(locked.values(attempts=0, locked_until=now + LOCKED_FOR))
        raise LockedOut()


def forgive(db: Session, name: str, origin: str) -> None:
    """The attempt was right: the count begins anew."""
    own = delete(SignInFailure).where(_own(name_hash(name), origin))
    db.execute(own)


def forget_attempts(db: Session, *, now: datetime) -> int:
    """Delete counts of yesterday; returns how many."""
    old = delete(SignInFailure).where(SignInFailure.changed_at < now - FORGOTTEN_AFTER)
    return db.execute(old).rowcount or 0  # type: ignore[attr-defined]


def _own(hashed: str, origin: str) -> ColumnElement[bool]:
    return and_(SignInFailure.name_hash == hashed, SignInFailure.origin == origin)
