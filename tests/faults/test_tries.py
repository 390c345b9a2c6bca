"""WeChat tries three times, at whichever process: the resident has one case and one reply."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from simulator.envelope import HEADERS, Envelope
from simulator.load import prepare
from simulator.replies import plain_of
from simulator.transport import http_transport
from tests.faults.house import House, count, founded, number_in
from tests.processes import WebServer, wait_for

REPORT = "报修 幸福里东区3号楼楼道灯坏了"


@pytest.fixture
def house(postgres_url: str, redis_url: str, tmp_path: Path) -> Iterator[House]:
    """Two servers of one process each, so that a test says which process a try goes to."""
    with founded(tmp_path, postgres_url, redis_url, workers=1, servers=2) as house:
        yield house


@contextmanager
def slow_handlers(house: House) -> Iterator[None]:
    """Nobody gets a case number, and so no case, before the block ends."""
    engine = create_engine(house.settings.database, poolclass=NullPool)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("LOCK TABLE case_day IN ACCESS EXCLUSIVE MODE"))
        yield


def pushed(house: House) -> Envelope:
    """王阿姨's report, as every try of it is sent."""
    return prepare(house.platform.account, "http://desk/wechat", 1, texts=[REPORT])[0]


def reply_of(house: House, envelope: Envelope, web: WebServer) -> str:
    """What one try at that server brings back, decrypted."""
    url = envelope.url.replace("http://desk", web.url)
    status, body = http_transport(url, HEADERS, envelope.body, 8.0)
    assert status == 200
    return plain_of(house.platform.account, body)


def is_at_work(house: House) -> bool:
    """Whether a handler waits for a number."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with house.sessions() as db:
        return bool(db.scalar(text(waiting)))


def tries_that_wait(house: House) -> int:
    """How many tries have met another one at work."""
    with redis.Redis.from_url(house.settings.redis_url) as store:
        return sum(int(str(store.get(key), "ascii")) for key in store.scan_iter("*tries:*"))


def check_one_case(house: House, number: str | None) -> None:
    """One case with that number, opened once, by one message."""
    with house.sessions() as db:
        assert count(db, '"case"', "number = :number", number=number) == 1
        assert count(db, '"case"') == count(db, "case_event") == count(db, "message") == 1
        assert count(db, "message", "state = 'done'") == 1


def test_three_tries_at_once_over_two_processes_are_one_case_and_one_reply(house: House) -> None:
    report = pushed(house)
    one, other = house.webs
    with ThreadPoolExecutor(3) as tries:
        with slow_handlers(house):
            first = tries.submit(reply_of, house, report, one)
            wait_for(lambda: is_at_work(house), 5)
            others = [tries.submit(reply_of, house, report, web) for web in (other, one)]
            wait_for(lambda: tries_that_wait(house) == 2, 5)
        replies = {number_in(each.result()) for each in (first, *others)}
    assert len(replies) == 1
    check_one_case(house, replies.pop())


def test_the_second_try_answers_when_the_first_one_is_killed(house: House) -> None:
    report = pushed(house)
    one, other = house.webs
    with ThreadPoolExecutor(2) as tries:
        with slow_handlers(house):
            first = tries.submit(reply_of, house, report, one)
            wait_for(lambda: is_at_work(house), 5)
            one.kill()
            with pytest.raises(ConnectionError):
                first.result()
            second = tries.submit(reply_of, house, report, other)
        number = number_in(second.result())
    assert number is not None
    check_one_case(house, number)
