"""INSERT … ON CONFLICT, spoken alike by both databases."""

from typing import Any

from sqlalchemy import Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.database import Base, is_postgresql


def upsert(
    db: Session, model: type[Base], values: dict[str, Any], *, raising: str | None = None
) -> None:
    """Insert, or on an equal primary key raise one counter by one (else overwrite the rest)."""
    table = inspect(model).local_table
    assert isinstance(table, Table)  # noqa: S101 (a declared model always maps a table)
    statement = insert_into(db, table).values(values)
    keys = [column.name for column in table.primary_key]
    changes: dict[str, Any] = (
        {raising: table.c[raising] + 1}
        if raising
        else {name: statement.excluded[name] for name in values if name not in keys}
    )
    db.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes))


def insert_into(db: Session, table: Any) -> Any:
    """The dialect's own insert, which knows on_conflict_do_update and on_conflict_do_nothing."""
    return postgresql.insert(table) if is_postgresql(db) else sqlite.insert(table)
