"""What the tests of the community share: the starter pack in a database, as a snapshot."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from community.loading import load_starter
from community.setup import Setup, load_setup

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A Monday morning in Shanghai."""
    return NOW


@pytest.fixture
def setup(db: Session, now: datetime) -> Setup:
    """The starter pack without demonstration values."""
    load_starter(db, demo=False, now=now)
    db.commit()
    return load_setup(db)
