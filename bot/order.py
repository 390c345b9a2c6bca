"""Order: messages of one sender are handled one after another, as WeChat's clock has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from bot import statements
from bot.ledger import Record

# Of two messages of one sender, WeChat's own times lie no further apart than this when both
# are on their way here; older ones needn't be looked at.
ORDER_SPAN = timedelta(minutes=2)
# Earlier messages of the same resident that arrived longer ago than this are dead, not slow.
TURN_SPAN = timedelta(seconds=20)
MINUTE = timedelta(minutes=1)
MOST_COUNTED = 100


class Behind(Exception):
    """An earlier message of the same sender is still being handled."""


@dataclass(frozen=True)
class Place:
    """A message's place among those of its sender.

    values: the parameters of `EARLIER` and `IN_THIS_MINUTE`; waits: whether it gives way to
    earlier ones, or has waited long enough.
    """

    values: Mapping[str, Any]
    waits: bool = False

    def give_way(self, is_behind: bool) -> None:
        """Raises `Behind` when it has to wait for an earlier one."""
        if self.waits and is_behind:
            raise Behind


def place_of(mine: Record, *, now: datetime, waits: bool = False) -> Place:
    """The place of a recorded message."""
    return Place(
        {
            "sender": mine.sender_hash,
            "oldest": mine.sent_at - ORDER_SPAN,
            "sent": mine.sent_at,
            "number": mine.msg_id,
            "since": now - TURN_SPAN,
            "minute_before": mine.sent_at - MINUTE,
        },
        waits,
    )


# Both are parts of a statement that is made anyway.
EARLIER = exists(statements.EARLIER)
IN_THIS_MINUTE = (
    select(func.count())
    .select_from(statements.LAST_MINUTE.limit(MOST_COUNTED).subquery())
    .scalar_subquery()
)


def later(db: Session, place: Place) -> tuple[int, int]:
    """How many later messages of the same sender have arrived, and how many are unfinished."""
    arrived, unfinished = db.execute(statements.LATER, dict(place.values)).one()
    return arrived, unfinished


def is_behind(db: Session, place: Place) -> bool:
    """Whether an earlier message of the same sender is unfinished."""
    return db.execute(statements.EARLIER, dict(place.values)).first() is not None
