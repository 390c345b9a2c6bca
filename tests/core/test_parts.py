"""Objects made of columns are as good as those that a session loads."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Home, Resident
from accounts.residents import meet
from core.database import Sessions
from core.parts import Part

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
RESIDENT = Part(Resident, "id", "public_id", "introduced_at", "follows")
HOME = Part(Home, "id", "area_id")
JOINED = select(*RESIDENT.columns, *HOME.columns).outerjoin(Home, Home.resident_id == Resident.id)


def taken(db: Session) -> tuple[Any, Any]:
    """The resident and his home."""
    row = iter(db.execute(JOINED).one())
    return RESIDENT.take(db, row), HOME.take(db, row)


def test_they_are_changed_and_read_on_like_any_other(sessions: Sessions) -> None:
    with sessions.begin() as db:
        meet(db, "wx1", "o-old-zhou", now=NOW)
    with sessions.begin() as db:
        resident, home = taken(db)
        assert home is None
        assert resident.follows
        # Read only now.
        assert (resident.openid, resident.created_at) == ("o-old-zhou", NOW)
        resident.introduced_at = NOW
    with sessions() as db:
        assert db.scalars(select(Resident)).one().introduced_at == NOW


def test_one_that_the_session_has_already_stays_as_it_is(sessions: Sessions) -> None:
    with sessions.begin() as db:
        known = meet(db, "wx1", "o-old-zhou", now=NOW)
        known.follows = False
        assert taken(db)[0] is known
        assert not known.follows
