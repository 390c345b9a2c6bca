"""What the channel needs from above, given to it by the composition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert

from bot.messages import CountsAs, Incoming, LeadReply, Reply
from bot.order import Place


@dataclass(frozen=True)
class Rescue:
    """What is said to a message whose handler broke; `is_done`: somebody else than who reads 待人工
    sees to it."""

    reply: Reply
    is_done: bool = False


class Desk(Protocol):
    """Who understands messages; the methods with a session run inside its transaction."""

    def receive(self, db: Session, message: Incoming, *, now: datetime) -> None:
        """Note the contact, in the commit that records a new message."""

    @property
    def known_sender(self) -> Select[Any] | None:
        """Has a row when the sender is known; None where each message is received by itself."""

    def noting(self, counts_as: CountsAs, when: ColumnElement[bool]) -> Insert:
        """What `receive` does with a known sender, where `when` holds, as a part of another
        statement of PostgreSQL."""

    def noted_by(self, message: Incoming, *, now: datetime) -> Mapping[str, Any]:
        """The parameters of `known_sender` and `noting`."""

    def answer(self, db: Session, message: Incoming, place: Place, *, now: datetime) -> Reply:
        """Do what the message asks for and say so; a `LinliError` becomes its sentence.

        Asks the place to give way before anything is done, which may raise `Behind`.
        """

    def close(
        self, db: Session, message: Incoming, reply: LeadReply, place: Place, *, now: datetime
    ) -> Reply:
        """What to say in place of `reply`, now that the sender pauses and all that followed upon
        the message is handled."""

    def rescue(self, db: Session, message: Incoming, sentence: str, *, now: datetime) -> Rescue:
        """Do what may not be lost of a message that could not be answered, by means of its own;
        `sentence` is what is said to it else."""

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
