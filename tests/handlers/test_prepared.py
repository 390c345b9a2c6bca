"""A process is prepared before it opens: no message waits for what it could have read before."""

from datetime import datetime

from community.loading import load_starter
from core.database import Sessions, make_engine, make_reading_sessions
from handlers.desk import make_snapshots


def test_all_is_known_before_the_first_message(sessions: Sessions, now: datetime) -> None:
    with sessions.begin() as db:
        load_starter(db, demo=True, now=now)
    snapshots = make_snapshots(make_reading_sessions(sessions.kw["bind"]))
    snapshots.prepare()
    for live in (snapshots.setup, snapshots.catalogue, snapshots.knowledge, snapshots.outages):
        assert live.found() is not None


def test_who_starts_while_the_database_is_away_is_prepared_as_far_as_can_be() -> None:
    away = make_engine("postgresql+psycopg://nobody@127.0.0.1:9/none")
    snapshots = make_snapshots(make_reading_sessions(away))
    snapshots.prepare()
    assert snapshots.knowledge.found() is None
