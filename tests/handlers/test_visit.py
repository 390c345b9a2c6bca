"""Everything about who writes is known at once: where he lives, what he did, what he was asked."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from accounts.contact import note_visit
from accounts.homes import bind_home
from accounts.models import Contact, Resident
from accounts.questions import ask, find_question
from community.models import Area
from core.actor import resident_actor
from handlers.visit import visit
from notices.service import queue, take_waiting

HOUR = timedelta(hours=1)


def test_a_stranger_becomes_a_resident_of_whom_nothing_is_known(db: Session, now: datetime) -> None:
    stranger = visit(db, "wx-desk", "o-luren", now=now)
    assert stranger.resident.openid == "o-luren"
    assert (stranger.contact, stranger.home, stranger.question) == (None, None, None)
    assert not stranger.has_news
    assert visit(db, "wx-desk", "o-luren", now=now).resident is stranger.resident


def test_a_stranger_who_writes_is_met_and_his_window_opens(db: Session, now: datetime) -> None:
    note_visit(db, "wx-desk", "o-luren", "message", now=now)
    met = visit(db, "wx-desk", "o-luren", now=now)
    assert met.contact is not None
    assert met.contact.message_at == now


def test_a_visit_frees_the_sends_of_its_own_window_only(
    db: Session, wang: Resident, now: datetime
) -> None:
    note_visit(db, "wx-desk", "o-wang", "message", now=now)
    note_visit(db, "wx-desk", "o-wang", "scan", now=now)
    contact = db.get_one(Contact, wang.id)
    contact.message_sends, contact.scan_sends = 3, 2
    db.flush()
    note_visit(db, "wx-desk", "o-wang", "scan", now=now + HOUR)
    db.refresh(contact)
    assert (contact.scan_at, contact.scan_sends) == (now + HOUR, 0)
    assert (contact.message_at, contact.message_sends) == (now, 3)


def test_the_home_that_counts_now_is_known(
    db: Session, wang: Resident, areas: list[Area], now: datetime
) -> None:
    for area in (*areas, areas[0]):
        bind_home(db, wang.id, area.id, source="typed", actor=resident_actor(wang.id), now=now)
    home = visit(db, "wx-desk", "o-wang", now=now).home
    assert home is not None
    assert home.area_id == areas[0].id


def test_the_open_question_is_known_until_it_expires(
    db: Session, wang: Resident, now: datetime
) -> None:
    asked = ask(db, wang.id, "choice", {"text": "居住证"}, lives=HOUR, now=now)
    assert visit(db, "wx-desk", "o-wang", now=now).question is asked
    assert visit(db, "wx-desk", "o-wang", now=now + HOUR).question is None
    assert find_question(db, wang.id, now=now) is None


def test_what_waits_is_news_until_a_reply_has_carried_it(
    db: Session, wang: Resident, now: datetime
) -> None:
    note_visit(db, "wx-desk", "o-wang", "message", now=now)
    assert not visit(db, "wx-desk", "o-wang", now=now).has_news
    queue(db, resident_id=wang.id, cause="case:1:2", kind="accept", text="已受理", now=now)
    assert visit(db, "wx-desk", "o-wang", now=now).has_news
    assert [notice.text for notice in take_waiting(db, wang.id, now=now)] == ["已受理"]
    assert not visit(db, "wx-desk", "o-wang", now=now).has_news
