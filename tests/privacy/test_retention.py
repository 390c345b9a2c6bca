"""What the office keeps goes when its time is over, not before, and never what must stay."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.residents import meet
from bot.models import Message, MessageState
from core.actor import Actor, rights
from core.audit import AuditRow
from core.database import Sessions
from core.errors import Conflict, Invalid, Refused
from faq.models import Entry, EntryCheck, EntryState, Outcome, Question
from faq.questions import note_question
from notices.models import Notice, NoticeState
from privacy.periods import BY_KEY, PERIODS
from privacy.retention import (
    BATCH,
    count_over,
    keep_retention,
    load_periods,
    set_periods,
    version_now,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ADMIN = Actor("staff", 7, rights(["setting.edit"]))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def asked(db: Session, ago: timedelta) -> None:
    """A question of 王阿姨's so long ago."""
    wang = meet(db, "wx", "o-wang", now=NOW)
    note_question(
        db,
        "居住证怎么办",
        account="wx",
        resident_id=wang.id,
        area_id=None,
        outcome=Outcome.MISSED,
        now=NOW - ago,
    )
    db.commit()


def said(db: Session, ago: timedelta, state: MessageState, *, seen: bool = False) -> Message:
    """A message with its words and reply."""
    row = Message(account="wx", key_hash=f"{ago}{state}{seen}", kind="TextMessage", state=state)
    row.sent_at = row.received_at = NOW - ago
    row.body, row.reply = {"text": "楼道灯坏了"}, {"text": "好的"}
    row.seen_at = NOW if seen else None
    db.add(row)
    db.commit()
    return row


def questions(db: Session) -> list[tuple[bool, bool]]:
    """Of each question, oldest first: whether it knows who asked, and what."""
    db.expire_all()
    rows = db.scalars(select(Question).order_by(Question.asked_at))
    found = [(row.resident_id is not None, row.text is not None) for row in rows]
    # SQLite has one writer: nothing may stay open here.
    db.rollback()
    return found


def test_who_asked_goes_after_72_hours_and_what_after_180_days(
    db: Session, sessions: Sessions
) -> None:
    for ago in (181 * DAY, 179 * DAY, 73 * HOUR, 71 * HOUR):
        asked(db, ago)
    assert count_over(db, now=NOW)["question_link"] == 3
    assert count_over(db, now=NOW)["question_text"] == 1
    assert questions(db) == [(True, True)] * 4, "counting takes nothing away"
    done = keep_retention(sessions, now=NOW)
    assert (done["question_link"], done["question_text"]) == (3, 1)
    assert questions(db) == [(False, False), (False, True), (False, True), (True, True)]
    assert not any(keep_retention(sessions, now=NOW).values()), "once is enough"
    facts = db.scalars(select(AuditRow.facts).where(AuditRow.action == "retention.keep"))
    assert list(facts) == [{"question_link": 3, "question_text": 1}]


def test_words_of_the_chat_go_but_not_what_still_waits_for_staff(
    db: Session, sessions: Sessions
) -> None:
    old = 181 * DAY
    rows = [
        said(db, old, MessageState.DONE),
        said(db, old, MessageState.FAILED, seen=True),
        said(db, old, MessageState.FAILED),
        said(db, old, MessageState.WORKING),
        said(db, 179 * DAY, MessageState.DONE),
    ]
    assert keep_retention(sessions, now=NOW)["message_words"] == 2
    db.expire_all()
    kept = [row.body is not None and row.reply is not None for row in rows]
    assert kept == [False, False, True, True, True]


def test_words_of_notices_go_once_they_were_sent(db: Session, sessions: Sessions) -> None:
    wang = meet(db, "wx", "o-wang", now=NOW)
    rows = []
    for number, state in enumerate((NoticeState.SENT, NoticeState.WAITING)):
        row = Notice(resident_id=wang.id, cause=f"case:{number}", kind="case", state=state)
        row.text, row.created_at, row.due_at = "已办结", NOW - 181 * DAY, NOW
        rows.append(row)
    db.add_all(rows)
    db.commit()
    assert keep_retention(sessions, now=NOW)["notice_words"] == 1
    db.expire_all()
    assert [row.text for row in rows] == [None, "已办结"]


def test_many_are_taken_in_several_commits_and_it_can_be_stopped(
    db: Session, sessions: Sessions
) -> None:
    entry = Entry(public_id="e", question="问", answer="答", state=EntryState.DRAFT)
    entry.version, entry.created_at, entry.changed_at = 1, NOW, NOW
    db.add(entry)
    db.flush()
    old = [
        EntryCheck(entry_id=entry.id, version=1, report={}, created_at=NOW - 100 * DAY)
        for _ in range(BATCH + 1)
    ]
    db.add_all(old)
    db.commit()
    assert not any(keep_retention(sessions, now=NOW, is_stopping=lambda: True).values())
    assert keep_retention(sessions, now=NOW)["checks"] == BATCH + 1
    assert list(db.scalars(select(EntryCheck))) == []


def test_the_office_sets_shorter_periods_which_hold_at_once(
    db: Session, sessions: Sessions
) -> None:
    asked(db, 60 * HOUR)
    set_periods(db, {"question_link": 48}, version=0, actor=ADMIN, now=NOW)
    db.commit()
    assert load_periods(db)["question_link"] == 48
    assert load_periods(db)["question_text"] == 180
    db.rollback()
    assert keep_retention(sessions, now=NOW)["question_link"] == 1
    facts = db.scalars(select(AuditRow.facts).where(AuditRow.action == "retention.change"))
    assert list(facts) == [{"question_link": [72, 48]}]


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.key)
def test_a_period_stays_within_its_bounds(db: Session, period: object) -> None:
    own = next(one for one in PERIODS if one is period)
    assert own.least <= own.shipped <= own.most
    for value in (own.least - 1, own.most + 1):
        with pytest.raises(Invalid) as refused:
            set_periods(db, {own.key: value}, version=0, actor=ADMIN, now=NOW)
        assert refused.value.field == own.key


def test_no_period_is_longer_than_was_promised() -> None:
    promised = {"question_link": 72, "question_text": 180, "loose_media": 30}
    assert {key: BY_KEY[key].most for key in promised} == promised
    assert {key: BY_KEY[key].shipped for key in promised} == promised


def test_nobody_overwrites_unseen_or_without_the_right(db: Session) -> None:
    set_periods(db, {"drafts": 30}, version=0, actor=ADMIN, now=NOW)
    db.commit()
    assert version_now(db) == 1
    with pytest.raises(Conflict):
        set_periods(db, {"drafts": 60}, version=0, actor=ADMIN, now=NOW)
    db.rollback()
    somewhere = Actor("staff", 8, rights(["setting.edit"], area="1/"))
    with pytest.raises(Refused):
        set_periods(db, {"drafts": 60}, version=1, actor=somewhere, now=NOW)
    assert load_periods(db)["drafts"] == 30
