"""Keeps what the platform remembers in a folder, so that chats outlive a restart."""

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

_MOST_OF_A_KIND = 5_000  # older items and exchanges are dropped at the next start


class History:
    """Lines of (kind, key, value) in one file, the last of each key counting; safe for threads.

    Without a folder it remembers nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._lock = threading.Lock()
        self._folder = folder
        self._file = folder / "history.jsonl" if folder else None
        if folder:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def load(self) -> dict[str, dict[str, Any]]:
        """kind -> key -> value as last written; also rewrites the file without what is outdated."""
        kinds: dict[str, dict[str, Any]] = {}
        if self._file is None or not self._file.exists():
            return kinds
        for line in self._file.read_text(encoding="utf-8").splitlines():
            try:
                kind, key, value = json.loads(line)
            except ValueError:
                continue  # the line that a killed process left half-written
            kinds.setdefault(kind, {})[key] = value
        for kind, values in kinds.items():
            kinds[kind] = dict(list(values.items())[-_MOST_OF_A_KIND:])
        self._rewrite(kinds)
        return kinds

    def write(self, kind: str, key: str | int, value: Any) -> None:
        """Notes the new value of a key: a mapping, or the fields of a dataclass's object."""
        if self._file is None:
            return
        fields = value if isinstance(value, Mapping) else asdict(value)
        line = json.dumps([kind, str(key), fields], ensure_ascii=False)
        with self._lock, self._file.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def keep_bytes(self, name: str, content: bytes) -> None:
        """Keeps a file's bytes under a name of letters, digits, `-` and `_`."""
        if self._folder:
            self._folder.joinpath("media").mkdir(exist_ok=True)
            self._folder.joinpath("media", name).write_bytes(content)

    def bytes_of(self, name: str) -> bytes | None:
        """The bytes kept under a name, None when there are none."""
        path = self._folder / "media" / name if self._folder else None
        return path.read_bytes() if path and path.exists() else None

    def _rewrite(self, kinds: Mapping[str, Mapping[str, Any]]) -> None:
        if self._file is None:
            return
        fresh = self._file.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            for kind, values in kinds.items():
                for key, value in values.items():
                    file.write(json.dumps([kind, key, value], ensure_ascii=False) + "\n")
        fresh.replace(self._file)
