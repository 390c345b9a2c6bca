"""The outages that stand now, as a snapshot: what every process looks at before it answers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from faq.models import Outage


@dataclass(frozen=True)
class OutageFacts:
    """One note; `area_id` None: everywhere."""

    id: int
    text: str
    topic_ids: frozenset[int]
    area_id: int | None
    from_at: datetime
    until_at: datetime


class Outages:
    """All notes that were not ended, newest first; which of them hold, the time decides."""

    def __init__(self, known: Iterable[OutageFacts] = ()) -> None:
        self._known = sorted(known, key=lambda one: -one.id)

    def holding(self, now: datetime) -> list[OutageFacts]:
        """Those in force at that moment."""
        return [one for one in self._known if one.from_at <= now < one.until_at]

    def find(
        self, topic_ids: Collection[int], area_ids: Sequence[int] | None, now: datetime
    ) -> OutageFacts | None:
        """The note on one of the topics where somebody lives, that of the nearest area.

        `area_ids`: his area, then those it lies in; None when nobody knows where he lives: then
        any may be meant, and its words must say where it holds.
        """
        found = [one for one in self.holding(now) if not one.topic_ids.isdisjoint(topic_ids)]
        if area_ids is None:
            return found[0] if found else None
        nearest = {area_id: step for step, area_id in enumerate(area_ids)}
        near = [one for one in found if one.area_id is None or one.area_id in nearest]
        far = len(nearest)
        return min(near, key=lambda one: nearest.get(one.area_id or 0, far), default=None)


def load_outages(db: Session, previous: Outages | None = None) -> Outages:  # noqa: ARG001 (Live)
    """The notes of the database; those long over are left out when it is next changed."""
    rows = db.scalars(select(Outage).where(Outage.ended_at.is_(None)))
    return Outages(
        OutageFacts(
            row.id, row.text, frozenset(row.topic_ids), row.area_id, row.from_at, row.until_at
        )
        for row in rows
    )
