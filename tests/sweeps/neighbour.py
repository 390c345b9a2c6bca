"""A resident who has left traces in every table, made without knowing what the columns mean."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table
from sqlalchemy.orm import Session

from accounts.models import Resident
from accounts.residents import meet
from bot.ledger import sender_hash_of
from core.columns import UtcTime, new_public_id, seal_value
from core.database import Base
from core.upsert import insert_into
from tests.sweeps.tables import is_sealed, name_of, suspects

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def set_up_office(db: Session) -> tuple[int, int]:
    """An area and its office; their ids."""
    area = _insert(db, "area", key="a", kind="社区", name="槐树社区", path="1/")
    return area, _insert(db, "office", key="o", name="居委会", kind="居委会", area_id=area)


def leave_traces(db: Session, name: str, area: int, office: int) -> Resident:
    """A resident with a row in every table that knows residents; two cases, one still open."""
    resident = meet(db, "wx1", f"o-{name}", now=NOON)
    his: dict[str, Any] = {"resident_id": resident.id}
    for table in ("contact", "open_question", "consent", "notice", "subscription", "question"):
        trace(db, table, name, **his)
    trace(db, "home", name, **his, area_id=area)
    message = trace(db, "message", name, sender_hash=sender_hash_of(f"o-{name}"), state="done")
    concern = trace(db, "concern", name, **his, message_id=message, area_id=area)
    trace(db, "concern_step", name, concern_id=concern)
    trace(db, "access_row", name, **his, office_id=office)
    trace(db, "audit_row", name, actor_id=resident.id, facts={}, hash=None)
    for state in ("working", "closed"):
        case = trace(db, "case", name, office_id=office, area_id=area, state=state)
        trace(
            db, "case_event", name, case_id=case, seq=1, actor_kind="resident", actor_id=resident.id
        )
        trace(db, "case_reporter", name, **his, case_id=case)
        trace(db, "attachment", name, **his, case_id=case, state="saved")
    trace(db, "attachment", name, **his, state="saved")
    db.commit()
    return resident


def trace(db: Session, table: str, who: str, /, **given: Any) -> int:
    """A row in which every suspect column not given names the resident; its id."""
    own = [column for column in suspects() if column.table.name == table]
    public_id = new_public_id()
    personal = {
        column.name: _canary(column, who, public_id)
        for column in own
        if column.name not in given and not column.foreign_keys
    }
    return _insert(db, table, **{"public_id": public_id, **personal, **given})


def _canary(column: Column[Any], name: str, public_id: str) -> object:
    words = f"{name} {name_of(column)} {public_id[:6]}"
    if is_sealed(column):
        return seal_value(words, column.table.name, column.name, public_id)
    if isinstance(column.type, JSON):
        return [words]
    return words[: getattr(column.type, "length", None) or len(words)]


def _insert(db: Session, table_name: str, /, **given: Any) -> int:
    """Fills what must not be empty and isn't given; returns the key."""
    table = Base.metadata.tables[table_name]
    known = {key: value for key, value in given.items() if key in table.c}
    empty = {
        column.name: _plain(column)
        for column in table.c
        if column.name not in known and _is_needed(table, column)
    }
    key = next(iter(table.primary_key))
    made = insert_into(db, table).values({**empty, **known}).returning(key)
    return int(db.execute(made).scalar_one())


def _is_needed(table: Table, column: Column[Any]) -> bool:
    return not (column.nullable or column.default or column is table.autoincrement_column)


def _plain(column: Column[Any]) -> object:
    plain = {UtcTime: NOON, Boolean: False, Integer: 0, String: "x"}
    return next(value for kind, value in plain.items() if isinstance(column.type, kind))
