"""Changes to the topics that cases are about: add, change, retire, bring back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.area_editing import EDIT
from community.editing import MADE_BY_STAFF, begin, changes, finish, new_key
from community.kinds import function_names
from community.models import Kind, Topic
from community.topics import SPAN
from core.actor import Actor
from core.errors import Conflict, Invalid, NotFound
from core.language import normalise
from core.versions import raise_version

LONGEST_NAME, SHORTEST_WORD, LONGEST_WORD, MOST_WORDS, MOST_ASKS = 20, 2, 20, 100, 2
URGENCIES = ("normal", "urgent")
CLOCKS = ("working", "round_the_clock")
ASKS = ("place", "photo", "phone")
LONGEST_DAYS = 180
_MINUTES = {"m": 1, "h": 60}
# A working day has eight hours of the office's.
_DAY_MINUTES = {"working": 8 * 60, "round_the_clock": 24 * 60}


@dataclass(frozen=True)
class TopicContent:
    """What staff say of a topic; spans as '4h' or '3d', counted by the clock."""

    name: str
    kind: str
    words: tuple[str, ...]
    urgency: str
    accept_within: str
    resolve_within: str
    clock: str
    asks: tuple[str, ...]
    function: str
    complaint_about: str | None = None


def get_topic(db: Session, key: str, right: str, *, actor: Actor) -> Topic:
    """The topic of that key, for who may do that everywhere; else `NotFound`, as for none."""
    topic = db.scalars(select(Topic).where(Topic.key == key)).first()
    if topic is None or not actor.may(right):
        raise NotFound("没有这个事项。")
    return topic


def content_of(topic: Topic) -> TopicContent:
    """The topic as it stands, for a form that changes it."""
    values = {name: getattr(topic, name) for name in TopicContent.__annotations__}
    return TopicContent(**{**values, "words": tuple(topic.words), "asks": tuple(topic.asks)})


def create_topic(db: Session, content: TopicContent, *, actor: Actor, now: datetime) -> Topic:
    """A new topic, which residents' words find at once. Raises `Refused` or `Invalid`."""
    actor.require(EDIT)
    raise_version(db, "community")
    topic = Topic(key=new_key(), version=MADE_BY_STAFF, active=True, words=[])
    for name, value in _values(_checked(db, content, None)).items():
        setattr(topic, name, value)
    db.add(topic)
    db.flush()
    facts = {"name": topic.name, "function": topic.function}
    finish(db, "topic.create", f"topic:{topic.id}", facts, actor=actor, now=now)
    return topic


def change_topic(
    db: Session, topic: Topic, content: TopicContent, *, version: int, actor: Actor, now: datetime
) -> Topic:
    """Say it anew over the version that was read, else `Conflict`; cases that are open keep
    their dates. Raises `Refused` or `Invalid`."""
    actor.require(EDIT)
    begin(db, topic, version)
    changed = changes(topic, _values(_checked(db, content, topic)))
    finish(db, "topic.change", f"topic:{topic.id}", changed, actor=actor, now=now)
    return topic


def retire_topic(db: Session, topic: Topic, *, actor: Actor, now: datetime) -> Topic:
    """No new case is about it; those of before keep its name. Raises `Refused`."""
    actor.require(EDIT)
    begin(db, topic, None)
    topic.active = False
    finish(db, "topic.retire", f"topic:{topic.id}", {"name": topic.name}, actor=actor, now=now)
    return topic


def restore_topic(db: Session, topic: Topic, *, actor: Actor, now: datetime) -> Topic:
    """Bring a retired topic back. Raises `Refused`, or `Conflict` where another has its name or
    one of its words by now."""
    actor.require(EDIT)
    begin(db, topic, None)
    try:
        _check_others(db, topic.name, topic.words, topic.id)
    except Invalid as error:
        raise Conflict(error.sentence) from None
    topic.active = True
    finish(db, "topic.restore", f"topic:{topic.id}", {"name": topic.name}, actor=actor, now=now)
    return topic


def _values(content: TopicContent) -> dict[str, object]:
    return {**asdict(content), "words": list(content.words), "asks": list(content.asks)}


def _checked(db: Session, content: TopicContent, own: Topic | None) -> TopicContent:
    name = " ".join(content.name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Invalid("name", f"名称要有 1 到 {LONGEST_NAME} 个字。")
    words = _words(content.words)
    known = set(own.words) if own else set()
    _check_others(db, name, [word for word in words if word not in known], own.id if own else 0)
    _check_one_of(content, own)
    _check_spans(content)
    asks = tuple(dict.fromkeys(content.asks))
    if not set(asks) <= set(ASKS) or len(asks) > MOST_ASKS:
        raise Invalid("asks", f"最多问 {MOST_ASKS} 样，问多了居民嫌烦。")
    if own is not None and set(asks) == set(own.asks):
        asks = tuple(own.asks)
    about = content.complaint_about or None
    if about and content.kind != Kind.COMPLAINT:
        raise Invalid("complaint_about", "只有“投诉”类的事项才写投诉的是谁。")
    changed = {**asdict(content), "name": name, "words": words, "asks": asks}
    return TopicContent(**{**changed, "complaint_about": about})


def _words(given: Iterable[str]) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word for one in given if (word := " ".join(one.split()))))
    if len(words) > MOST_WORDS:
        raise Invalid("words", f"说法最多 {MOST_WORDS} 个。")
    for word in words:
        if len(word) > LONGEST_WORD or len(normalise(word)) < SHORTEST_WORD:
            raise Invalid(
                "words", f"“{word}”不行：每个说法 {SHORTEST_WORD} 到 {LONGEST_WORD} 个字。"
            )
    return words


def _check_others(db: Session, name: str, words: Iterable[str], own_id: int) -> None:
    """Raises `Invalid` for the name or a word of another topic in use."""
    others = db.scalars(select(Topic).where(Topic.active, Topic.id != own_id)).all()
    if any(other.name == name for other in others):
        raise Invalid("name", f"已经有“{name}”了。")
    taken = {normalise(word): other for other in others for word in other.words}
    for word in words:
        if other := taken.get(normalise(word)):
            raise Invalid("words", f"“{word}”已经是“{other.name}”的说法。")


def _check_one_of(content: TopicContent, own: Topic | None) -> None:
    functions = {*function_names(), *((own.function,) if own else ())}
    for field, value, known in (
        ("kind", content.kind, set(Kind)),
        ("urgency", content.urgency, set(URGENCIES)),
        ("clock", content.clock, set(CLOCKS)),
        ("function", content.function, functions),
        ("complaint_about", content.complaint_about or content.function, functions),
    ):
        if value not in known:
            raise Invalid(field, "请选一项。")


def _check_spans(content: TopicContent) -> None:
    accept = _minutes(content.accept_within, content.clock, "accept_within")
    resolve = _minutes(content.resolve_within, content.clock, "resolve_within")
    if accept > resolve:
        raise Invalid("accept_within", "受理的期限不能比办结的长。")


def _minutes(span: str, clock: str, field: str) -> int:
    found = SPAN.fullmatch(span)
    day = _DAY_MINUTES[clock]
    length = int(found[1]) * (_MINUTES.get(found[2]) or day) if found else 0
    if not 0 < length <= LONGEST_DAYS * day:
        raise Invalid(field, f"请写一个大于 0 的数，最长 {LONGEST_DAYS} 天。")
    return length
