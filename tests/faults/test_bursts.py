"""One breath over several processes: one case, one answer; also when a process dies in it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from cases.models import Case, CaseEvent
from simulator.person import LocalPhone, words_of
from tests.faults.house import House, count, founded, number_in
from tests.processes import wait_for

THUMB = 0.3  # seconds between two messages of one breath
TEXTS = ("报修 厨房漏水了", "水都滴到床上了", "3号楼2单元501")


@pytest.fixture
def house(postgres_url: str, redis_url: str, tmp_path: Path) -> Iterator[House]:
    """Two servers of one process each."""
    with founded(tmp_path, postgres_url, redis_url, workers=1, servers=2) as house:
        # The first message of a process finds nothing loaded yet.
        for web in (0, 1):
            said(house, send(house, "路人", "say", "你好", web))
        yield house


def send(house: House, name: str, action: str, text: str, web: int) -> int:
    """A message that goes to that server; the exchange's number."""
    house.platform.target = f"{house.webs[web].url}/wechat"
    values = {"text": text} if text else {}
    begun = LocalPhone(house.platform).start(house.neighbour(name).openid, action, values)
    time.sleep(THUMB)
    return begun


def said(house: House, exchange: int) -> list[str]:
    """What came back."""
    return [words_of(item) for item in LocalPhone(house.platform).end(exchange)["seen"]]


def test_a_breath_over_two_processes_is_one_case_with_all_of_it(house: House) -> None:
    begun = [send(house, "王阿姨", "say", text, n % 2) for n, text in enumerate(TEXTS)]
    begun += [send(house, "王阿姨", "photo", "", n % 2) for n in range(3)]
    replies = [text for each in begun for text in said(house, each)]
    assert len(replies) == 1, replies
    (answer,) = replies
    with house.sessions() as db:
        (case,) = db.scalars(select(Case)).all()
        assert case.number == number_in(answer)
        assert case.place == "3号楼2单元501"
        assert count(db, "attachment", f"case_id = {case.id}") == 3
        assert count(db, "message", "state <> 'done'") == 0
    assert "2 句话、3 张照片" in answer


def test_with_the_process_that_waits_to_speak_nothing_is_lost(house: House) -> None:
    send(house, "王阿姨", "say", TEXTS[0], 0)
    wait_for(lambda: has_case(house), 10.0)
    house.webs[0].kill()
    assert said(house, send(house, "王阿姨", "say", TEXTS[1], 1)) == []
    (answer,) = said(house, send(house, "王阿姨", "say", "进度", 1))
    with house.sessions() as db:
        (case,) = db.scalars(select(Case)).all()
        assert case.number == number_in(answer)
        events = db.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id))
        assert TEXTS[1] in [event.words for event in events]


def has_case(house: House) -> bool:
    """Whether the case is there."""
    with house.sessions() as db:
        return count(db, '"case"', "true") == 1
