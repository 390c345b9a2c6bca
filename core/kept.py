"""What costs much to work out, kept in a file for the processes that start later.

Such a file is believed only where it is this user's own, nobody else could write it, and it is
whole and was made under the same key, which stands for all that it was worked out from. Any other
is as good as none, and replaced.
"""

import os
import stat
from collections.abc import Iterable
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import NamedTemporaryFile

import structlog

log = structlog.get_logger()

KEPT = "kept"
"""The folder of such files within `DATA_DIR`."""

DIGEST_BYTES = 64
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH

_folder: list[Path] = []


def keep_in(folder: Path) -> None:
    """Where this process finds and keeps such files; before, it does neither. Readers of what
    comes with the project can't be handed arguments, so it is set once, in a composition."""
    _folder[:] = [folder]


def place_of(name: str) -> Path | None:
    """Where the file of that name is kept, None where nothing is."""
    return _folder[0] / name if _folder else None


def find_kept(path: Path | None, key: str) -> memoryview | None:
    """What was kept there under this key, memory-mapped, None where there is nothing to believe."""
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            if about.st_uid != os.geteuid() or about.st_mode & _OTHERS_WRITE:
                return None
            # An empty file can't be mapped: a ValueError.
            mapped = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    except (OSError, ValueError):
        return None
    kept = mapped[DIGEST_BYTES:]
    return kept if mapped[:DIGEST_BYTES] == _digest(key, [kept]) else None


def keep(path: Path | None, key: str, parts: Iterable[bytes]) -> None:
    """Put the parts, one after the other, in place of an older file at once: whoever has that one
    open keeps it. Where nothing can be written, nothing is kept."""
    if path is None:
        return
    parts = list(parts)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
            file.writelines([_digest(key, parts), *parts])
        Path(file.name).replace(path)
    except OSError as error:
        log.warning("not_kept", name=path.name, error=type(error).__name__)


def _digest(key: str, parts: Iterable[bytes | memoryview]) -> bytes:
    digest = blake2b(blake2b(key.encode()).digest())
    for part in parts:
        digest.update(part)
    return digest.digest()
