"""What cases are about, as a snapshot."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import Kind, Topic
from core.language import normalise

# How long something may take: minutes, hours or days.
SPAN = re.compile(r"([1-9]\d{0,3})([mhd])")


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


class Found(NamedTuple):
    """A topic's word within a text: from `start` to before `end`."""

    start: int
    end: int
    topic: TopicFacts


class TopicWords:
    """The words of active topics, looked up in residents' words."""

    def __init__(self, topics: Iterable[TopicFacts]) -> None:
        self._topics: dict[str, list[TopicFacts]] = {}
        for topic in topics:
            for word in dict.fromkeys(map(normalise, topic.words if topic.active else ())):
                if word:
                    self._topics.setdefault(word, []).append(topic)
        lengths: dict[str, set[int]] = {}
        for word in self._topics:
            lengths.setdefault(word[0], set()).add(len(word))
        # Most characters begin no such word: that is seen at once.
        self._lengths = {first: sorted(own) for first, own in lengths.items()}

    def found(self, plain: str) -> list[Found]:
        """Where each word first stands in the normalised text, without those that are a piece of
        a longer one: 装修 within 装修垃圾."""
        first: dict[str, int] = {}
        for start, character in enumerate(plain):
            for length in self._lengths.get(character, ()):
                word = plain[start : start + length]
                if word in self._topics:
                    first.setdefault(word, start)
        spans = [(start, start + len(word)) for word, start in first.items()]
        return [
            Found(start, start + len(word), topic)
            for word, start in first.items()
            if not any(
                a <= start and start + len(word) <= b and len(word) < b - a for a, b in spans
            )
            for topic in self._topics[word]
        ]


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
