"""The question a notice brings along: asked only when no other question is open, else it waits
behind that one."""

from datetime import datetime, timedelta
from typing import Any, TypedDict

from sqlalchemy.orm import Session

from accounts.models import OpenQuestion
from accounts.questions import ask, find_question
from notices.models import Notice


class Asked(TypedDict):
    """What `Notice.question` holds; `words` follow the notice's text when it is asked, and are
    kept as the open question's `prompt` unless `content` has a fuller one."""

    kind: str
    content: dict[str, Any]
    case_id: int | None
    lives_seconds: float
    words: str


def words_to_ask(db: Session, notice: Notice, *, now: datetime) -> str:
    """The question's words, '' when the notice asks nothing or another question is open."""
    if not notice.question or _in_the_way(db, notice, now):
        return ""
    return str(notice.question["words"])


def open_question(db: Session, notice: Notice, *, now: datetime) -> str:
    """Make the notice's question the resident's open one and return its words.

    '' when the notice asks nothing or another question is open, which then keeps this one as
    `waits`.
    """
    asked = notice.question
    if not asked:
        return ""
    other = _in_the_way(db, notice, now)
    if other is not None:
        other.content = {**(other.content or {}), "waits": asked}
        return ""
    ask(
        db,
        notice.resident_id,
        asked["kind"],
        {"prompt": asked["words"], **asked["content"]},
        case_id=asked["case_id"],
        lives=timedelta(seconds=asked["lives_seconds"]),
        now=now,
    )
    return str(asked["words"])


def _in_the_way(db: Session, notice: Notice, now: datetime) -> OpenQuestion | None:
    """The question that is being asked already; a list that was let go is none."""
    question = find_question(db, notice.resident_id, now=now)
    is_let_go = question is not None and bool((question.content or {}).get("quiet"))
    return None if is_let_go else question
