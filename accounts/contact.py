"""What a resident did last: it opens the windows in which WeChat lets us write to him."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Executable, bindparam, null, select
from sqlalchemy.orm import Session

from accounts.models import Contact
from core.database import is_postgresql
from core.upsert import insert_into

CountsAs = Literal["message", "click", "follow", "scan", "none"]


def note_contact(db: Session, resident_id: int, counts_as: CountsAs, *, now: datetime) -> Contact:
    """Open the window of what he did, with none of its sends used; he is reachable again.

    One statement; `none` (an event that opens no window) changes nothing. Returns the row as
    it now stands.
    """
    values = {"own": resident_id} if counts_as == "none" else {"own": resident_id, "now": now}
    key = is_postgresql(db), counts_as
    statement = _built.get(key)
    if statement is None:
        statement = _built[key] = _build(db, counts_as)
    contact: Contact = db.scalars(statement, values).one()
    return contact


# Built once for each database: this runs in every push.
_built: dict[tuple[bool, str], Executable] = {}


def _build(db: Session, counts_as: CountsAs) -> Executable:
    values: dict[str, Any] = {"resident_id": bindparam("own")}
    if counts_as != "none":
        values |= {f"{counts_as}_at": bindparam("now"), f"{counts_as}_sends": 0}
        values |= {"unreachable": null()}
    insert = insert_into(db, Contact.__table__).values(values)
    changes = {name: insert.excluded[name] for name in values}
    upsert = insert.on_conflict_do_update(index_elements=["resident_id"], set_=changes)
    returning = select(Contact).from_statement(upsert.returning(Contact.__table__))
    return returning.execution_options(populate_existing=True)
