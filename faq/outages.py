"""临时通知: what is out for a while, told before anything else is looked for."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import Area, Topic
from core.actor import Actor
from core.audit import record
from core.columns import new_public_id
from core.editing import take_version
from core.errors import Invalid, NotFound
from core.versions import raise_version
from faq.models import Outage

RIGHT = "outage.edit"
LONGEST_TEXT, MOST_TOPICS = 200, 20
# What is out for longer is no outage: it deserves an entry.
LONGEST = timedelta(days=31)


@dataclass(frozen=True)
class OutageContent:
    """What a note says: one sentence, the ids of the topics it answers about, where (None:
    everywhere) and from when until when."""

    text: str
    topic_ids: tuple[int, ...]
    area_id: int | None
    from_at: datetime
    until_at: datetime


def create_outage(db: Session, content: OutageContent, *, actor: Actor, now: datetime) -> Outage:
    """A new note, in force by itself from `from_at` on. Raises `Refused` or `Invalid`."""
    _require(db, actor, content.area_id)
    outage = Outage(public_id=new_public_id(), version=1)
    _write(outage, _checked(db, content, now), now)
    db.add(outage)
    _announce(db, outage, "outage.create", actor, now)
    return outage


def change_outage(
    db: Session,
    outage: Outage,
    content: OutageContent,
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> Outage:
    """Say it anew over the version that was read, else `Conflict`; one that was ended holds
    again. Raises `Refused` or `Invalid`."""
    for area_id in {outage.area_id, content.area_id}:
        _require(db, actor, area_id)
    content = _checked(db, content, now)
    take_version(db, outage, version)
    _write(outage, content, now)
    _announce(db, outage, "outage.change", actor, now)
    return outage


def end_outage(db: Session, outage: Outage, *, actor: Actor, now: datetime) -> Outage:
    """It is over before its time: it answers no longer. Raises `Refused`; ending twice is no
    error and keeps the first time."""
    _require(db, actor, outage.area_id)
    if outage.ended_at is None:
        take_version(db, outage, outage.version)
        outage.ended_at = outage.changed_at = now
        _announce(db, outage, "outage.end", actor, now)
    return outage


def get_outage(db: Session, public_id: str) -> Outage:
    """The note of that public id; raises `NotFound`."""
    found = db.scalars(select(Outage).where(Outage.public_id == public_id)).first()
    if found is None:
        raise NotFound("没有这条临时通知。")
    return found


def list_outages(
    db: Session, *, actor: Actor, now: datetime, over: bool = False, limit: int = 100
) -> list[Outage]:
    """The notes the actor may edit, newest first: those in force or to come, or (`over`) past."""
    is_over = (Outage.until_at <= now) | Outage.ended_at.is_not(None)
    rows = db.scalars(
        select(Outage).where(is_over if over else ~is_over).order_by(Outage.id.desc()).limit(limit)
    )
    paths = {area.id: area.path for area in db.scalars(select(Area))}
    return [row for row in rows if actor.may(RIGHT, area=paths.get(row.area_id or 0))]


def content_of(outage: Outage) -> OutageContent:
    """The note as it stands, for a form that changes it."""
    topics = tuple(outage.topic_ids)
    return OutageContent(outage.text, topics, outage.area_id, outage.from_at, outage.until_at)


def _checked(db: Session, content: OutageContent, now: datetime) -> OutageContent:
    text = " ".join(content.text.split())
    if not text:
        raise Invalid("text", "请写一句话，说说怎么了、什么时候好。")
    if len(text) > LONGEST_TEXT:
        raise Invalid("text", f"太长了，最多 {LONGEST_TEXT} 个字。")
    topics = tuple(dict.fromkeys(content.topic_ids))
    active = set(db.scalars(select(Topic.id).where(Topic.active)))
    if not topics or len(topics) > MOST_TOPICS or not set(topics) <= active:
        raise Invalid("topic_ids", "请选至少一件有效的事项。")
    if content.area_id is not None and db.get(Area, content.area_id) is None:
        raise Invalid("area_id", "没有这个区域。")
    if content.until_at <= max(now, content.from_at):
        raise Invalid("until_at", "结束时间要在开始和现在之后。")
    if content.until_at - content.from_at > LONGEST:
        raise Invalid("until_at", f"最长 {LONGEST.days} 天，更久的请写成知识。")
    return replace(content, text=text, topic_ids=topics)


def _write(outage: Outage, content: OutageContent, now: datetime) -> None:
    outage.text, outage.area_id = content.text, content.area_id
    outage.topic_ids = list(content.topic_ids)
    outage.from_at, outage.until_at = content.from_at, content.until_at
    outage.ended_at, outage.changed_at = None, now


def _announce(db: Session, outage: Outage, act: str, actor: Actor, now: datetime) -> None:
    db.flush()
    raise_version(db, "outage")
    record(db, actor, act, f"outage:{outage.id}", {"version": outage.version}, now=now)


def _require(db: Session, actor: Actor, area_id: int | None) -> None:
    area = db.get(Area, area_id) if area_id is not None else None
    actor.require(RIGHT, area=area.path if area else None)
