"""A chat is handed over only where somebody was seen to take it just now."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from accounts.presence import FRESH, is_somebody_there, note_agents

ACCOUNT = "wx-desk"


def test_nobody_is_believed_to_be_there_before_anybody_looked(db: Session, now: datetime) -> None:
    assert not is_somebody_there(db, ACCOUNT, now=now)


def test_what_was_seen_is_believed_for_a_minute(db: Session, now: datetime) -> None:
    note_agents(db, ACCOUNT, 2, now=now)
    db.flush()
    assert is_somebody_there(db, ACCOUNT, now=now + FRESH - timedelta(seconds=1))
    assert not is_somebody_there(db, ACCOUNT, now=now + FRESH)
    assert not is_somebody_there(db, "another account", now=now)


def test_who_has_gone_is_no_longer_there(db: Session, now: datetime) -> None:
    note_agents(db, ACCOUNT, 1, now=now)
    note_agents(db, ACCOUNT, 0, now=now)
    db.flush()
    assert not is_somebody_there(db, ACCOUNT, now=now)
