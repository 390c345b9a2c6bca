"""What the stories of cases share: the starter pack in a database."""

import pytest
from sqlalchemy.orm import Session

from cases import loading
from cases.catalogue import Catalogue, load_catalogue
from community.loading import load_starter
from community.setup import Setup, load_setup
from core.database import Sessions
from tests.backends import Backend
from tests.cases.people import NOON, World
from tests.servers.loaded import load_once


def _load(sessions: Sessions) -> None:
    with sessions.begin() as db:
        load_starter(db, demo=False, now=NOON)
        loading.load_starter(db, now=NOON)


@pytest.fixture
def setup(backend: Backend, db: Session) -> Setup:
    """The starter pack's community and catalogue."""
    load_once(backend.database_url, "cases", _load)
    return load_setup(db)


@pytest.fixture
def catalogue(db: Session, setup: Setup) -> Catalogue:  # noqa: ARG001 (loaded by it)
    """The pack's first edition."""
    return load_catalogue(db)


@pytest.fixture
def world(db: Session, sessions: Sessions, setup: Setup, catalogue: Catalogue) -> World:
    """The desk on a Monday noon."""
    db.rollback()
    return World(db, sessions, setup, catalogue)
