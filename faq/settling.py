"""What staff make of questions that nothing answered: 相似问, new entry, topic of a case, ignore.

Every act is done to a whole group (`faq.misses`), needs `question.see` and `entry.edit` in the
areas the questions came from, and raises `Conflict` when one of them was settled or answered
meanwhile.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from community.areas import Areas
from community.models import Topic
from community.topic_words import add_words, take_back_words
from core.actor import Actor
from core.audit import record
from core.errors import Conflict, Invalid
from core.language import normalise
from core.masking import is_marked
from faq.content import EntryContent
from faq.entries import content_of, create_entry, save_entry
from faq.models import Entry, Question, Settled


def accept_as_phrasing(
    db: Session,
    questions: Sequence[Question],
    entry: Entry,
    texts: Sequence[str],
    *,
    version: int,
    areas: Areas,
    actor: Actor,
    now: datetime,
) -> Entry:
    """Save the texts as further phrasings of the entry, over the version the editor has read.

    Residents get them once it is published. Raises `Refused`, `Conflict` or `Invalid`.
    """
    content = content_of(entry)
    known = set(map(normalise, content.texts))
    new = [text for text in texts if normalise(text) not in known]
    _settle(db, questions, Settled.PHRASING, entry, areas=areas, actor=actor, now=now)
    if not new:
        return entry
    _check(texts)
    more = replace(content, phrasings=(*content.phrasings, *new))
    return save_entry(db, entry, more, version=version, actor=actor, now=now)


def accept_as_entry(
    db: Session,
    questions: Sequence[Question],
    content: EntryContent,
    *,
    areas: Areas,
    actor: Actor,
    now: datetime,
) -> Entry:
    """A new draft with that content for the questions; raises `Refused` or `Invalid`."""
    _check(content.texts)
    entry = create_entry(db, content, actor=actor, now=now)
    _settle(db, questions, Settled.ENTRY, entry, areas=areas, actor=actor, now=now)
    return entry


def hand_to_topic(
    db: Session,
    questions: Sequence[Question],
    topic: Topic,
    words: Sequence[str],
    *,
    areas: Areas,
    actor: Actor,
    now: datetime,
) -> list[str]:
    """They are no questions but matters for a case of that topic: what holds one of the words is
    recognised as such from now on. Returns the words it did not have yet; raises `Refused` or
    `Invalid`."""
    new = add_words(db, topic, words, actor=actor, now=now) if words else []
    _settle(db, questions, Settled.TOPIC, None, areas=areas, actor=actor, now=now)
    for row in questions:
        row.settled_topic_id, row.settled_words = topic.id, new
    db.flush()
    return new


def ignore(
    db: Session, questions: Sequence[Question], *, areas: Areas, actor: Actor, now: datetime
) -> None:
    """Nobody need answer them, nor what is asked like them later."""
    _settle(db, questions, Settled.IGNORED, None, areas=areas, actor=actor, now=now)


def reopen(
    db: Session, questions: Sequence[Question], *, areas: Areas, actor: Actor, now: datetime
) -> None:
    """Undo what was made of them, a topic's new words included; a phrasing or an entry that came
    of it stays as it is."""
    _require(questions, areas, actor)
    given = {(row.settled_topic_id, tuple(row.settled_words or ())) for row in questions}
    for topic_id, words in given:
        if topic_id is not None and words:
            topic = db.get_one(Topic, topic_id)
            take_back_words(db, topic, words, actor=actor, now=now)
    for row in questions:
        row.settled = row.settled_entry_id = row.settled_at = None
        row.settled_topic_id = row.settled_words = None
    db.flush()
    record(db, actor, "question.reopen", f"question:{questions[0].id}", _facts(questions), now=now)


def _settle(
    db: Session,
    questions: Sequence[Question],
    settled: Settled,
    entry: Entry | None,
    *,
    areas: Areas,
    actor: Actor,
    now: datetime,
) -> None:
    _require(questions, areas, actor)
    open_ones = update(Question).where(
        Question.id.in_([row.id for row in questions]),
        Question.entry_id.is_(None),
        Question.settled.is_(None),
    )
    values = {"settled": settled, "settled_at": now, "settled_entry_id": entry and entry.id}
    done = db.execute(open_ones.values(values).returning(Question.id)).all()
    if len(done) != len(questions):
        raise Conflict("其中有的问题已经处理过了，请刷新后再试。")
    facts = {"as": settled.value, **_facts(questions)}
    record(db, actor, "question.settle", f"question:{questions[0].id}", facts, now=now)


def _require(questions: Sequence[Question], areas: Areas, actor: Actor) -> None:
    for row in questions:
        path = areas.path_of(row.area_id)
        actor.require("question.see", area=path)
        actor.require("entry.edit", area=path)


def _facts(questions: Sequence[Question]) -> dict[str, int]:
    return {"questions": len(questions)}


def _check(texts: Sequence[str]) -> None:
    if any(map(is_marked, texts)):
        raise Invalid("phrasings", "问法里还有【电话】【姓名】这样的标记，请先删掉。")
