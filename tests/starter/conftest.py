"""What the tests of the starter pack share: reading one of its files."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def load() -> Callable[[str], dict[str, Any]]:
    """A function from a path inside the project to the tables of that TOML file."""
    return lambda path: tomllib.loads((ROOT / path).read_text(encoding="utf-8"))
