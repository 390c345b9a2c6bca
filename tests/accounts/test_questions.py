"""At most one question is open for a resident."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import OpenQuestion, Resident
from accounts.questions import (
    REMEMBERED,
    ask,
    ask_again,
    close_question,
    end_question,
    find_question,
    reopen_question,
    unless_expired,
)

HALF_HOUR = timedelta(minutes=30)


def asked(db: Session, resident: Resident, now: datetime) -> OpenQuestion:
    """His choice, just asked."""
    ask(db, resident.id, "choice", {}, lives=HALF_HOUR, now=now)
    question = find_question(db, resident.id, now=now)
    assert question
    return question


def test_a_new_question_takes_the_place_of_the_old(
    db: Session, wang: Resident, now: datetime
) -> None:
    ask(db, wang.id, "choice", {"entries": [1, 2]}, lives=HALF_HOUR, now=now)
    ask(db, wang.id, "photo", {"文": "楼道灯"}, case_id=7, lives=HALF_HOUR, now=now)
    db.commit()
    found = find_question(db, wang.id, now=now)
    assert found
    assert (found.kind, found.case_id, found.content) == ("photo", 7, {"文": "楼道灯"})
    assert db.scalar(select(func.count()).select_from(OpenQuestion)) == 1


def test_an_expired_question_is_remembered_for_a_day(
    db: Session, wang: Resident, now: datetime
) -> None:
    question = asked(db, wang, now)
    assert find_question(db, wang.id, now=now + HALF_HOUR - timedelta(seconds=1))
    assert find_question(db, wang.id, now=now + HALF_HOUR) is None
    later = now + HALF_HOUR + REMEMBERED
    assert unless_expired(db, question, now=later - timedelta(seconds=1)) is question
    assert unless_expired(db, question, now=later) is None
    assert db.scalar(select(func.count()).select_from(OpenQuestion)) == 0


def test_one_that_was_read_before_is_not_taken_for_the_new_one(
    db: Session, wang: Resident, now: datetime
) -> None:
    old = asked(db, wang, now)
    ask_again(old, now)
    ask(db, wang.id, "photo", {}, lives=HALF_HOUR, now=now)
    found = find_question(db, wang.id, now=now)
    assert found
    assert (found.kind, found.times_asked) == ("photo", 1)


def test_a_question_asked_again_lives_as_long_again(
    db: Session, wang: Resident, now: datetime
) -> None:
    question = asked(db, wang, now)
    ask_again(question, now + timedelta(minutes=20))
    db.flush()
    assert question.times_asked == 2
    assert find_question(db, wang.id, now=now + timedelta(minutes=49))


def test_a_question_that_has_ended_can_be_asked_once_more(
    db: Session, wang: Resident, now: datetime
) -> None:
    question = asked(db, wang, now)
    end_question(question, now)
    db.flush()
    assert find_question(db, wang.id, now=now) is None
    reopen_question(question, HALF_HOUR, now)
    db.flush()
    assert find_question(db, wang.id, now=now) is question
    assert question.times_asked == 2


def test_a_closed_question_can_not_be_answered(db: Session, wang: Resident, now: datetime) -> None:
    ask(db, wang.id, "choice", {}, lives=HALF_HOUR, now=now)
    close_question(db, wang.id)
    close_question(db, wang.id)
    assert find_question(db, wang.id, now=now) is None


def test_what_was_asked_is_not_readable_in_the_database(
    db: Session, wang: Resident, now: datetime
) -> None:
    ask(db, wang.id, "place", {"text": "secret words"}, lives=HALF_HOUR, now=now)
    raw = db.execute(select(OpenQuestion.__table__)).one()
    assert not any(b"secret" in value for value in raw if isinstance(value, bytes))
