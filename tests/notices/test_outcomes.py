"""What becomes of a notice, by how its send ended."""

from datetime import timedelta

import pytest

from notices.channel import (
    BadContent,
    ClosedWindow,
    Later,
    Misconfigured,
    NotSent,
    SendFailed,
    Uncertain,
    Unreachable,
)
from notices.models import NoticeState
from notices.outcomes import LONGEST_WAIT, SENT, after, backoff
from notices.pause import Pause
from notices.windows import Way
from tests.notices.people import NOON

FAILURES = [
    ClosedWindow("45015"),
    Unreachable("43004"),
    Later("45011"),
    Later("45009", 600),
    Misconfigured("48001"),
    BadContent("45002"),
    NotSent("ConnectTimeout"),
    Uncertain("ReadTimeout"),
]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_no_failure_loses_a_notice(failure: SendFailed) -> None:
    outcome = after(failure, attempts=1, doubts=0)
    assert outcome.state in (NoticeState.WAITING, NoticeState.UNCERTAIN)
    assert outcome.reason == failure.reason


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_what_surely_was_not_sent_is_not_counted(failure: SendFailed) -> None:
    outcome = after(failure, attempts=1, doubts=0)
    assert outcome.refund == (not isinstance(failure, Uncertain | ClosedWindow))


def test_a_success_is_sent() -> None:
    assert after(None, attempts=3, doubts=1) == SENT


def test_the_first_doubt_is_sent_once_more_and_the_second_never_again_by_itself() -> None:
    first = after(Uncertain("ReadTimeout"), attempts=1, doubts=0)
    second = after(Uncertain("ReadTimeout"), attempts=2, doubts=1)
    assert (first.state, first.only_way) == (NoticeState.UNCERTAIN, None)
    assert (second.state, second.only_way) == (NoticeState.UNCERTAIN, Way.REPLY)


def test_a_text_wechat_refuses_is_left_to_the_next_reply() -> None:
    assert after(BadContent("45002"), 1, 0).only_way == Way.REPLY


def test_waits_double_up_to_ten_minutes() -> None:
    waits = [backoff(attempts) for attempts in range(1, 40)]
    assert waits[:3] == [timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_the_wait_that_wechat_names_is_kept() -> None:
    outcome = after(Later("45009", 3600), attempts=1, doubts=0)
    assert outcome.wait == outcome.pause == timedelta(hours=1)


def test_a_channel_that_fails_again_and_again_is_left_alone_longer() -> None:
    pause = Pause()
    away = after(NotSent("ConnectionError"), attempts=1, doubts=0)
    pause.note(away, NOON)
    assert pause.is_on(NOON + timedelta(seconds=1))
    assert not pause.is_on(NOON + timedelta(seconds=2))
    pause.note(away, NOON)
    assert pause.is_on(NOON + timedelta(seconds=3))


def test_a_success_ends_the_pause() -> None:
    pause = Pause()
    pause.note(after(Uncertain("ReadTimeout"), 1, 0), NOON)
    pause.note(SENT, NOON)
    assert not pause.is_on(NOON)


def test_one_residents_closed_window_pauses_nobody_else() -> None:
    pause = Pause()
    pause.note(after(ClosedWindow("45015"), 1, 0), NOON)
    pause.note(after(Unreachable("43004"), 1, 0), NOON)
    assert not pause.is_on(NOON)
