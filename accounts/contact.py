"""What a resident did last: it opens the windows in which WeChat lets us write to him."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from accounts.models import Contact
from core.upsert import insert_into

CountsAs = Literal["message", "click", "follow", "scan", "none"]


def note_contact(db: Session, resident_id: int, counts_as: CountsAs, *, now: datetime) -> Contact:
    """Open the window of what he did, with none of its sends used; he is reachable again.

    One statement; `none` (an event that opens no window) changes nothing. Returns the row as
    it now stands.
    """
    values: dict[str, Any] = {"resident_id": resident_id}
    if counts_as != "none":
        values |= {f"{counts_as}_at": now, f"{counts_as}_sends": 0, "unreachable": None}
    insert = insert_into(db, Contact).values(values)
    upsert = insert.on_conflict_do_update(index_elements=["resident_id"], set_=values)
    returning = upsert.returning(Contact).execution_options(populate_existing=True)
    contact: Contact = db.scalars(returning).one()
    return contact
