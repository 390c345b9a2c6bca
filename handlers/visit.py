"""All that is kept of somebody who writes, read in one statement: it runs in every push."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from accounts.models import Contact, Home, OpenQuestion, Resident
from accounts.questions import unless_expired
from accounts.residents import meet
from bot.ledger import NEVER_ANSWERED, LastReply
from bot.models import Message
from bot.order import EARLIER, IN_THIS_MINUTE, Place
from bot.statements import LAST_ID
from cases.queries import HAS_CASES
from core.options import ALONE
from core.parts import Part
from core.postponed import read
from core.sealing import keyring
from notices.service import HAS_NEWS


@dataclass(frozen=True)
class Visit:
    """Who writes, what he did last, where he lives now, what he was asked last, whether something
    waits to be told him, whether he has cases, whether an earlier message of his is unfinished, how
    many messages this one is within a minute, and what he was told last."""

    resident: Resident
    contact: Contact | None
    home: Home | None
    question: OpenQuestion | None
    has_news: bool = False
    has_cases: bool = False
    is_behind: bool = False
    in_this_minute: int = 1
    last_reply: LastReply = NEVER_ANSWERED


def visit(db: Session, account: str, openid: str, place: Place, *, now: datetime) -> Visit:
    """The resident with all that, made when he writes for the first time."""
    known = {"account": account, "digest": keyring().keyed_hash(openid), **place.values}
    rows = read(db, _VISIT, known)
    if not rows:
        return Visit(meet(db, account, openid, now=now), None, None, None)
    row = iter(rows[0])
    resident = _RESIDENT.take(db, row)
    assert resident is not None  # noqa: S101 (the others are joined to it)
    contact, home, question = _CONTACT.take(db, row), _HOME.take(db, row), _QUESTION.take(db, row)
    question = unless_expired(db, question, now=now)
    has_news, has_cases, is_behind, earlier, *last = row
    last_reply = LastReply(*last)
    return Visit(
        resident, contact, home, question, has_news, has_cases, is_behind, earlier + 1, last_reply
    )


# What hardly any message needs of them is read when it is asked for.
_RESIDENT = Part(Resident, "id", "public_id", "introduced_at", "follows")
_CONTACT = Part(Contact, "resident_id", "human_until", "told_to_ask_at", "cried_at", "burst")
_HOME = Part(Home, "id", "area_id")
_QUESTION = Part(
    OpenQuestion,
    *("resident_id", "public_id", "kind", "case_id", "content_sealed", "times_asked"),
    *("asked_at", "expires_at"),
)
_COLUMNS = [column for part in (_RESIDENT, _CONTACT, _HOME, _QUESTION) for column in part.columns]
_FACTS = (HAS_NEWS, HAS_CASES, EARLIER, IN_THIS_MINUTE)
_LAST_REPLY = (Message.reply_sealed, Message.public_id)
_VISIT = (
    select(*_COLUMNS, *_FACTS, *_LAST_REPLY)
    .where(Resident.account == bindparam("account"), Resident.openid_hash == bindparam("digest"))
    .outerjoin(Contact, Contact.resident_id == Resident.id)
    .outerjoin(Home, and_(Home.resident_id == Resident.id, Home.current))
    .outerjoin(OpenQuestion, OpenQuestion.resident_id == Resident.id)
    .outerjoin(Message, Message.id == LAST_ID)
    .order_by(Home.id.desc())
    .limit(1)
    .execution_options(**ALONE)
)
