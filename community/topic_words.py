"""Residents' own words for a topic, added and taken back one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import Topic
from core.actor import Actor
from core.audit import record
from core.errors import Invalid
from core.language import normalise
from core.masking import is_marked
from core.versions import raise_version

RIGHT = "topic.words"
SHORTEST, LONGEST, MOST = 2, 30, 300


def add_words(
    db: Session, topic: Topic, words: Sequence[str], *, actor: Actor, now: datetime
) -> list[str]:
    """Have what holds one of the words be about the topic; returns those it did not have yet.

    A topic is everybody's, so the right must hold everywhere. Raises `Refused` or `Invalid`.
    """
    actor.require(RIGHT)
    new = [word for word in dict.fromkeys(words) if normalise(word) not in _known([topic])]
    _check(db, topic, new)
    return new if _change(db, topic, [*topic.words, *new], actor=actor, now=now) else []


def take_back_words(
    db: Session, topic: Topic, words: Iterable[str], *, actor: Actor, now: datetime
) -> None:
    """Undo `add_words`; words that are gone already are no error. Raises `Refused`."""
    actor.require(RIGHT)
    gone = set(words)
    _change(db, topic, [word for word in topic.words if word not in gone], actor=actor, now=now)


def _change(db: Session, topic: Topic, words: list[str], *, actor: Actor, now: datetime) -> bool:
    more = len(words) - len(topic.words)
    if not more:
        return False
    topic.words = words
    topic.version += 1
    db.flush()
    raise_version(db, "community")
    record(db, actor, "topic.words", f"topic:{topic.id}", {"more": more}, now=now)
    return True


def _check(db: Session, topic: Topic, new: Sequence[str]) -> None:
    for word in new:
        if len(normalise(word)) < SHORTEST or len(word) > LONGEST:
            raise Invalid("words", f"说法要 {SHORTEST} 到 {LONGEST} 个字。")
        if is_marked(word):
            raise Invalid("words", "说法里不能有【电话】【姓名】这样的标记。")
    if len(topic.words) + len(new) > MOST:
        raise Invalid("words", f"一个事项最多 {MOST} 种说法。")
    others = db.scalars(select(Topic).where(Topic.id != topic.id, Topic.active)).all()
    for other in others:
        for word in new:
            # With two topics for the same words, neither would be recognised.
            if normalise(word) in _known([other]):
                raise Invalid("words", f"“{word}”已经是“{other.name}”的说法。")


def _known(topics: Iterable[Topic]) -> set[str]:
    return {normalise(word) for topic in topics for word in topic.words}
