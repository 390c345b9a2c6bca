"""A resident is one row however often and wherever he is met."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from accounts.contact import note_contact, note_visit
from accounts.models import Contact, Resident
from accounts.residents import find_resident, get_resident, meet
from core.database import Sessions
from core.errors import NotFound


@contextmanager
def statements(db: Session) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_somebody_new_is_met_and_known_again(db: Session, now: datetime) -> None:
    met = meet(db, "wx-desk", "o-li", now=now)
    db.commit()
    assert (met.openid, met.follows, met.created_at) == ("o-li", True, now)
    assert meet(db, "wx-desk", "o-li", now=now + timedelta(days=1)).id == met.id
    assert find_resident(db, "wx-desk", "o-li") is met
    assert get_resident(db, met.id) is met


def test_a_stranger_is_not_found_and_not_made(db: Session) -> None:
    assert find_resident(db, "wx-desk", "o-nobody") is None
    with pytest.raises(NotFound):
        get_resident(db, 99)
    assert db.scalar(select(func.count()).select_from(Resident)) == 0


def test_the_same_openid_at_another_account_is_another_resident(
    db: Session, wang: Resident, now: datetime
) -> None:
    assert meet(db, "wx-other", "o-wang", now=now).id != wang.id


def test_the_openid_stands_nowhere_in_the_clear(db: Session, wang: Resident) -> None:
    raw = db.execute(select(Resident.__table__)).one()
    assert wang.openid == "o-wang"
    assert not any("o-wang" in str(value) for value in raw)


def test_two_processes_that_meet_somebody_at_once_get_one_row(
    sessions: Sessions, now: datetime
) -> None:
    def first_word(_number: int) -> int:
        with sessions() as db:
            met = meet(db, "wx-desk", "o-new", now=now)
            db.commit()
            return met.id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(first_word, range(8)))) == 1


def test_noting_the_visit_of_somebody_known_costs_one_statement(
    sessions: Sessions, wang: Resident, now: datetime
) -> None:
    with sessions() as db, statements(db) as sent:
        note_visit(db, "wx-desk", "o-wang", "message", now=now)
        real = [one for one in sent if not one.startswith("BEGIN")]
        assert len(real) == 1, real
        assert db.get_one(Contact, wang.id).message_at == now


def test_each_deed_opens_its_own_window_and_frees_its_sends(
    db: Session, wang: Resident, now: datetime
) -> None:
    contact = note_contact(db, wang.id, "follow", now=now)
    contact.follow_sends, contact.unreachable = 3, "45015"
    db.flush()
    later = now + timedelta(minutes=5)
    assert note_contact(db, wang.id, "message", now=later) is contact
    assert (contact.message_at, contact.message_sends) == (later, 0)
    assert (contact.follow_at, contact.follow_sends) == (now, 3)
    assert contact.unreachable is None


def test_an_event_that_opens_no_window_leaves_all_as_it_was(
    db: Session, wang: Resident, now: datetime
) -> None:
    assert note_contact(db, wang.id, "none", now=now).message_at is None
    note_contact(db, wang.id, "click", now=now).unreachable = "43101"
    db.flush()
    contact = note_contact(db, wang.id, "none", now=now + timedelta(hours=1))
    assert (contact.click_at, contact.unreachable) == (now, "43101")
    assert db.scalar(select(func.count()).select_from(Contact)) == 1
