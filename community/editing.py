"""How staff change what the office has set up: one newer version at a time, written down, live."""

import secrets
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from core.actor import Actor
from core.audit import record
from core.errors import Conflict
from core.versions import raise_version

# The version of a row that staff have made: loading the starter pack leaves those above 1 alone.
MADE_BY_STAFF = 2


class Versioned(Protocol):
    """A row that people edit."""

    version: Any


def new_key() -> str:
    """The key of a row that staff add; no pack has one like it."""
    return f"own-{secrets.token_hex(5)}"


def begin(db: Session, row: Versioned, version: int | None) -> None:
    """Take the next version of the row, locked and read anew, over the version that was read.

    Raises `Conflict` where somebody has changed it meanwhile; None asks for no version. Others
    who change anything of the setup wait until this transaction ends.
    """
    raise_version(db, "community")
    db.refresh(row, with_for_update=True)
    if version is not None and row.version != version:
        raise Conflict()
    row.version = max(row.version + 1, MADE_BY_STAFF)


def finish(
    db: Session, action: str, subject: str, facts: dict[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Write the change down; every process takes it over within a second of the commit."""
    db.flush()
    raise_version(db, "community")
    record(db, actor, action, subject, facts, now=now)


def changes(row: Any, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Set the values on the row; for each that differs its name with what was and what is."""
    changed = {
        name: [getattr(row, name), value]
        for name, value in values.items()
        if getattr(row, name) != value
    }
    for name, (_, value) in changed.items():
        setattr(row, name, value)
    return changed
