"""Towns for stories, on both backends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.context import Context
from handlers.desk import make_rules
from simulator.person import Person
from tests.backends import Backend
from tests.journeys.town import Town, found
from tests.journeys.towns import BACKENDS, Towns, backend_for


@pytest.fixture
def town(backend: Backend, tmp_path: Path) -> Iterator[Town]:
    """A town whose account may do everything; everybody follows it."""
    town = found(backend, tmp_path)
    town.platform.greet()
    yield town
    town.stop()


@pytest.fixture
def quiet_town(backend: Backend, tmp_path: Path) -> Iterator[Town]:
    """A town whose account may do nothing but reply."""
    town = found(backend, tmp_path, can="")
    town.platform.greet()
    yield town
    town.stop()


@pytest.fixture(scope="module", params=BACKENDS)
def street(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Town]:
    """A town for all stories of a file; each of them tells of newcomers of its own."""
    with backend_for(request.param, tmp_path_factory.mktemp("street"), worker_id) as backend:
        town = found(backend, tmp_path_factory.mktemp("data"))
        # Nobody changes what is published or set up here.
        town.parts.snapshots.stop()
        yield town
        town.stop()


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Towns]:
    """As many towns as a file's stories need."""
    with Towns(tmp_path_factory, worker_id) as towns:
        yield towns


@pytest.fixture(scope="module")
def wang(street: Town) -> Person:
    """Somebody new."""
    return street.newcomer()


@pytest.fixture
def context(street: Town, wang: Person) -> Iterator[Context]:
    """What the desk knows of her."""
    snapshots = street.parts.snapshots
    with street.sessions() as db:
        yield Context(
            db=db,
            now=street.clock(),
            resident=street.resident(db, wang),
            home=None,
            question=None,
            knowledge=snapshots.knowledge.now(),
            setup=snapshots.setup.now(),
            catalogue=snapshots.catalogue.now(),
            rules=make_rules(street.settings),
        )
