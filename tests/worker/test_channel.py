"""WeChat's errors as delivery understands them."""

from datetime import timedelta
from types import ModuleType

import pytest

from bot.gateway import errors
from bot.gateway.client import OneTimeNotice
from notices import channel
from notices.models import NoticeState
from notices.outcomes import Outcome, after
from tests.notices.people import NOON, Clock
from worker.channel import WeChatChannel, failure_of


def all_errors(module: ModuleType) -> list[type[errors.WeChatError]]:
    found = [each for each in vars(module).values() if isinstance(each, type)]
    return [each for each in found if issubclass(each, errors.WeChatError)]


class FailingGateway:
    def __init__(self, error: errors.WeChatError) -> None:
        self._error = error

    def send_text(self, openid: str, text: str) -> None:  # noqa: ARG002
        raise self._error

    def send_one_time_notice(self, openid: str, notice: OneTimeNotice) -> None:  # noqa: ARG002
        raise self._error


@pytest.mark.parametrize("kind", all_errors(errors))
def test_every_error_of_the_gateway_has_an_outcome_that_loses_nothing(
    kind: type[errors.WeChatError],
) -> None:
    failure = failure_of(kind(45000, "detail", "rid"), NOON)
    assert after(failure, 1, 0).state in ("waiting", "uncertain")
    assert failure.reason == "45000"


def test_only_a_missing_answer_is_doubt() -> None:
    doubtful = {
        kind
        for kind in all_errors(errors)
        if isinstance(failure_of(kind(), NOON), channel.Uncertain)
    }
    assert doubtful == {kind for kind in all_errors(errors) if issubclass(kind, errors.NoAnswer)}


def test_what_wechat_says_reaches_neither_reason_nor_cause() -> None:
    outside = WeChatChannel(FailingGateway(errors.WindowClosed(45015, "openid o-1")), Clock())
    with pytest.raises(channel.ClosedWindow) as caught:
        outside.send_text("o-1", "已受理")
    assert caught.value.reason == "45015"
    assert caught.value.__context__ is None


@pytest.mark.parametrize("code", [errors.ConsentMissing(43101), errors.TooOften(43117)])
def test_a_one_time_notice_that_wechat_refuses_waits_for_another_way(
    code: errors.WeChatError,
) -> None:
    outside = WeChatChannel(FailingGateway(code), Clock(), "t-1")
    with pytest.raises(channel.NoConsent) as caught:
        outside.send_one_time("o-1", 7, "您的工单有结果了", "已办结")
    assert caught.value.reason == str(code.errcode)
    assert after(caught.value, 1, 0) == Outcome(NoticeState.WAITING, caught.value.reason)


def test_an_error_without_a_number_is_named_by_its_class() -> None:
    assert failure_of(errors.NoAnswer(None, "HTTP 502"), NOON).reason == "NoAnswer"


def test_a_spent_quota_waits_for_the_next_day_in_china() -> None:
    # NOON in Shanghai: twelve hours to midnight.
    failure = failure_of(errors.QuotaSpent(45009), NOON)
    assert isinstance(failure, channel.Later)
    assert failure.seconds == timedelta(hours=12, minutes=5).total_seconds()
