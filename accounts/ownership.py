"""A resident may change what is his own; others need the same right given to them."""

from core.actor import Actor
from core.errors import Refused


def require_own(actor: Actor, right: str, resident_id: int) -> None:
    """Raises `Refused` unless the actor has the right and, being a resident, acts for himself."""
    actor.require(right)
    if actor.kind == "resident" and actor.id != resident_id:
        raise Refused()
