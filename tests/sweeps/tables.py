"""Looking at all tables at once: what may be personal, and what is in it."""

import importlib
import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import JSON, Column, LargeBinary, String, Table, select
from sqlalchemy.orm import Session

from core.columns import open_value
from core.database import Base

ROOT = Path(__file__).parents[2]
# Every package's models, a later one's included, must be known before tables are walked.
for file in [*ROOT.glob("*/models.py"), *ROOT.glob("core/*.py")]:
    importlib.import_module(f"{file.parent.name}.{file.stem}".removesuffix(".__init__"))

# Set up by offices and their staff; no resident's words come here.
OFFICE_TABLES = {
    *(
        "area",
        "office",
        "topic",
        "calendar_day",
        "emergency_group",
        "danger_word",
        "menu_revision",
        "kept_for",
        "own_text",
        "text_revision",
        "staff",
    ),
    *("staff_role", "catalogue_rule", "version", "case_day", "case_assist"),
    *("staff_session", "recovery_code", "sign_in_failure"),
    *("entry", "phrasing", "revision", "outage", "own_word", "alembic_version"),
}
# Names of our own choosing in any table: states, kinds, random ids.
OWN_WORDS = {"public_id", "state", "kind", "account", "way", "source", "step", "actor_kind"}


def suspects() -> Iterator[Column[object]]:
    """Every column that could hold something personal: sealed, a hash, free text, a link."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if is_sealed(column) or (table.name not in OFFICE_TABLES and _is_suspect(column)):
                yield column


def is_sealed(column: Column[object]) -> bool:
    """Whether the column holds sealed bytes."""
    return isinstance(column.type, LargeBinary)


def _is_suspect(column: Column[object]) -> bool:
    links = {key.column.table.name for key in column.foreign_keys}
    return "resident" in links or (
        isinstance(column.type, String | JSON) and column.name not in OWN_WORDS
    )


def name_of(column: Column[object]) -> str:
    """Like 'notice.text_sealed'."""
    return f"{column.table.name}.{column.name}"


def values(db: Session, column: Column[object]) -> list[object]:
    """What stands in a column's rows, opened where it is sealed; empty values left out."""
    table = column.table
    assert isinstance(table, Table)
    if not is_sealed(column):
        return [value for value in db.scalars(select(column)) if value not in (None, "", [], {})]
    rows = db.execute(select(column, table.c.public_id).where(column.is_not(None)))
    return [open_value(sealed, table.name, column.name, public_id) for sealed, public_id in rows]


def dump(db: Session) -> str:
    """All that can be read in the database, sealed values opened."""
    every = [column for table in Base.metadata.sorted_tables for column in table.columns]
    found = {name_of(column): [str(value) for value in values(db, column)] for column in every}
    return json.dumps(found, ensure_ascii=False)
