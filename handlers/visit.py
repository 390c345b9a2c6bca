"""All that is kept of somebody who writes, read in one statement: it runs in every push."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from accounts.models import Contact, Home, OpenQuestion, Resident
from accounts.questions import unless_expired
from accounts.residents import meet
from core.sealing import keyring
from notices.service import HAS_NEWS


@dataclass(frozen=True)
class Visit:
    """Who writes, what he did last, where he lives now, what he was asked last, and whether
    something waits to be told him."""

    resident: Resident
    contact: Contact | None
    home: Home | None
    question: OpenQuestion | None
    has_news: bool


def visit(db: Session, account: str, openid: str, *, now: datetime) -> Visit:
    """The resident with all that, made when he writes for the first time."""
    known = {"account": account, "digest": keyring().keyed_hash(openid)}
    row = db.execute(_VISIT, known).first()
    if row is None:
        return Visit(meet(db, account, openid, now=now), None, None, None, has_news=False)
    resident, contact, home, question, has_news = row
    return Visit(resident, contact, home, unless_expired(db, question, now=now), has_news)


_VISIT = (
    select(Resident, Contact, Home, OpenQuestion, HAS_NEWS)
    .where(Resident.account == bindparam("account"), Resident.openid_hash == bindparam("digest"))
    .outerjoin(Contact, Contact.resident_id == Resident.id)
    .outerjoin(Home, and_(Home.resident_id == Resident.id, Home.current))
    .outerjoin(OpenQuestion, OpenQuestion.resident_id == Resident.id)
    .order_by(Home.id.desc())
    .limit(1)
)
