"""What an earlier start made ready, so that the next one needs no more than a look.

To find out by the database itself costs a program that loads all of the product: longer than the
rest of a start. So the start that made it ready leaves a mark.
"""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from core.config import Settings

NAME = "prepared"
_HOME = Path(__file__).parent.parent
_BRINGS_IN = ("migrations/versions/*.py", "*/starter/**/*.toml", "cli/demo.py", "cli/starter.py")
_SQLITE = "sqlite:///"


def is_prepared(settings: Settings) -> bool:
    """Whether this very program made the SQLite file here ready, and it still has that schema."""
    try:
        kept = (settings.data_dir / NAME).read_text("utf-8")
    except OSError:
        return False
    return kept == _mark(settings)


def note_prepared(settings: Settings) -> None:
    """Leave the mark; none for a database elsewhere, which others change too."""
    if mark := _mark(settings):
        (settings.data_dir / NAME).write_text(mark, "utf-8")


def _mark(settings: Settings) -> str | None:
    """All that must be the same: the schema found, and the files that were brought in."""
    version = _version(settings.database)
    if version is None:
        return None
    told = hashlib.sha256(f"{settings.database} {version} {settings.starter}".encode())
    for pattern in _BRINGS_IN:
        for file in sorted(_HOME.glob(pattern)):
            told.update(str(file.relative_to(_HOME)).encode() + file.read_bytes())
    return told.hexdigest()


def _version(url: str) -> str | None:
    file = Path(url.removeprefix(_SQLITE))
    if not url.startswith(_SQLITE) or not file.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None
