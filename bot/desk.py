"""What the channel needs from above, given to it by the composition."""

from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.messages import Incoming, Reply


class Desk(Protocol):
    """Who understands messages; the methods with a session run inside its transaction."""

    def receive(self, db: Session, message: Incoming, *, now: datetime) -> None:
        """Note the contact, in the commit that records a new message."""

    def answer(self, db: Session, message: Incoming, *, now: datetime) -> Reply:
        """Do what the message asks for and say so; a `LinliError` becomes its sentence."""

    def owe(self, db: Session, message: Incoming, reply: Reply, cause: str, now: datetime) -> None:
        """Queue a reply that comes too late for its connection."""

    def unrecorded(self, message: Incoming) -> Reply:
        """What to say, without a database, when the message can't be recorded."""

    @property
    def holding(self) -> str:
        """The sentence for a message that is recorded but not finished in time."""

    @property
    def apology(self) -> str:
        """The sentence for a message that is recorded and left to the staff."""
