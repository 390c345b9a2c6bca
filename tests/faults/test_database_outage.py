"""While the database is away nothing is promised; when it is back the desk is itself again."""

import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.models import Message
from cases.workflow import Step
from community.texts.desk import UNRECORDED
from tests.faults.house import House, founded, in_parallel, number_in
from tests.processes import wait_for
from tests.servers.postgres import PostgresServer
from tests.servers.valkey import ValkeyServer

PATIENCE = 20.0
NAMES = ("王阿姨", "小张", "老李")
LATECOMER = "后来的人"


@pytest.fixture
def house(
    own_database: PostgresServer, own_valkey: ValkeyServer, tmp_path: Path
) -> Iterator[House]:
    """Two web processes and a worker on servers that this test stops."""
    with founded(tmp_path, own_database.url, own_valkey.url) as house:
        house.worker.start()
        yield house


@dataclass(frozen=True)
class Said:
    """A sentence, when it was begun, and what came back."""

    words: str
    at: float
    reply: str

    @property
    def is_answered(self) -> bool:
        """Whether the reply is a usual one: the answer, or choices with its question."""
        return "居住" in self.reply


@dataclass
class Talk:
    """Residents who go on talking, each waiting for a reply before the next sentence."""

    house: House
    said: list[Said] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def begin(self) -> list[threading.Thread]:
        """Let them talk."""
        return in_parallel(partial(self._talk, name) for name in NAMES)

    def _talk(self, name: str) -> None:
        self.house.neighbour(name).says("绑定 幸福里东区")
        while not self.over.is_set():
            self.say(name)

    def say(self, name: str) -> None:
        """One sentence of somebody's, with its reply."""
        words, at = f"第{next(self.numbers)}遍问，居住证怎么办", time.monotonic()
        self.said.append(Said(words, at, self.house.neighbour(name).says(words)))

    def answered_since(self, at: float) -> int:
        """How many sentences begun since then were answered as usual."""
        return sum(one.is_answered and one.at >= at for one in self.said)


def live_through(house: House, database: PostgresServer, seconds: float) -> list[Said]:
    """All that was said from before until after an outage of so many seconds."""
    talk = Talk(house)
    talkers = talk.begin()
    wait_for(lambda: talk.answered_since(0) >= len(NAMES), PATIENCE)
    database.stop()
    until = time.monotonic() + seconds
    # What the others are saying may be recorded already, and is then answered when it is back.
    talk.say(LATECOMER)
    wait_for(lambda: time.monotonic() >= until, seconds + 1)
    database.start()
    back = time.monotonic()
    wait_for(lambda: talk.answered_since(back) >= len(NAMES), PATIENCE, lambda: str(talk.said))
    talk.over.set()
    for talker in talkers:
        talker.join(timeout=PATIENCE)
    return talk.said


def check_kept_or_told(house: House, said: list[Said]) -> None:
    """Every sentence has its row, or the resident was told that it could not be kept."""
    with house.sessions() as db:
        kept = {str((row.body or {}).get("text")) for row in db.scalars(select(Message))}
    lost = [one for one in said if one.words not in kept and UNRECORDED.default not in one.reply]
    assert not lost
    assert any(UNRECORDED.default in one.reply for one in said), "the outage was noticed"


def check_all_works(house: House) -> None:
    """A report gets a number and its update arrives."""
    neighbour = house.neighbour("王阿姨")
    number = number_in(neighbour.says("报修 3号楼楼道灯坏了"))
    assert number is not None
    house.step(number, Step.ACCEPT)
    wait_for(lambda: any(number in news for news in neighbour.inbox()), PATIENCE)


def test_every_sentence_of_an_outage_is_kept_or_owned_up_to(
    house: House, own_database: PostgresServer
) -> None:
    said = live_through(house, own_database, seconds=4)
    check_kept_or_told(house, said)
    check_all_works(house)


@pytest.mark.long
def test_twenty_seconds_without_a_database_lose_nothing_either(
    house: House, own_database: PostgresServer
) -> None:
    said = live_through(house, own_database, seconds=20)
    check_kept_or_told(house, said)
    check_all_works(house)
