"""Whether somebody sits at WeChat's customer service now: what the worker saw last."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from accounts.models import Presence

FRESH = timedelta(seconds=60)
"""So long what was seen is believed; the worker looks several times within it."""


def note_agents(db: Session, account: str, agents: int, *, now: datetime) -> None:
    """So many agents are online."""
    presence = db.get(Presence, account)
    if presence is None:
        presence = Presence(account=account)
        db.add(presence)
    presence.agents, presence.seen_at = agents, now


def is_somebody_there(db: Session, account: str, *, now: datetime) -> bool:
    """Whether an agent was online just now; not known counts as nobody."""
    presence = db.get(Presence, account)
    return presence is not None and presence.agents > 0 and presence.seen_at > now - FRESH
