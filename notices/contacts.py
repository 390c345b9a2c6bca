"""A resident's contact row as the windows' rules see it, and the counting of sends on it."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from accounts.models import Contact
from core.columns import UtcTime
from notices.windows import RULES, Reach, Window


def reach_of(contact: Contact) -> Reach:
    """The facts on which `windows.opening` decides."""
    return Reach(
        {name: window for name in RULES if (window := window_of(contact, name))},
        contact.human_until,
        contact.unreachable,
    )


def window_of(contact: Contact, name: str) -> Window | None:
    """The window of that name, None when the resident never opened it."""
    opened_at: datetime | None = getattr(contact, f"{name}_at")
    return Window(opened_at, getattr(contact, f"{name}_sends")) if opened_at else None


def lock_contact(db: Session, resident_id: int, *, wait: bool = True) -> Contact | None:
    """The row, locked until the transaction ends and read anew.

    None when there is none, or when another holds it and we don't `wait`. Whoever changes a
    resident's notices locks this row first, so that no two do at once.
    """
    row = select(Contact).where(Contact.resident_id == resident_id)
    locked = row.with_for_update(skip_locked=not wait).execution_options(populate_existing=True)
    return db.scalar(locked)


def count_send(contact: Contact, name: str, by: int = 1) -> None:
    """Count a send in the window, or with `by` -1 take it back."""
    sends = getattr(contact, f"{name}_sends") + by
    setattr(contact, f"{name}_sends", max(0, sends))


def use_up(contact: Contact, name: str) -> None:
    """Count the window as used up, until the resident opens it again."""
    setattr(contact, f"{name}_sends", RULES[name].quota)


NOW = bindparam("now", type_=UtcTime)
"""The time in statements that are made once; `times` has its value."""


def times(now: datetime) -> dict[str, datetime]:
    """The values of `NOW` and of what `has_window` compares with."""
    since = {_since(name): now - rule.lasts + rule.margin for name, rule in RULES.items()}
    return {"now": now, **since}


def is_reachable() -> ColumnElement[bool]:
    """Whether the contact is one to whom anything may be sent by itself now."""
    quiet = or_(Contact.human_until.is_(None), Contact.human_until <= NOW)
    return and_(Contact.unreachable.is_(None), quiet)


def has_window() -> ColumnElement[bool]:
    """`windows.opening` as a condition on contacts, to pass over those who must wait."""
    usable = [
        and_(
            getattr(Contact, f"{name}_at") > bindparam(_since(name), type_=UtcTime),
            getattr(Contact, f"{name}_sends") < rule.quota,
        )
        for name, rule in RULES.items()
    ]
    return or_(*usable)


def _since(name: str) -> str:
    return f"{name}_since"
