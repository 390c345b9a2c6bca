"""What a resident did last: it opens the windows in which WeChat lets us write to him."""

from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Executable, Select, bindparam, literal, null, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert

from accounts.models import Contact, Resident
from accounts.residents import meet
from core.columns import UtcTime
from core.database import is_postgresql
from core.sealing import keyring

CountsAs = Literal["message", "click", "follow", "scan", "none"]


def note_visit(
    db: Session, account: str, openid: str, counts_as: CountsAs, *, now: datetime
) -> None:
    """`note_contact` for whoever has that openid; one statement when he is known."""
    who = noted_by(account, openid, now=now)
    if db.execute(_by_openid(is_postgresql(db), counts_as), who).first() is None:
        note_contact(db, meet(db, account, openid, now=now).id, counts_as, now=now)


def noting(counts_as: CountsAs, when: ColumnElement[bool]) -> Insert:
    """`note_visit` of a known resident where `when` holds, for PostgreSQL; see `noted_by`."""
    insertion: Insert = _upsert(True, counts_as, *_OWN, when)
    return insertion


def noted_by(account: str, openid: str, *, now: datetime) -> dict[str, Any]:
    """The parameters of `noting` and `KNOWN`."""
    return {"account": account, "digest": keyring().keyed_hash(openid), "now": now}


def note_contact(db: Session, resident_id: int, counts_as: CountsAs, *, now: datetime) -> Contact:
    """Open the window of what he did, with none of its sends used; he is reachable again.

    One statement; `none` (an event that opens no window) changes nothing. Returns the row as
    it now stands.
    """
    who = {"own": resident_id, "now": now}
    contact: Contact = db.scalars(_by_id(is_postgresql(db), counts_as), who).one()
    return contact


_OWN = Resident.account == bindparam("account"), Resident.openid_hash == bindparam("digest")
_SENDS = [column.name for column in Contact.__table__.c if column.name.endswith("_sends")]
KNOWN: Select[Any] = select(Resident.id).where(*_OWN)
"""Has a row when the resident is known."""


# Built once for each case: this runs in every push.
@cache
def _by_openid(on_postgresql: bool, counts_as: CountsAs) -> Executable:
    upsert: Executable = _upsert(on_postgresql, counts_as, *_OWN).returning(Contact.resident_id)
    return upsert


@cache
def _by_id(on_postgresql: bool, counts_as: CountsAs) -> Executable:
    upsert = _upsert(on_postgresql, counts_as, Resident.id == bindparam("own"))
    returning = select(Contact).from_statement(upsert.returning(Contact.__table__))
    return returning.execution_options(populate_existing=True)


def _upsert(on_postgresql: bool, counts_as: CountsAs, *own: Any) -> Any:
    noted: dict[str, Any] = {"resident_id": Resident.id}
    if counts_as != "none":
        noted[f"{counts_as}_at"] = bindparam("now", type_=UtcTime)
        noted |= {f"{counts_as}_sends": literal(0), "unreachable": null()}
    # Said, not left to the columns' defaults: inside another statement those aren't filled in.
    values = dict.fromkeys(_SENDS, literal(0)) | noted
    dialect: Any = postgresql if on_postgresql else sqlite
    insert = dialect.insert(Contact.__table__)
    insert = insert.from_select(list(values), select(*values.values()).where(*own))
    changes = {name: insert.excluded[name] for name in noted}
    return insert.on_conflict_do_update(index_elements=["resident_id"], set_=changes)
