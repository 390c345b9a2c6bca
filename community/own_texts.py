"""The product's sentences in the office's own words: rows with their versions."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from community.loading import installed_pack
from community.models import OwnText, TextRevision
from community.pack import COMMUNITY, read
from community.texts.limits import check_text
from community.texts.listing import SENTENCES
from community.texts.sentence import Sentence, is_usable
from core.actor import Actor
from core.audit import record
from core.editing import take_version
from core.errors import Conflict
from core.versions import raise_version

RIGHT = "setting.edit"
KEPT_REVISIONS = 20


def set_text(
    db: Session, sentence: Sentence, words: str, *, version: int, actor: Actor, now: datetime
) -> OwnText:
    """Say the sentence in these words, over the version that was read (0: none yet), else
    `Conflict`. Every process says them within a second. Raises `Refused` or `Invalid`."""
    actor.require(RIGHT)
    words = words.replace("\r\n", "\n").strip("\n")
    check_text(sentence, words)
    return _write(db, sentence, words, version=version, actor=actor, now=now)


def use_shipped(
    db: Session, sentence: Sentence, *, version: int, actor: Actor, now: datetime
) -> OwnText:
    """Say the sentence as it was shipped. Raises `Refused` or `Conflict`."""
    actor.require(RIGHT)
    words = shipped_text(db, sentence)
    return _write(db, sentence, words, version=version, actor=actor, now=now)


def shipped_text(db: Session, sentence: Sentence) -> str:
    """How the installed pack words the sentence, the product's own words where it does not."""
    pack = installed_pack(db) or COMMUNITY
    if pack == COMMUNITY:
        return sentence.default
    own = {row["key"]: str(row["text"]) for row in read("texts", pack)["text"]}
    return own.get(sentence.key, sentence.default)


def find_text(db: Session, sentence: Sentence) -> OwnText | None:
    """The row of the sentence, None where nobody has reworded it."""
    return db.get(OwnText, sentence.key)


def list_own_texts(db: Session) -> dict[str, str]:
    """The sentences that have been reworded: key and words, also those of other versions."""
    return {row.key: row.text for row in db.scalars(select(OwnText))}


def useless_texts(db: Session) -> list[str]:
    """Keys of own texts that are not said: the sentence is gone or has other places by now."""
    return sorted(
        key
        for key, words in list_own_texts(db).items()
        if key not in SENTENCES or not is_usable(SENTENCES[key], words)
    )


def list_revisions(db: Session, sentence: Sentence) -> list[TextRevision]:
    """How staff have worded it, newest first, at most 20."""
    rows = select(TextRevision).where(TextRevision.key == sentence.key)
    return list(db.scalars(rows.order_by(TextRevision.number.desc()).limit(KEPT_REVISIONS)))


def _write(
    db: Session, sentence: Sentence, words: str, *, version: int, actor: Actor, now: datetime
) -> OwnText:
    row = find_text(db, sentence)
    if row is None:
        row = _add(db, sentence, version, now)
    else:
        take_version(db, row, version)
    row.text, row.changed_at = words, now
    db.add(
        TextRevision(key=row.key, number=row.version, text=words, staff_id=actor.id, changed_at=now)
    )
    db.flush()
    raise_version(db, "community")
    facts = {"version": row.version, "shipped": words == shipped_text(db, sentence)}
    record(db, actor, "text.change", f"text:{row.key}", facts, now=now)
    return row


def _add(db: Session, sentence: Sentence, version: int, now: datetime) -> OwnText:
    if version:
        raise Conflict()
    row = OwnText(key=sentence.key, text=sentence.default, version=1, changed_at=now)
    db.add(row)
    try:
        db.flush()
    except IntegrityError as error:
        raise Conflict() from error
    return row
