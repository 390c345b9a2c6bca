"""All that is kept of somebody who writes, read in one statement: it runs in every push."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session, load_only

from accounts.models import Contact, Home, OpenQuestion, Resident
from accounts.questions import unless_expired
from accounts.residents import meet
from bot.ledger import NEVER_ANSWERED, LastReply
from bot.models import Message
from bot.order import EARLIER, IN_THIS_MINUTE, Place
from bot.statements import LAST_ID
from cases.queries import HAS_CASES
from core.database import ALONE
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
    row = db.execute(_VISIT, known).first()
    if row is None:
        return Visit(meet(db, account, openid, now=now), None, None, None)
    resident, contact, home, question, has_news, has_cases, is_behind, earlier, *last = row
    question = unless_expired(db, question, now=now)
    last_reply = LastReply(*last)
    return Visit(
        resident, contact, home, question, has_news, has_cases, is_behind, earlier + 1, last_reply
    )


_FACTS = (HAS_NEWS, HAS_CASES, EARLIER, IN_THIS_MINUTE)
_LAST_REPLY = (Message.reply_sealed, Message.public_id)
_VISIT = (
    select(Resident, Contact, Home, OpenQuestion, *_FACTS, *_LAST_REPLY)
    .where(Resident.account == bindparam("account"), Resident.openid_hash == bindparam("digest"))
    .outerjoin(Contact, Contact.resident_id == Resident.id)
    .outerjoin(Home, and_(Home.resident_id == Resident.id, Home.current))
    .outerjoin(OpenQuestion, OpenQuestion.resident_id == Resident.id)
    .outerjoin(Message, Message.id == LAST_ID)
    .order_by(Home.id.desc())
    .limit(1)
    # The rest of these rows hardly any message needs: it is read when it is asked for.
    .options(
        load_only(Resident.public_id, Resident.introduced_at, Resident.follows),
        load_only(Contact.human_until, Contact.told_to_ask_at, Contact.cried_at, Contact.burst),
        load_only(Home.area_id),
    )
    .execution_options(**ALONE)
)
