"""All that the office has set up, as one snapshot that never changes once made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.areas import Areas, load_areas
from community.calendar import Calendar, load_calendar
from community.emergency import Emergency, OwnDanger, with_own
from community.models import SHARED_ROW, DangerWord, EmergencyGroup, OwnText
from community.offices import OfficeFacts, load_offices
from community.pack import starter_dangers
from community.texts.listing import SENTENCES
from community.texts.sentence import Texts, is_usable
from community.topics import TopicFacts, TopicWords, load_topics


@dataclass(frozen=True)
class Setup:
    """What everybody who answers residents needs to know of the community."""

    areas: Areas
    offices: Mapping[int, OfficeFacts]
    topics: Mapping[int, TopicFacts]
    calendar: Calendar
    emergency: Emergency
    texts: Texts

    @cached_property
    def topic_words(self) -> TopicWords:
        """The words by which residents name a topic."""
        return TopicWords(self.topics.values())

    @cached_property
    def topic_by_key(self) -> Mapping[str, TopicFacts]:
        """The topics in use, by their keys."""
        return {topic.key: topic for topic in self.topics.values() if topic.active}


def load_setup(db: Session, previous: Setup | None = None) -> Setup:  # noqa: ARG001 (Live gives it)
    """The setup as it stands; all of it is read anew, it is small."""
    return Setup(
        load_areas(db),
        load_offices(db),
        load_topics(db),
        load_calendar(db),
        load_emergency(db),
        load_texts(db),
    )


def load_texts(db: Session) -> Texts:
    """The product's sentences as this office words them; what no longer fits is left out."""
    rows = {row.key: row.text for row in db.scalars(select(OwnText))}
    return Texts(
        {
            key: words
            for key, words in rows.items()
            if key in SENTENCES and is_usable(SENTENCES[key], words)
        }
    )


def load_emergency(db: Session) -> Emergency:
    """The danger words of the database, and those that staff have added."""
    shared, groups = load_dangers(db)
    return Emergency(shared, with_own(groups, load_own_dangers(db)))


def load_dangers(db: Session) -> tuple[Mapping[str, Sequence[str]], list[Mapping[str, Any]]]:
    """What makes words harmless in every group, and the groups without what staff have added; the
    pack's own while the database has none."""
    rows = {row.key: row.content for row in db.scalars(select(EmergencyGroup))}
    shared = rows.pop(SHARED_ROW, {})
    groups = sorted(rows.values(), key=lambda content: int(content["order"]))
    return (shared, list(groups)) if groups else starter_dangers()


def load_own_dangers(db: Session) -> list[OwnDanger]:
    """The words that staff have added and use now."""
    rows = db.scalars(select(DangerWord).where(DangerWord.active).order_by(DangerWord.id))
    return [OwnDanger(row.word, row.group, row.harmless) for row in rows]
