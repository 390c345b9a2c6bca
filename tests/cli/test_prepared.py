"""A second start only looks: at a mark, and at the database it stands for."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cli.prepared import is_prepared, note_prepared
from core.config import Settings

LIGHT = """
import sys
import cli.__main__, cli.run
print(*sorted({"sqlalchemy", "flask", "numpy", "wechatpy"} & sys.modules.keys()))
"""


def _database(file: Path, version: str) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT)")
        db.execute("DELETE FROM alembic_version")
        db.execute("INSERT INTO alembic_version VALUES (?)", [version])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation that an earlier start made ready."""
    settings = Settings(data_dir=tmp_path, database_url="")
    _database(tmp_path / "linli.db", "0028")
    assert not is_prepared(settings)
    note_prepared(settings)
    assert is_prepared(settings)
    return settings


def test_another_schema_is_looked_at_anew(settings: Settings) -> None:
    _database(settings.data_dir / "linli.db", "0027")
    assert not is_prepared(settings)


def test_a_database_that_is_gone_or_none_is_made_ready_again(settings: Settings) -> None:
    file = settings.data_dir / "linli.db"
    file.write_bytes(b"no database at all")
    assert not is_prepared(settings)
    file.unlink()
    assert not is_prepared(settings)
    assert not file.exists()


@pytest.mark.parametrize(
    "other", [{"starter": "village"}, {"database_url": "postgresql+psycopg://linli@db/linli"}]
)
def test_what_was_made_ready_for_other_settings_does_not_count(
    settings: Settings, other: dict[str, str]
) -> None:
    changed = settings.model_copy(update=other)
    assert not is_prepared(changed)
    note_prepared(changed)
    assert is_prepared(changed) == ("starter" in other)


def test_a_start_with_nothing_to_make_ready_loads_no_part_of_the_product() -> None:
    found = subprocess.run(
        [sys.executable, "-c", LIGHT], check=True, capture_output=True, text=True
    )
    assert found.stdout.split() == []
