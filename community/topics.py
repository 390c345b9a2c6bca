"""What cases are about, as a snapshot."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import Kind, Topic


@dataclass(frozen=True)
class TopicFacts:
    """One topic; spans are '4h' or '3d', counted by `clock`: working or round_the_clock."""

    id: int
    key: str
    name: str
    kind: Kind
    words: tuple[str, ...]
    urgency: str
    accept_within: str
    resolve_within: str
    clock: str
    asks: tuple[str, ...]
    function: str
    complaint_about: str | None = None
    active: bool = True


def load_topics(db: Session) -> dict[int, TopicFacts]:
    """All topics by id; old cases still name those no longer active."""
    return {topic.id: _facts_of(topic) for topic in db.scalars(select(Topic))}


def _facts_of(topic: Topic) -> TopicFacts:
    return TopicFacts(
        topic.id,
        topic.key,
        topic.name,
        Kind(topic.kind),
        tuple(topic.words),
        topic.urgency,
        topic.accept_within,
        topic.resolve_within,
        topic.clock,
        tuple(topic.asks),
        topic.function,
        topic.complaint_about,
        topic.active,
    )
