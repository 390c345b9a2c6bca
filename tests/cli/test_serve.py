"""The production processes: what they refuse, and what they do when nothing stands against it."""

import os
import signal
import sys

import pytest
from sqlalchemy import func, select, text

from cli.database import EMPTY, OLDER, UNKNOWN
from core.database import make_engine, make_sessions
from faq.models import Entry, EntryState
from migrations.run import upgrade
from tests.cli.conftest import Operate
from tests.cli.linli import PRODUCTION, Linli, left_to_itself, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def test_without_settings_both_say_everything_that_is_missing(
    linli: Linli, operate: Operate
) -> None:
    linli.settings = {}
    for command in ("serve", "worker"):
        refused = operate(command)
        assert (refused.status, refused.said) == (1, "")
        for name in PRODUCTION:
            assert name in refused.complained
    assert not linli.folder.exists()


def test_serve_brings_drafts_and_answers_until_it_is_ended(linli: Linli) -> None:
    with left_to_itself(linli, "serve") as process:
        wait_until(lambda: linli.get("/readyz")[0] == 200, process)
        engine = make_engine(linli.database)
        with make_sessions(engine)() as db:
            counted = select(Entry.state, func.count()).group_by(Entry.state)
            states = {row[0]: row[1] for row in db.execute(counted)}
        engine.dispose()
        assert set(states) == {EntryState.DRAFT}
        assert states[EntryState.DRAFT] >= 40
        assert list((linli.folder / "metrics").glob("*.db"))
        # One worker process dies; another takes its place.
        before = linli.pids("granian")
        os.kill(max(before), signal.SIGKILL)
        wait_until(lambda: bool(linli.pids("granian") - before))
        wait_until(lambda: linli.get("/healthz")[0] == 200)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
        assert process.returncode == 0
        assert linli.survivors() == []


def test_the_worker_lives_until_it_is_ended(linli: Linli) -> None:
    upgrade(linli.database)
    with left_to_itself(linli, "worker") as process:
        wait_until((linli.folder / "worker.beat").exists, process)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
        assert process.returncode == 0


def test_a_schema_of_another_version_is_not_touched(linli: Linli, operate: Operate) -> None:
    assert operate("worker").complained == f"{EMPTY}\n"
    upgrade(linli.database, "0001")
    assert operate("serve").complained == f"{OLDER}\n"
    assert "version 0" in operate("manage", "db", "upgrade").said
    engine = make_engine(linli.database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for words in (["serve"], ["worker"], ["manage", "db", "upgrade"]):
        refused = operate(*words)
        assert (refused.status, refused.complained) == (1, f"{UNKNOWN}\n")


def test_a_database_that_is_away_is_named_without_its_password(
    linli: Linli, operate: Operate
) -> None:
    linli.settings = {**PRODUCTION, "DATABASE_URL": "postgresql://linli:geheim@127.0.0.1:1/linli"}
    refused = operate("serve")
    assert refused.status == 1
    assert refused.complained.startswith("The database does not answer")
    assert "geheim" not in refused.complained
