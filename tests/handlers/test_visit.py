"""Everything about who writes is known at once: where he lives, what he did, what he was asked."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from accounts.contact import note_visit
from accounts.homes import bind_home
from accounts.models import Contact, Resident
from accounts.questions import REMEMBERED, ask, find_question
from bot.ledger import finish, record
from bot.messages import NoReply
from bot.order import place_of
from community.models import Area
from core.actor import resident_actor
from handlers.visit import Visit, visit
from notices.service import queue, take_waiting
from tests.handlers.saying import says

HOUR = timedelta(hours=1)
APPID = "wx-desk"


def visits(db: Session, who: str, at: datetime, msg_id: int = 1) -> Visit:
    """What is known of somebody whose message has just been recorded."""
    message = says("在吗", who, at, msg_id)
    mine = record(db, message, message.key, APPID, now=at)
    return visit(db, APPID, who, place_of(mine, now=at), now=at)


def test_a_stranger_becomes_a_resident_of_whom_nothing_is_known(db: Session, now: datetime) -> None:
    stranger = visits(db, "o-luren", now)
    assert stranger.resident.openid == "o-luren"
    assert (stranger.contact, stranger.home, stranger.question) == (None, None, None)
    assert not stranger.has_news
    assert visits(db, "o-luren", now).resident is stranger.resident


def test_a_stranger_who_writes_is_met_and_his_window_opens(db: Session, now: datetime) -> None:
    note_visit(db, "wx-desk", "o-luren", "message", now=now)
    met = visits(db, "o-luren", now)
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
    home = visits(db, "o-wang", now).home
    assert home is not None
    assert home.area_id == areas[0].id


def test_the_last_question_is_known_for_a_day_after_it_has_expired(
    db: Session, wang: Resident, now: datetime
) -> None:
    ask(db, wang.id, "choice", {"text": "居住证"}, lives=HOUR, now=now)
    asked = find_question(db, wang.id, now=now)
    assert asked
    assert visits(db, "o-wang", now).question is asked
    assert visits(db, "o-wang", now + HOUR).question is asked
    assert visits(db, "o-wang", now + HOUR + REMEMBERED).question is None
    assert find_question(db, wang.id, now=now) is None


def test_what_waits_is_news_until_a_reply_has_carried_it(
    db: Session, wang: Resident, now: datetime
) -> None:
    note_visit(db, "wx-desk", "o-wang", "message", now=now)
    assert not visits(db, "o-wang", now).has_news
    queue(db, resident_id=wang.id, cause="case:1:2", kind="accept", text="已受理", now=now)
    assert visits(db, "o-wang", now).has_news
    assert [notice.text for notice in take_waiting(db, wang.id, now=now)] == ["已受理"]
    assert not visits(db, "o-wang", now).has_news


@pytest.mark.usefixtures("wang")
def test_an_earlier_message_counts_within_the_minute_and_stands_before_until_it_is_done(
    db: Session, now: datetime
) -> None:
    first = record(db, says("停水了", "o-wang", now), "first", APPID, now=now)
    later = now + timedelta(seconds=5)
    second = visits(db, "o-wang", later, msg_id=2)
    assert (second.is_behind, second.in_this_minute) == (True, 2)
    finish(db, first, NoReply(), now=now)
    assert not visits(db, "o-wang", later, msg_id=2).is_behind
    assert visits(db, "o-wang", now + HOUR, msg_id=3).in_this_minute == 1
