"""What the tests of the community share: the starter pack in a database, as a snapshot."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from community.loading import load_starter
from community.setup import Setup, load_setup
from core.database import Sessions
from tests.backends import Backend
from tests.servers.loaded import load_once

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A Monday morning in Shanghai."""
    return NOW


def _load(sessions: Sessions) -> None:
    with sessions.begin() as db:
        load_starter(db, demo=False, now=NOW)


@pytest.fixture
def setup(backend: Backend, db: Session) -> Setup:
    """The starter pack without demonstration values."""
    load_once(backend.database_url, "community", _load)
    return load_setup(db)
