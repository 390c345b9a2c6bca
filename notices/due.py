"""Which notices may be sent now, and claiming one of them for this process."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, Select, and_, case, or_, select, update
from sqlalchemy.orm import Session, aliased

from accounts.models import Contact, Resident
from community.texts.notices import CUT
from core.sealing import Unsealable
from notices.asking import words_to_ask
from notices.contacts import count_send, lock_contact, may_be_written_to, reach_of, window_of
from notices.letters import letter
from notices.models import Notice, NoticeState
from notices.outcomes import MAX_DOUBTS, STALE_AFTER
from notices.windows import Way, opening

log = structlog.get_logger()


@dataclass(frozen=True)
class Errand:
    """One claimed send: to whom, what, and the window it was counted in."""

    notice_id: int
    resident_id: int
    openid: str
    text: str
    attempts: int
    doubts: int
    window: str
    opened_at: datetime


def note_stale(db: Session, *, now: datetime) -> None:
    """Write down the doubt about sends whose process died without an outcome."""
    in_doubt_again = Notice.doubts + 1 >= MAX_DOUBTS
    db.execute(
        update(Notice)
        .where(Notice.state == NoticeState.SENDING, Notice.sending_at <= now - STALE_AFTER)
        .values(
            state=NoticeState.UNCERTAIN,
            reason="no_outcome",
            doubts=Notice.doubts + 1,
            way=case((in_doubt_again, Way.REPLY.value)),
            due_at=now,
        )
    )


def find_due(db: Session, *, now: datetime, limit: int) -> list[tuple[int, int]]:
    """(notice id, resident id), oldest first: at most one a resident, none while one is sent."""
    rows = db.execute(_heads(now).order_by(Notice.id).limit(limit))
    return [(notice_id, resident_id) for notice_id, resident_id in rows]


def claim(
    db: Session,
    notice_id: int,
    resident_id: int,
    abilities: frozenset[str],
    *,
    hint: str = CUT.default,
    now: datetime,
) -> Errand | None:
    """Mark the notice as being sent and count the send; None when it can't go now.

    The caller commits before it sends. None also while another process has the resident.
    """
    contact = lock_contact(db, resident_id, wait=False)
    if contact is None:
        return None
    name = opening(reach_of(contact), abilities, now).window
    window = window_of(contact, name) if name else None
    if name is None or window is None or not _take(db, notice_id, now):
        return None
    notice = db.get_one(Notice, notice_id, populate_existing=True)
    try:
        openid, text = _open(db, notice, hint, now)
    except Unsealable:
        log.error("notice_unsealable", notice=notice_id)
        notice.state, notice.reason = NoticeState.GIVEN_UP, "unsealable"
        return None
    count_send(contact, name)
    return Errand(
        notice_id=notice_id,
        resident_id=resident_id,
        openid=openid,
        text=text,
        attempts=notice.attempts,
        doubts=notice.doubts,
        window=name,
        opened_at=window.opened_at,
    )


def _take(db: Session, notice_id: int, now: datetime) -> bool:
    """The claim itself: one statement that only one process can win."""
    head = select(_heads(now).where(Notice.id == notice_id).exists())
    if not db.scalar(head):
        return False
    taken = db.execute(
        update(Notice)
        .where(Notice.id == notice_id, _is_open(Notice))
        .values(state=NoticeState.SENDING, attempts=Notice.attempts + 1, sending_at=now)
        .returning(Notice.id)
    )
    return taken.first() is not None


def _open(db: Session, notice: Notice, hint: str, now: datetime) -> tuple[str, str]:
    openid, news = db.get_one(Resident, notice.resident_id).openid, notice.text
    if openid is None or news is None:
        raise Unsealable()
    return openid, letter(news, words_to_ask(db, notice, now=now), hint)


def _heads(now: datetime) -> Select[int, int]:
    """Each resident's oldest open notice, when it is due and he may be written to."""
    other = aliased(Notice)
    before = and_(_is_open(other), other.id < Notice.id)
    blocking = select(other.id).where(
        other.resident_id == Notice.resident_id,
        or_(before, other.state == NoticeState.SENDING),
    )
    return (
        select(Notice.id, Notice.resident_id)
        .join(Contact, Contact.resident_id == Notice.resident_id)
        .join(Resident, Resident.id == Notice.resident_id)
        .where(_is_open(Notice), Notice.due_at <= now)
        .where(Resident.follows, Resident.openid_sealed.is_not(None), may_be_written_to(now))
        .where(~blocking.exists())
    )


def _is_open(notice: type[Notice]) -> ColumnElement[bool]:
    """Whether the worker may still send it; `way` set means that only a reply may carry it."""
    return and_(
        notice.state.in_((NoticeState.WAITING, NoticeState.UNCERTAIN)), notice.way.is_(None)
    )
