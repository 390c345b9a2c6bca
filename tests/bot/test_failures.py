"""What an unknown error has left to the staff: listed, read with a trace, seen to once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import ledger
from bot.erasure import erase
from bot.events import Subscribe
from bot.failures import is_unseen, mark_seen, read_words, unseen_failures
from bot.ledger import sender_hash_of
from bot.messages import (
    ImageMessage,
    Incoming,
    LinkMessage,
    LocationMessage,
    TextMessage,
    TextReply,
    VoiceMessage,
)
from bot.models import Message
from core.actor import Actor, rights
from core.audit import AuditRow
from core.errors import Conflict, NotFound, Refused

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
XIAO_LI = Actor("staff", 7, rights(["message.handle"]))
FROM: dict[str, Any] = {"account": "gh_1", "sender": "王阿姨", "created_at": 1_795_000_000}


def says(text: str) -> TextMessage:
    return TextMessage(**FROM, key=text, text=text)


def failed(db: Session, message: Incoming, at: datetime = NOON) -> Message:
    """The message, left to the staff."""
    mine = ledger.record(db, message, ledger.key_hash_of(message), "wx1", now=at)
    ledger.finish(db, mine, TextReply("工作人员会看"), now=at, failure="KeyError")
    db.commit()
    return db.get_one(Message, mine.id)


def acts(db: Session) -> list[tuple[str, str, int | None]]:
    rows = db.scalars(select(AuditRow).order_by(AuditRow.id))
    return [(row.action, row.subject, row.actor_id) for row in rows]


def test_the_oldest_comes_first_and_what_went_well_not_at_all(db: Session) -> None:
    later = failed(db, says("路灯坏了"), NOON + timedelta(minutes=5))
    first = failed(db, says("井盖坏了"))
    well = ledger.record(db, says("谢谢"), "another key", "wx1", now=NOON)
    ledger.finish(db, well, TextReply("不客气"), now=NOON)
    assert unseen_failures(db, actor=XIAO_LI) == [first, later]
    assert unseen_failures(db, actor=XIAO_LI, limit=1) == [first]


def test_who_has_seen_to_one_is_not_told_of_it_again(db: Session) -> None:
    one, other = failed(db, says("路灯坏了")), failed(db, says("井盖坏了"))
    mark_seen(db, one.public_id, actor=XIAO_LI, now=NOON)
    assert unseen_failures(db, actor=XIAO_LI) == [other]
    mark_seen(db, one.public_id, actor=XIAO_LI, now=NOON + timedelta(days=1))
    assert one.seen_at == NOON
    assert acts(db) == [("message.seen", f"message:{one.id}", 7)]


def test_reading_the_words_leaves_a_trace_and_shows_nobodys_number(db: Session) -> None:
    one = failed(db, says("我家水管爆了，电话13812345678"))
    words = read_words(db, one, actor=XIAO_LI, now=NOON)
    assert words == "我家水管爆了，电话【电话】"
    assert acts(db) == [("message.read", f"message:{one.id}", 7)]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (VoiceMessage(**FROM, key="v", media_id="m", recognition="灯坏了"), "灯坏了"),
        (VoiceMessage(**FROM, key="w", media_id="m"), ""),
        (LinkMessage(**FROM, key="l", title="通知", description="", url="https://a.cn"), "通知"),
        (ImageMessage(**FROM, key="i", media_id="m"), ""),
        (LocationMessage(**FROM, key="p", latitude=30.0, longitude=120.0, label="3号楼"), ""),
        (Subscribe(**FROM, key="s"), ""),
    ],
)
def test_only_what_is_words_is_read(db: Session, message: Incoming, words: str) -> None:
    assert read_words(db, failed(db, message), actor=XIAO_LI, now=NOON) == words


def test_what_another_version_kept_is_no_words(db: Session) -> None:
    one = failed(db, says("路灯坏了"))
    one.body = {"type": "Hologram"}
    assert read_words(db, one, actor=XIAO_LI, now=NOON) == ""


def test_when_she_has_left_nothing_waits_and_nothing_can_be_read(db: Session) -> None:
    one = failed(db, says("路灯坏了"))
    erase(db, sender_hash_of("王阿姨"), now=NOON)
    db.commit()
    db.refresh(one)
    assert unseen_failures(db, actor=XIAO_LI) == []
    assert read_words(db, one, actor=XIAO_LI, now=NOON) == ""
    with pytest.raises(Conflict, match="没有失败"):
        mark_seen(db, one.public_id, actor=XIAO_LI, now=NOON)


def test_who_lacks_the_right_learns_nothing(db: Session) -> None:
    one = failed(db, says("路灯坏了"))
    stranger = Actor("staff", 8, rights(["case.see", "case.handle"]))
    with pytest.raises(Refused):
        unseen_failures(db, actor=stranger)
    with pytest.raises(Refused):
        read_words(db, one, actor=stranger, now=NOON)
    with pytest.raises(Refused):
        mark_seen(db, one.public_id, actor=stranger, now=NOON)
    with pytest.raises(NotFound):
        mark_seen(db, "nothing", actor=XIAO_LI, now=NOON)
    assert acts(db) == []
    assert db.scalars(select(Message).where(is_unseen())).all() == [one]
