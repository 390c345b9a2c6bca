"""The starter pack's entries."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from community.areas import Areas, load_areas
from community.models import Area, Topic
from community.pack import COMMUNITY, pack_file
from core.actor import SYSTEM
from core.errors import Invalid
from core.versions import raise_version
from faq.content import EntryContent, tidy
from faq.entries import content_of, create_entry, publish_entry, save_entry
from faq.models import Entry, EntryState, Revision
from faq.published import published_contents

STARTER = Path(__file__).parent / "starter"


@dataclass
class Loaded:
    """What loading did: how many entries were written and published, and why some were not."""

    written: int = 0
    published: int = 0
    unpublished: dict[str, str] = field(default_factory=dict)


def load_starter(db: Session, *, published: bool, now: datetime, pack: str = COMMUNITY) -> Loaded:
    """Bring in the pack's entries, marked as examples; areas and topics must be loaded before.

    `published` also publishes them. Idempotent; what staff have saved, published or retired is
    left alone.
    """
    # Raising the counter first makes processes that start together load one after another.
    raise_version(db, "starter")
    loaded, areas, given = Loaded(), load_areas(db), published_contents(db)
    untouched = _untouched(db)
    known = {entry.key: entry for entry in db.scalars(select(Entry)) if entry.key}
    for key, content in _pack(db, pack).items():
        entry = known.get(key)
        if entry is None:
            entry = create_entry(db, content, key=key, actor=SYSTEM, now=now)
            loaded.written += 1
        elif entry.id not in untouched:
            continue
        elif content_of(entry) != content:
            save_entry(db, entry, content, version=entry.version, actor=SYSTEM, now=now)
            loaded.written += 1
        if published and entry.published_revision != entry.version:
            _publish(db, entry, areas, given, loaded, now)
    return loaded


def _publish(
    db: Session,
    entry: Entry,
    areas: Areas,
    published: dict[int, EntryContent],
    loaded: Loaded,
    now: datetime,
) -> None:
    try:
        publish_entry(db, entry, areas=areas, actor=SYSTEM, now=now, published=published)
    except Invalid as error:
        loaded.unpublished[entry.key or ""] = error.sentence
    else:
        published[entry.id] = content_of(entry)
        loaded.published += 1


def _untouched(db: Session) -> set[int]:
    """Ids of the entries whose last revision is the pack's and that nobody has retired."""
    last = and_(Revision.entry_id == Entry.id, Revision.number == Entry.version)
    own = select(Entry.id).join(Revision, last).where(Revision.actor_kind == SYSTEM.kind)
    return set(db.scalars(own.where(Entry.state != EntryState.RETIRED)))


def _pack(db: Session, name: str) -> dict[str, EntryContent]:
    areas = {area.key: area.id for area in db.scalars(select(Area))}
    topics = {topic.key: topic.id for topic in db.scalars(select(Topic))}
    rows = tomllib.loads(pack_file(STARTER, "entries", name).read_text("utf-8"))["entry"]
    contents: dict[str, EntryContent] = {}
    for row in rows:
        content = _content(row, topics)
        if not row["areas"]:
            contents[row["key"]] = content
        # An entry has one area: the same text for several is an entry for each.
        for area in row["areas"]:
            contents[f"{row['key']}-{area}"] = replace(content, area_id=areas[area])
    return contents


def _content(row: Mapping[str, Any], topics: Mapping[str, int]) -> EntryContent:
    content = EntryContent(
        question=row["question"],
        answer=row["answer"],
        phrasings=tuple(row["similar"]),
        category=row["category"],
        topic_id=topics[row["action"]] if "action" in row else None,
        example=True,
    )
    return tidy(content)
