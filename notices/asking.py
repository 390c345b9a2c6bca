"""The question a notice brings along: asked only when no other question is open."""

from datetime import datetime, timedelta
from typing import Any, TypedDict

from sqlalchemy.orm import Session

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
    if not notice.question or find_question(db, notice.resident_id, now=now):
        return ""
    return str(notice.question["words"])


def open_question(db: Session, notice: Notice, *, now: datetime) -> str:
    """Make the notice's question the resident's open one and return its words.

    '' when the notice asks nothing or another question is open.
    """
    asked = notice.question
    if not asked or find_question(db, notice.resident_id, now=now):
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
