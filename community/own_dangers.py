"""Danger words and harmless ones that staff add to the shipped groups, which stay as they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from community.emergency import BETWEEN, OR, Emergency, OwnDanger, spellings, with_own
from community.models import DangerWord
from community.setup import load_dangers, load_own_dangers
from core.actor import Actor
from core.audit import record
from core.columns import new_public_id
from core.editing import take_version
from core.errors import Invalid, NotFound
from core.language import normalise
from core.versions import raise_version

RIGHT = "setting.edit"
SHORTEST, LONGEST, LONGEST_NOTE = 2, 20, 100
MOST_WORDS = 300
TAKEN = "别人刚加了这个词，请回列表看看。"
# How residents cry out: each shipped word must raise its alarm in each of these.
CRIES = ("{}", "{}了", "{}了快来人", "{}，快来人", "现在{}")


@dataclass(frozen=True)
class DangerContent:
    """A word of danger of a group, or (`harmless`) one that raises no alarm of that group."""

    word: str
    group: str
    harmless: bool = False
    note: str = ""

    @property
    def own(self) -> OwnDanger:
        """As the words are read."""
        return OwnDanger(self.word, self.group, self.harmless)


def add_danger(
    db: Session,
    content: DangerContent,
    *,
    calm: Iterable[str] = (),
    actor: Actor,
    now: datetime,
) -> DangerWord:
    """A new word, heard by every process within a second.

    `calm`: texts that must raise no alarm, commands for example. Raises `Refused`, or `Invalid`
    also where a shipped word would no longer raise its alarm.
    """
    actor.require(RIGHT)
    content = _checked(db, content, None, calm)
    row = DangerWord(public_id=new_public_id(), active=True, version=1)
    _write(row, content, now)
    db.add(row)
    try:
        db.flush()
    except IntegrityError:
        raise Invalid("word", TAKEN) from None
    _announce(db, row, "danger.add", actor, now)
    return row


def change_danger(
    db: Session,
    row: DangerWord,
    content: DangerContent,
    *,
    version: int,
    calm: Iterable[str] = (),
    actor: Actor,
    now: datetime,
) -> DangerWord:
    """Change it over the version that was read, else `Conflict`; a retired one is heard again.

    Raises what `add_danger` raises.
    """
    actor.require(RIGHT)
    content = _checked(db, content, row, calm)
    take_version(db, row, version)
    _write(row, content, now)
    row.active = True
    _announce(db, row, "danger.change", actor, now)
    return row


def retire_danger(
    db: Session, row: DangerWord, *, version: int, actor: Actor, now: datetime
) -> DangerWord:
    """Hear it no longer; the row stays. Raises `Refused`, or `Conflict` when it was changed."""
    actor.require(RIGHT)
    take_version(db, row, version)
    row.active, row.changed_at = False, now
    _announce(db, row, "danger.retire", actor, now)
    return row


def get_danger(db: Session, public_id: str) -> DangerWord:
    """The word of that public id; raises `NotFound`."""
    found = db.scalars(select(DangerWord).where(DangerWord.public_id == public_id)).first()
    if found is None:
        raise NotFound("没有这个词。")
    return found


def list_dangers(db: Session, *, active: bool = True) -> list[DangerWord]:
    """Added words in use or retired, changed last first."""
    rows = select(DangerWord).where(DangerWord.active == active)
    return list(db.scalars(rows.order_by(DangerWord.changed_at.desc(), DangerWord.id)))


def group_names(db: Session) -> dict[str, str]:
    """What the groups are called, by key."""
    return {str(row["key"]): str(row["name"]) for row in load_dangers(db)[1]}


def emergency_with(
    db: Session, content: DangerContent | None, row: DangerWord | None = None
) -> Emergency:
    """The danger words as they would be with this one (in place of the row's)."""
    shared, groups = load_dangers(db)
    own = [one for one in load_own_dangers(db) if row is None or one != _own(row)]
    return Emergency(shared, with_own(groups, [*own, content.own] if content else own))


def no_longer_heard(db: Session, word: str, changed: Emergency) -> Iterator[str]:
    """Cries with shipped words that raise another alarm than shipped, or none, by the word."""
    shared, groups = load_dangers(db)
    shipped = Emergency(shared, groups)
    parts = parts_of(word)
    for said, normal in _cries(tuple(word for group in groups for word in group["words"])):
        # Only where it stands can it change anything.
        if all(part in normal for part in parts):
            alarm = shipped.check(said)
            if alarm is not None and changed.check(said) != alarm:
                yield said


def silenced_now(db: Session) -> Iterator[tuple[str, str]]:
    """Added words by which, since an upgrade perhaps, a cry with a shipped word does not raise its
    alarm: the word and the cry."""
    current = emergency_with(db, None)
    for row in list_dangers(db):
        lost = next(no_longer_heard(db, row.word, current), None)
        if lost is not None:
            yield row.word, lost


def parts_of(word: str) -> list[str]:
    """The parts of a word with gaps, as matching sees them."""
    return _normal(word).split(BETWEEN)


def stands_in(parts: Iterable[str], text: str) -> bool:
    """Whether all of these parts stand in the text, wherever: a quick look before a real one."""
    normal = normalise(text)
    return all(part in normal for part in parts)


@lru_cache(1)
def _cries(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """How residents cry out with these words, as they say it and normalised; kept, as there are
    more than ten thousand and they are the same each time somebody adds a word."""
    plain = ["".join(own) for word in words for own in spellings(word)]
    return [(said := cry.format(own), normalise(said)) for own in plain for cry in CRIES]


def _checked(
    db: Session, content: DangerContent, row: DangerWord | None, calm: Iterable[str]
) -> DangerContent:
    word, note = "".join(content.word.split()), " ".join(content.note.split())
    content = replace(content, word=word, note=note)
    _check_values(db, content)
    _require_place(db, content, row)
    changed = emergency_with(db, content, row)
    for text in calm if not content.harmless else ():
        if changed.check(text) is not None:
            raise Invalid("word", f"这个词太常用：居民发“{text}”也会当成危险。")
    lost = next(no_longer_heard(db, content.word, changed), None)
    if lost is not None:
        raise Invalid(
            "word", f"这样“{lost}”就不会照原来报警了，自带的危险词不能关掉。请写得更具体。"
        )
    return content


def _check_values(db: Session, content: DangerContent) -> None:
    if content.group not in group_names(db):
        raise Invalid("group", "请选一类危险。")
    if len(content.word) > LONGEST:
        raise Invalid("word", f"最多 {LONGEST} 个字。")
    if OR in content.word:
        raise Invalid("word", f"一次写一个词，不用“{OR}”。")
    parts = content.word.split(BETWEEN)
    if content.harmless and len(parts) > 1:
        raise Invalid("word", f"例外里不能用“{BETWEEN}”，中间隔着的话可能是真的危险。")
    if len(parts) > 3 or min(len(normalise(part)) for part in parts) < 1:
        raise Invalid("word", f"“{BETWEEN}”只能放在字的中间，最多两处。")
    if sum(len(normalise(part)) for part in parts) < SHORTEST:
        raise Invalid("word", f"至少 {SHORTEST} 个字，标点不算。")
    if len(content.note) > LONGEST_NOTE:
        raise Invalid("note", f"最多 {LONGEST_NOTE} 个字。")


def _require_place(db: Session, content: DangerContent, row: DangerWord | None) -> None:
    """Raises `Invalid` where the word stands already, or there is no room for another."""
    known = db.scalars(
        select(DangerWord).where(
            DangerWord.normal == _normal(content.word),
            DangerWord.group == content.group,
            DangerWord.harmless == content.harmless,
        )
    ).first()
    if known is not None and known is not row:
        where = "加过的词" if known.active else "停用的词"
        raise Invalid("word", f"{where}里已经有“{known.word}”，请改那一个。")
    if row is None or not row.active:
        count = select(func.count()).select_from(DangerWord).where(DangerWord.active)
        if (db.scalar(count) or 0) >= MOST_WORDS:
            raise Invalid("word", f"最多 {MOST_WORDS} 个词，请先停用不要的。")


def _normal(word: str) -> str:
    return BETWEEN.join(normalise(part) for part in word.split(BETWEEN))


def _own(row: DangerWord) -> OwnDanger:
    return OwnDanger(row.word, row.group, row.harmless)


def _write(row: DangerWord, content: DangerContent, now: datetime) -> None:
    row.word, row.normal = content.word, _normal(content.word)
    row.group, row.harmless = content.group, content.harmless
    row.note, row.changed_at = content.note, now


def _announce(db: Session, row: DangerWord, act: str, actor: Actor, now: datetime) -> None:
    db.flush()
    raise_version(db, "community")
    facts = {
        "version": row.version,
        "word": row.word,
        "group": row.group,
        "harmless": row.harmless,
    }
    record(db, actor, act, f"danger:{row.id}", facts, now=now)
