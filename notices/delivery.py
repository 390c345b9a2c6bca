"""Sending what is due: claim, call WeChat outside any transaction, write down what came of it."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from accounts.models import Contact
from community.texts.notices import CUT, ONE_TIME
from core.database import Sessions
from notices import subscriptions
from notices.asking import open_question
from notices.channel import Channel, Misconfigured, SendFailed, Uncertain
from notices.contacts import count_send, lock_contact, use_up, window_of
from notices.due import Errand, claim, find_due, is_any_open, note_stale
from notices.models import Notice, NoticeState
from notices.outcomes import Outcome, after
from notices.pause import Pause
from notices.windows import Way

log = structlog.get_logger()
Clock = Callable[[], datetime]
BY_ITSELF = frozenset({"customer_service", "subscribe"})
"""The abilities that let a notice go by itself."""


def deliver_due(
    sessions: Sessions,
    channel: Channel,
    abilities: frozenset[str],
    *,
    clock: Clock,
    pause: Pause,
    hint: str = CUT.default,
    title: str = ONE_TIME.default,
    limit: int = 20,
    is_stopping: Callable[[], bool] = lambda: False,
) -> Counter[str]:
    """Send up to `limit` notices, one after another; counts them by the state they end in.

    `hint` ends a text that had to be cut, `title` stands over a one-time notice. Without an
    ability nothing is sent: notices wait for the resident's next message.
    """
    done: Counter[str] = Counter()
    if not abilities & BY_ITSELF or pause.is_on(clock()):
        return done
    with sessions.begin() as db:
        if not is_any_open(db):
            return done
        note_stale(db, now=clock())
        due = find_due(db, abilities, now=clock(), limit=limit)
    for notice_id, resident_id in due:
        if is_stopping() or pause.is_on(clock()):
            break
        with sessions.begin() as db:
            errand = claim(db, notice_id, resident_id, abilities, hint=hint, now=clock())
        if errand:
            outcome = _send(channel, errand, title)
            pause.note(outcome, clock())
            with sessions.begin() as db:
                settle(db, errand, outcome, now=clock())
            done[outcome.state] += 1
    return done


def _send(channel: Channel, errand: Errand, title: str) -> Outcome:
    failure: SendFailed | None = None
    try:
        if errand.way is Way.ONE_TIME:
            channel.send_one_time(errand.openid, errand.scene, title, errand.text)
        else:
            channel.send_text(errand.openid, errand.text)
    except SendFailed as error:
        failure = error
    except Exception as error:
        # A fault of ours in mid-send leaves the same doubt as a broken connection.
        failure = Uncertain(type(error).__name__)
    if failure:
        report = log.error if isinstance(failure, Misconfigured) else log.warning
        report(
            "notice_not_sent",
            notice=errand.notice_id,
            kind=type(failure).__name__,
            reason=failure.reason,
        )
    return after(failure, errand.attempts, errand.doubts)


def settle(db: Session, errand: Errand, outcome: Outcome, *, now: datetime) -> bool:
    """Write the outcome down; False when the row has gone on without us (we were too slow)."""
    contact = lock_contact(db, errand.resident_id)
    written = db.execute(
        update(Notice)
        .where(Notice.id == errand.notice_id, Notice.state == NoticeState.SENDING)
        .where(Notice.attempts == errand.attempts)
        .values(**_columns(errand, outcome, now))
        .returning(Notice.id)
    )
    if written.first() is None:
        log.warning("notice_outcome_too_late", notice=errand.notice_id)
        return False
    if errand.subscription_id is not None:
        if outcome.refund:
            subscriptions.give_back(db, errand.subscription_id)
    elif contact is not None:
        _settle_contact(contact, errand, outcome)
    if outcome.state == NoticeState.SENT:
        notice = db.get_one(Notice, errand.notice_id, populate_existing=True)
        open_question(db, notice, now=now)
    return True


def _columns(errand: Errand, outcome: Outcome, now: datetime) -> dict[str, object]:
    sent = outcome.state == NoticeState.SENT
    return {
        "state": outcome.state,
        "reason": outcome.reason,
        "way": errand.way if sent else outcome.only_way,
        "doubts": errand.doubts + outcome.doubtful,
        "due_at": now + outcome.wait,
        "sent_at": now if sent else None,
    }


def _settle_contact(contact: Contact, errand: Errand, outcome: Outcome) -> None:
    """Correct the count, unless the resident has opened the window anew since the claim."""
    window = window_of(contact, errand.window)
    if window is not None and window.opened_at == errand.opened_at:
        if outcome.refund:
            count_send(contact, errand.window, by=-1)
        if outcome.shut:
            use_up(contact, errand.window)
        if outcome.unreachable:
            contact.unreachable = outcome.reason[:20] if outcome.reason else "unreachable"
