"""Towns for stories, on both backends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backends import Backend
from tests.journeys.town import Town, found


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
