"""What the tests of handlers share: 王阿姨, an hour, and two places to live."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from accounts.models import Resident
from accounts.residents import meet
from community.models import Area

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A Monday morning in Shanghai."""
    return NOW


@pytest.fixture
def wang(db: Session) -> Resident:
    """王阿姨, who has written once."""
    resident = meet(db, "wx-desk", "o-wang", now=NOW)
    db.commit()
    return resident


@pytest.fixture
def areas(db: Session) -> list[Area]:
    """Two communities."""
    rows = [
        Area(id=number, key=f"a{number}", kind="社区", name=f"{number}区", path=f"{number}/")
        for number in (1, 2)
    ]
    db.add_all(rows)
    db.commit()
    return rows
