"""What comes with the project as data and never changes while a process lives."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

Data = TypeVar("Data")

_READERS: list[Callable[[], object]] = []


def read_once(read: Callable[[], Data]) -> Callable[[], Data]:
    """Keep what `read` finds in the project's files from its first call on."""
    kept = cache(read)
    _READERS.append(kept)
    return kept


def read_all() -> None:
    """Read now all that would be read at its first use.

    To read takes seconds in all, and a first use may lie inside a transaction, during which on
    SQLite nobody else can write: a process that serves reads before it opens.
    """
    for read in _READERS:
        read()
