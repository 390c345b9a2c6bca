"""The folder of sealed photos and voices, and what their first bytes say they are."""

import os
import re
import secrets
from pathlib import Path

from core.errors import NotFound
from core.sealing import Keyring

MOST_BYTES = 10 * 1024 * 1024
_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"#!AMR\n", "audio/amr"),
    (0, b"#!AMR-WB\n", "audio/amr-wb"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
    (4, b"ftyp", "video/mp4"),
)


def type_of(content: bytes) -> str | None:
    """The type that the bytes themselves show, None for anything we don't keep."""
    found = (kind for at, magic, kind in _MAGIC if content[at : at + len(magic)] == magic)
    return next(found, None)


class MediaFolder:
    """Sealed files named by their rows' random public ids, below `path`."""

    def __init__(self, path: Path, keyring: Keyring) -> None:
        self._path, self._keyring = path, keyring

    def save(self, public_id: str, content: bytes) -> None:
        """Keep the bytes, whole or not at all; the same id again overwrites."""
        file = self._file(public_id)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        making = file.with_name(f".{public_id}.{secrets.token_hex(4)}")
        sealed = self._keyring.seal(content, _about(public_id))
        try:
            with os.fdopen(
                os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as out:
                out.write(sealed)
                out.flush()
                os.fsync(out.fileno())
            making.replace(file)
        finally:
            making.unlink(missing_ok=True)
        _sync_folder(file.parent)

    def read(self, public_id: str) -> bytes:
        """The bytes; raises `NotFound`, or `Unsealable` when the file was changed or moved."""
        try:
            sealed = self._file(public_id).read_bytes()
        except FileNotFoundError:
            raise NotFound("这个附件已经不在了。") from None
        return self._keyring.open(sealed, _about(public_id))

    def delete(self, public_id: str) -> None:
        """Delete the bytes if they are there."""
        self._file(public_id).unlink(missing_ok=True)

    def _file(self, public_id: str) -> Path:
        if not _PUBLIC_ID.fullmatch(public_id):
            raise NotFound("这个附件已经不在了。")
        return self._path / public_id[:2] / public_id


def _about(public_id: str) -> str:
    return f"attachment.media.{public_id}"


def _sync_folder(folder: Path) -> None:
    """So that the new name, too, survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
