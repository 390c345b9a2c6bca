"""One demonstration at a time for each data folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import Conflict


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Raises `Conflict` when another process holds the folder; dying gives it back."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(
                f"Linli already runs with the data in {folder}: stop it first, "
                "or start this one with another DATA_DIR, PORT and SIMULATOR_PORT."
            ) from None
        yield
