"""The question of a notice: it takes the place of the one that is open, and keeps that."""

from datetime import datetime, timedelta
from typing import Any, TypedDict

from sqlalchemy.orm import Session

from accounts.models import OpenQuestion
from accounts.questions import ask, find_question
from notices.models import Notice

# What is kept of a question whichever is asked next, and the kinds that ask about what was done.
CARRIED = ("later", "told", "changed", "waits", "asked_where")
OF_RESULT = ("solved", "rating", "officer")


class Asked(TypedDict):
    """What `Notice.question` holds; `words` follow the notice's text when it is asked, and are
    kept as the open question's `prompt` unless `content` has a fuller one."""

    kind: str
    content: dict[str, Any]
    case_id: int | None
    lives_seconds: float
    words: str


def words_to_ask(db: Session, notice: Notice, *, now: datetime) -> str:
    """The question's words, '' when the notice asks nothing or danger is being spoken of."""
    if not notice.question or _is_of_danger(find_question(db, notice.resident_id, now=now)):
        return ""
    return str(notice.question["words"])


def open_question(db: Session, notice: Notice, *, now: datetime) -> None:
    """Make the notice's question the resident's open one: what he was told last is what he speaks
    of. What it interrupts stays in it as `back`; where danger is spoken of it waits for that."""
    asked = notice.question
    other = find_question(db, notice.resident_id, now=now) if asked else None
    if not asked or _is_of_danger(other):
        put_off(db, notice, now=now)
        return
    ask(
        db,
        notice.resident_id,
        asked["kind"],
        {"prompt": asked["words"], **asked["content"], **_kept_of(other, asked)},
        case_id=asked["case_id"],
        lives=timedelta(seconds=asked["lives_seconds"]),
        now=now,
    )


def put_off(db: Session, notice: Notice, *, now: datetime) -> None:
    """The notice's question is asked after the one that is open, and those that wait already."""
    other = find_question(db, notice.resident_id, now=now)
    if notice.question and other is not None:
        content = other.content or {}
        other.content = {**content, "waits": _behind(content.get("waits"), notice.question)}


def _behind(waits: dict[str, Any] | None, asked: dict[str, Any]) -> dict[str, Any]:
    if waits is None:
        return asked
    content = waits["content"]
    return {**waits, "content": {**content, "waits": _behind(content.get("waits"), asked)}}


def _is_of_danger(other: OpenQuestion | None) -> bool:
    return other is not None and bool((other.content or {}).get("urgent"))


def _kept_of(other: OpenQuestion | None, asked: dict[str, Any]) -> dict[str, Any]:
    """What is kept of the question that is interrupted, and that whole unless it was asked of the
    same case."""
    if other is None:
        return {}
    content = other.content or {}
    kept = {name: content[name] for name in CARRIED if content.get(name)}
    is_same = other.case_id is not None and other.case_id == asked["case_id"]
    if is_same and other.kind in OF_RESULT:
        return kept | ({"back": content["back"]} if content.get("back") else {})
    return kept | {"back": as_back(other)}


def as_back(question: OpenQuestion) -> dict[str, Any]:
    """An open question as one that takes its place keeps it."""
    return {
        "kind": question.kind,
        "case_id": question.case_id,
        "content": question.content or {},
        "times": question.times_asked,
        "asked_at": question.asked_at.isoformat(),
        "until": question.expires_at.isoformat(),
    }
