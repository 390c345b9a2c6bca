"""本地词: words of this place that staff teach the matcher, as rows beside the lexicon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.actor import Actor
from core.audit import record
from core.columns import new_public_id
from core.editing import take_version
from core.errors import Invalid, NotFound
from core.language import normalise
from core.versions import raise_version
from faq.matching.words import IDLE
from faq.models import OwnWord

RIGHT = "word.edit"
SHORTEST, LONGEST, LONGEST_NOTE = 2, 20, 100
MOST_WORDS = 500


@dataclass(frozen=True)
class WordContent:
    """A word, the word that means the same ('': it means nothing of what its characters say), and
    a note for colleagues."""

    word: str
    same_as: str
    note: str = ""


def add_word(db: Session, content: WordContent, *, actor: Actor, now: datetime) -> OwnWord:
    """A new word, read so by every process within a second. Raises `Refused` or `Invalid`."""
    actor.require(RIGHT)
    content = _checked(content)
    _require_room(db)
    _require_new(db, content.word)
    row = OwnWord(public_id=new_public_id(), active=True, version=1)
    _write(row, content, now)
    db.add(row)
    try:
        db.flush()
    except IntegrityError:
        raise Invalid("word", "别人刚加了这个词，请回列表看看。") from None
    _announce(db, row, "word.add", actor, now)
    return row


def change_word(
    db: Session,
    row: OwnWord,
    content: WordContent,
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> OwnWord:
    """Change it over the version that was read, else `Conflict`; a retired one is in use again.

    Raises `Refused` or `Invalid`.
    """
    actor.require(RIGHT)
    content = _checked(content)
    if not row.active:
        _require_room(db)
    if normalise(content.word) != row.normal:
        _require_new(db, content.word)
    take_version(db, row, version)
    _write(row, content, now)
    row.active = True
    _announce(db, row, "word.change", actor, now)
    return row


def retire_word(db: Session, row: OwnWord, *, version: int, actor: Actor, now: datetime) -> OwnWord:
    """Read it no longer; the row stays. Raises `Refused`, or `Conflict` when it was changed."""
    actor.require(RIGHT)
    take_version(db, row, version)
    row.active, row.changed_at = False, now
    _announce(db, row, "word.retire", actor, now)
    return row


def get_word(db: Session, public_id: str) -> OwnWord:
    """The word of that public id; raises `NotFound`."""
    found = db.scalars(select(OwnWord).where(OwnWord.public_id == public_id)).first()
    if found is None:
        raise NotFound("没有这个词。")
    return found


def list_words(db: Session, *, active: bool = True, limit: int = MOST_WORDS) -> list[OwnWord]:
    """Words in use or retired, changed last first."""
    rows = select(OwnWord).where(OwnWord.active == active)
    return list(db.scalars(rows.order_by(OwnWord.changed_at.desc(), OwnWord.id).limit(limit)))


def same_as(rows: Iterable[OwnWord]) -> dict[str, str]:
    """For each word the one that means the same, as `own_lexicon.lexicon_of` takes it."""
    return {row.word: row.same_as for row in rows}


def _checked(content: WordContent) -> WordContent:
    word, other = "".join(content.word.split()), "".join(content.same_as.split())
    note = " ".join(content.note.split())
    _check_length("word", word)
    if IDLE.issuperset(normalise(word)):
        raise Invalid("word", "这个词太常用，句句都有，不能当本地词。")
    if other:
        _check_length("same_as", other)
        if normalise(other) == normalise(word):
            raise Invalid("same_as", "两个词是同一个词。")
        if IDLE.issuperset(normalise(other)):
            raise Invalid("same_as", "这个词太常用，看不出说的是什么事。")
    if len(note) > LONGEST_NOTE:
        raise Invalid("note", f"最多 {LONGEST_NOTE} 个字。")
    return WordContent(word, other, note)


def _check_length(field: str, word: str) -> None:
    if len(word) > LONGEST or not SHORTEST <= len(normalise(word)) <= LONGEST * 2:
        raise Invalid(field, f"要 {SHORTEST} 到 {LONGEST} 个字，标点不算。")


def _require_room(db: Session) -> None:
    count = select(func.count()).select_from(OwnWord).where(OwnWord.active)
    if (db.scalar(count) or 0) >= MOST_WORDS:
        raise Invalid("word", f"最多 {MOST_WORDS} 个词，请先停用不要的。")


def _require_new(db: Session, word: str) -> None:
    known = db.scalars(select(OwnWord).where(OwnWord.normal == normalise(word))).first()
    if known is not None:
        where = "本地词" if known.active else "停用的词"
        raise Invalid("word", f"{where}里已经有“{known.word}”，请改那一个。")


def _write(row: OwnWord, content: WordContent, now: datetime) -> None:
    row.word, row.normal = content.word, normalise(content.word)
    row.same_as, row.note, row.changed_at = content.same_as, content.note, now


def _announce(db: Session, row: OwnWord, act: str, actor: Actor, now: datetime) -> None:
    db.flush()
    raise_version(db, "word")
    facts = {"version": row.version, "word": row.word, "same_as": row.same_as}
    record(db, actor, act, f"word:{row.id}", facts, now=now)
