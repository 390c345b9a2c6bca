"""Updates on their whole way to the phone: rows, worker's channel, gateway, WeChat as played."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from accounts.contact import note_contact
from accounts.residents import meet
from bot.gateway.client import Gateway
from core.database import Sessions
from core.memory_store import MemoryStore
from notices.delivery import deliver_due
from notices.models import NoticeState
from notices.pause import Pause
from notices.service import queue, take_waiting
from simulator import pushes
from simulator.chat import UNASKED
from simulator.platform import Platform
from simulator.server import make_app
from tests.notices.people import CAN_SEND, notices
from tests.simulator.desk import SECRET, make_open_platform
from tests.simulator.desk import Clock as PlatformClock
from tests.simulator.serving import serve
from worker.channel import WeChatChannel


@dataclass
class Neighbourhood:
    """王阿姨's phone, the office's rows about her, and one clock for both."""

    platform: Platform
    sessions: Sessions
    gateway: Gateway
    openid: str
    seconds: PlatformClock

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds.now, UTC)

    def writes(self) -> None:
        """She sends a message, which both sides note."""
        self.platform.send(self.openid, pushes.text("您好"))
        with self.sessions.begin() as db:
            note_contact(db, self.resident_id(db), "message", now=self.now())

    def resident_id(self, db: Session) -> int:
        return meet(db, "wx1", self.openid, now=self.now()).id

    def tell(self, *texts: str) -> None:
        with self.sessions.begin() as db:
            hers = self.resident_id(db)
            for text in texts:
                queue(db, resident_id=hers, cause=text, kind="step", text=text, now=self.now())

    def work(self, span: timedelta) -> None:
        """The worker's sends in that span, a look each five seconds."""
        channel = WeChatChannel(self.gateway, self.now)
        pause, end = Pause(), self.now() + span
        while self.now() < end:
            deliver_due(self.sessions, channel, CAN_SEND, clock=self.now, pause=pause)
            self.seconds.now += 5

    def pushed(self) -> list[str]:
        """What arrived by itself on her phone."""
        items = self.platform.chat.since(0, openid=self.openid)
        return [item.text for item in items if item.via in UNASKED]


@pytest.fixture
def hers(sessions: Sessions) -> Iterator[Neighbourhood]:
    clock = PlatformClock()
    platform, _ = make_open_platform(clock=clock)
    with serve(make_app(platform, sleep=lambda _: None)) as url:
        gateway = Gateway(
            platform.account.appid, SECRET, MemoryStore(), api_url=url, sleep=lambda _: None
        )
        yield Neighbourhood(platform, sessions, gateway, platform.residents[0].openid, clock)


def test_an_update_arrives_by_itself(hers: Neighbourhood) -> None:
    hers.writes()
    hers.tell("已受理")
    hers.work(timedelta(seconds=5))
    assert hers.pushed() == ["已受理"]


def test_more_updates_than_wechat_allows_never_meet_its_refusal(hers: Neighbourhood) -> None:
    hers.writes()
    texts = [f"第{number}次" for number in range(8)]
    hers.tell(*texts)
    hers.work(timedelta(minutes=2))
    assert hers.pushed() == texts[:5]
    assert {notice.reason for notice in notices(hers.sessions)} == {None}
    with hers.sessions.begin() as db:
        taken = take_waiting(db, hers.resident_id(db), now=hers.now())
    assert [notice.text for notice in taken] == texts[5:]


def test_a_new_message_opens_the_window_again(hers: Neighbourhood) -> None:
    hers.writes()
    hers.tell(*[f"第{number}次" for number in range(7)])
    hers.work(timedelta(minutes=2))
    hers.writes()
    hers.work(timedelta(minutes=2))
    assert len(hers.pushed()) == 7


@pytest.mark.parametrize("fault", ["busy", "down", "unavailable", "token_invalid"])
def test_when_wechat_is_away_for_a_minute_the_update_comes_afterwards(
    hers: Neighbourhood, fault: str
) -> None:
    hers.writes()
    hers.tell("已受理")
    hers.platform.faults.set(fault)
    hers.work(timedelta(minutes=1))
    assert hers.pushed() == []
    hers.platform.faults.set(fault, 0)
    hers.work(timedelta(minutes=10))
    assert hers.pushed() == ["已受理"]


def test_cut_off_after_the_send_it_comes_once_more_and_is_counted(hers: Neighbourhood) -> None:
    hers.writes()
    hers.tell("已办结")
    hers.platform.faults.set("killed_after_send", 1)
    hers.work(timedelta(minutes=5))
    assert hers.pushed() == ["已办结", "已办结"]
    told = notices(hers.sessions)[0]
    assert (told.state, told.doubts, told.attempts) == (NoticeState.SENT, 1, 2)


def test_a_window_spent_behind_our_back_leaves_it_to_the_next_message(hers: Neighbourhood) -> None:
    hers.writes()
    hers.tell("已受理")
    hers.platform.faults.set("quota_full", 1)
    hers.work(timedelta(minutes=5))
    assert hers.pushed() == []
    with hers.sessions.begin() as db:
        assert take_waiting(db, hers.resident_id(db), now=hers.now())
