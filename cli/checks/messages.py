"""Whether anything that residents sent or should be told has got stuck."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from bot.failures import is_unseen
from bot.models import Message, MessageState
from core.tasks import Task, TaskState
from notices.erasure import ERASED
from notices.models import Notice, NoticeState

STRANDED_AFTER = timedelta(minutes=2)
TOLD_FOR = timedelta(days=7)
"""What has ended badly and can't be put right is told for so long, not for ever."""


def message_problems(db: Session, now: datetime) -> Iterator[str]:
    """One sentence for each kind of message, notice and task that needs somebody."""
    failed = _count(db, Message.id, is_unseen())
    if failed:
        yield f"{failed} messages failed and wait for staff (待人工): ./run manage message list"
    old = now - STRANDED_AFTER
    stranded = _count(
        db, Message.id, Message.state == MessageState.WORKING, Message.received_at < old
    )
    if stranded:
        yield f"{stranded} messages are stranded: does ./run worker run?"
    yield from notice_problems(db, now)
    tasks = _count(db, Task.id, Task.state == TaskState.FAILED, Task.changed_at >= now - TOLD_FOR)
    if tasks:
        yield f"{tasks} tasks failed in the last {TOLD_FOR.days} days."


def notice_problems(db: Session, now: datetime) -> Iterator[str]:
    """One sentence for each state and reason that notices are in and should not be."""
    ended = and_(
        Notice.state.in_([NoticeState.GIVEN_UP, NoticeState.UNCERTAIN]),
        # What was for somebody who has left is rightly given up.
        Notice.reason.is_distinct_from(ERASED),
        func.coalesce(Notice.sending_at, Notice.due_at) >= now - TOLD_FOR,
    )
    held_up = Notice.state == NoticeState.WAITING
    rows = db.execute(
        select(Notice.state, Notice.reason, func.count())
        .where(or_(ended, held_up & Notice.reason.is_not(None)))
        .group_by(Notice.state, Notice.reason)
        .order_by(Notice.state, Notice.reason)
    )
    lately = f"in the last {TOLD_FOR.days} days"
    words = {
        NoticeState.GIVEN_UP: f"were given up {lately}",
        NoticeState.UNCERTAIN: f"may or may not have arrived {lately}",
        NoticeState.WAITING: "wait after a failure",
    }
    for state, reason, count in rows:
        yield f"{count} notices {words[NoticeState(state)]} ({reason or 'no reason'})."


def _count(db: Session, column: object, *conditions: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count(column)).where(*conditions)) or 0  # type: ignore[arg-type]
