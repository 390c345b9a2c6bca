"""Several processes at the same notices at once, on both databases."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.orm import Session

from core.database import Sessions
from notices.delivery import deliver_due
from notices.models import NoticeState
from notices.pause import Pause
from notices.service import take_waiting
from tests.notices.people import CAN_SEND, NOON, Clock, ScriptedChannel, meet, notices, tell


def at_once(*acts: Callable[[], object]) -> None:
    """Run them in threads that begin together; raises what any of them raised."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait(30)
        act()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(run, act) for act in acts]:
            done.result(60)


def neighbourhood(db: Session) -> list[int]:
    """Six residents with three notices each; their ids."""
    everybody = [meet(db, f"居民{number}") for number in range(6)]
    for resident_id in everybody:
        for text in "一二三":
            tell(db, resident_id, text)
    return everybody


def test_workers_together_send_each_notice_once_and_in_order(
    db: Session, sessions: Sessions
) -> None:
    everybody, outside = neighbourhood(db), ScriptedChannel()

    def work() -> None:
        for _ in range(12):
            deliver_due(sessions, outside, CAN_SEND, clock=Clock(), pause=Pause())

    at_once(work, work, work)
    assert len(outside.sent) == 3 * len(everybody)
    for openid in {openid for openid, _ in outside.sent}:
        assert [text for to, text in outside.sent if to == openid] == ["一", "二", "三"]


def test_a_reply_and_a_worker_at_once_tell_nothing_twice(db: Session, sessions: Sessions) -> None:
    everybody, outside = neighbourhood(db), ScriptedChannel()
    carried: list[tuple[int, str | None]] = []

    def work() -> None:
        for _ in range(12):
            deliver_due(sessions, outside, CAN_SEND, clock=Clock(), pause=Pause())

    def answer() -> None:
        for resident_id in everybody:
            with sessions.begin() as mine:
                taken = take_waiting(mine, resident_id, now=NOON)
            carried.extend((resident_id, notice.text) for notice in taken)

    at_once(work, answer, work)
    told = Counter([f"o-居民{everybody.index(to)} {text}" for to, text in carried])
    told.update(f"{openid} {text}" for openid, text in outside.sent)
    assert set(told.values()) == {1}
    assert len(told) == 3 * len(everybody)
    assert {notice.state for notice in notices(sessions)} == {NoticeState.SENT}
