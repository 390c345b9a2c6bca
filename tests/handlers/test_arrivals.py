"""A message is recorded together with its sender's contact, whoever he is and however often
WeChat sends it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from accounts.models import Contact, Resident
from bot.arrivals import Arrivals
from core.database import Sessions
from faq.matching.thresholds import thresholds
from handlers.context import Rules
from handlers.desk import ResidentDesk, Snapshots, make_snapshots
from tests.handlers.saying import says

APPID = "wx-desk"


@pytest.fixture
def snapshots(sessions: Sessions) -> Iterator[Snapshots]:
    """What the desk has, which arrivals never look at."""
    made = make_snapshots(sessions)
    yield made
    made.stop()


@pytest.fixture
def arrivals(sessions: Sessions, snapshots: Snapshots) -> Arrivals:
    """The desk's own, as the product has them."""
    desk = ResidentDesk(snapshots, Rules(APPID, frozenset(), thresholds(0.05)))
    return Arrivals(sessions, desk, APPID)


def contact_of(sessions: Sessions, who: str) -> Contact:
    with sessions() as db:
        of_resident = select(Contact).join(Resident, Resident.id == Contact.resident_id)
        found = db.scalars(of_resident).all()
        return next(one for one in found if db.get_one(Resident, one.resident_id).openid == who)


def test_a_stranger_is_met_and_his_window_opens(
    arrivals: Arrivals, sessions: Sessions, now: datetime
) -> None:
    mine = arrivals.record(says("停水了吗", "o-luren", now), "first", now=now)
    assert (mine.is_new, mine.run, mine.tries) == (True, 1, 1)
    assert contact_of(sessions, "o-luren").message_at == now


@pytest.mark.usefixtures("wang")
def test_another_try_takes_another_run_and_frees_no_sends(
    arrivals: Arrivals, sessions: Sessions, now: datetime
) -> None:
    arrivals.record(says("停水了吗", "o-wang", now), "first", now=now)
    with sessions.begin() as db:
        db.scalars(select(Contact)).one().message_sends = 2
    later = now + timedelta(seconds=5)
    again = arrivals.record(says("停水了吗", "o-wang", now), "first", now=later)
    assert (again.is_new, again.run, again.tries) == (False, 2, 2)
    contact = contact_of(sessions, "o-wang")
    assert (contact.message_at, contact.message_sends) == (now, 2)
    arrivals.record(says("还没来", "o-wang", now, msg_id=2), "second", now=later)
    contact = contact_of(sessions, "o-wang")
    assert (contact.message_at, contact.message_sends) == (later, 0)


@pytest.mark.usefixtures("wang")
def test_on_postgresql_a_known_sender_costs_one_statement(
    arrivals: Arrivals, sessions: Sessions, db: Session, now: datetime
) -> None:
    arrivals.record(says("停水了吗", "o-wang", now), "first", now=now)
    seen: list[str] = []
    engine = sessions.kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *words: seen.append(words[2].split()[0]))
    arrivals.record(says("还没来", "o-wang", now, msg_id=2), "second", now=now)
    on_postgresql = db.get_bind().dialect.name == "postgresql"
    # That one is given to the driver directly.
    assert seen == ([] if on_postgresql else ["BEGIN", "INSERT", "INSERT"])
    assert contact_of(sessions, "o-wang").message_at == now
