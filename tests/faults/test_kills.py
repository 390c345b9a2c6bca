"""`kill -9` at random: no case and no notice is lost, and nothing is done twice."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from accounts.models import Resident
from bot.models import Message
from cases.models import Case, CaseEvent, CaseReporter
from cases.workflow import RULES
from notices.models import Notice, NoticeState
from notices.outcomes import STALE_AFTER
from simulator.person import Person
from tests.faults.house import House, count, founded
from tests.faults.rounds import Rounds
from tests.processes import wait_for
from worker.jobs import STRANDED_AFTER

SCALE = 0.5  # of WeChat's seconds
SETTLES_WITHIN = 60.0
TELLING = {rule.step.value for rule in RULES if rule.tells is not None}


@pytest.fixture
def house(postgres_url: str, redis_url: str, tmp_path: Path) -> Iterator[House]:
    """Two web processes under one server, and a worker."""
    with founded(tmp_path, postgres_url, redis_url, scale=SCALE) as house:
        house.worker.start()
        yield house


def settle(house: House) -> None:
    """Let the worker finish and send what dead processes have left."""
    house.worker.stop()
    house.age(max(STALE_AFTER, STRANDED_AFTER) + timedelta(seconds=5))
    house.worker.start()
    wait_for(lambda: is_settled(house), SETTLES_WITHIN, lambda: left_over(house))
    with house.sessions() as db:
        in_doubt = select(Resident).where(
            Notice.resident_id == Resident.id, Notice.state == NoticeState.UNCERTAIN
        )
        residents = db.scalars(in_doubt).all()
    for resident in residents:
        # Twice in doubt: only his own next message brings it.
        Person(house.platform, str(resident.openid)).says("谢谢")


def is_settled(house: House) -> bool:
    """Whether nothing is left that the worker could do."""
    with house.sessions() as db:
        working = count(db, "message", "state = 'working'")
        unsent = "state IN ('waiting', 'sending', 'uncertain') AND way IS NULL"
        return not working and not count(db, "notice", unsent)


def left_over(house: House) -> str:
    """What is not settled, for whoever has to find out why."""
    with house.sessions() as db:
        messages = [(row.state, row.run) for row in db.scalars(select(Message))]
        notices = [(row.state, row.reason, row.attempts) for row in db.scalars(select(Notice))]
    return f"{Counter(messages)} {Counter(notices)}\n{house.worker.last_words()}"


def check_messages(house: House, rounds: Rounds) -> None:
    """Every number told is the teller's own case; nobody has two; every message is finished."""
    with house.sessions() as db:
        assert count(db, "message", "state NOT IN ('done', 'owed')") == 0
        cases: dict[str, list[str]] = {}
        found = select(Case, Resident).where(
            CaseReporter.case_id == Case.id, CaseReporter.resident_id == Resident.id
        )
        for case, resident in db.execute(found):
            cases.setdefault(str(resident.openid), []).append(str(case.number))
        assert all(len(numbers) == 1 for numbers in cases.values())
        for name, number in rounds.told.items():
            assert cases[house.neighbour(name).openid] == [number]


def check_notices(house: House) -> None:
    """Every telling event has one notice for each reporter."""
    with house.sessions() as db:
        rows = db.execute(select(Notice.cause, Notice.resident_id))
        told: Counter[tuple[str, int | None]] = Counter((cause, who) for cause, who in rows)
        events = select(CaseEvent, CaseReporter.resident_id).where(
            CaseReporter.case_id == CaseEvent.case_id
        )
        expected = {
            (f"case:{event.case_id}:{event.seq}", resident_id)
            for event, resident_id in db.execute(events)
            if event.step in TELLING
        }
    assert expected
    assert {line: told[line] for line in expected} == dict.fromkeys(expected, 1)


def check_inbox(house: House) -> int:
    """Nobody misses a notice, nobody has one more often than its sends were in doubt; returns
    how many came more than once."""
    again = 0
    with house.sessions() as db:
        found = select(Notice, Resident).where(Notice.resident_id == Resident.id)
        for notice, resident in db.execute(found):
            assert notice.state == NoticeState.SENT
            items = house.platform.chat.since(0, openid=str(resident.openid))
            seen = sum(str(notice.text) in item.text for item in items)
            assert 1 <= seen <= 1 + notice.doubts, (seen, notice.doubts, notice.way, notice.text)
            again += seen > 1
    return again


def live_and_check(house: House, count: int, seed: int) -> None:
    """So many rounds, and then everything that must hold."""
    rounds = Rounds(house, seed)
    rounds.live(count)
    settle(house)
    check_messages(house, rounds)
    check_notices(house)
    again = check_inbox(house)
    print(f"{len(rounds.told)} numbers told, {again} notices twice, deaths: {rounds.deaths}")
    # Else the test would not have tested much.
    assert len(rounds.told) > count / 2
    assert rounds.deaths.total() - rounds.deaths["nothing"] > count / 2


@pytest.mark.timeout(300)
def test_15_openings_and_updates_survive_kill_9(house: House) -> None:
    live_and_check(house, 15, seed=20261122)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_100_openings_and_updates_survive_kill_9(house: House) -> None:
    live_and_check(house, 100, seed=7)
