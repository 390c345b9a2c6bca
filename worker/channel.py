"""WeChat's messages as the channel that notices are sent through."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot.gateway import errors
from bot.gateway.client import OneTimeNotice
from core.clock import day_of, start_of_day
from notices import channel


class Sender(Protocol):
    """The part of the gateway that is needed here."""

    def send_text(self, openid: str, text: str) -> None:
        """Send a customer-service message; raises a `WeChatError`."""

    def send_one_time_notice(self, openid: str, notice: OneTimeNotice) -> None:
        """Send the one notice agreed to; raises a `WeChatError`."""


KINDS: dict[type[errors.WeChatError], type[channel.SendFailed]] = {
    errors.WindowClosed: channel.ClosedWindow,
    errors.TooOften: channel.ClosedWindow,
    errors.ConsentMissing: channel.NoConsent,
    errors.Unreachable: channel.Unreachable,
    errors.RefusesMessages: channel.Unreachable,
    errors.Busy: channel.Later,
    errors.TooFast: channel.Later,
    errors.QuotaSpent: channel.Later,
    errors.TokenRejected: channel.Later,
    errors.Misconfigured: channel.Misconfigured,
    errors.BadContent: channel.BadContent,
    errors.NotSent: channel.NotSent,
    errors.NoAnswer: channel.Uncertain,
}
"""What each of the gateway's errors means for a notice, its subclasses included; any other is a
refusal of this text."""

MINUTE = 60.0
MIDNIGHT_MARGIN = timedelta(minutes=5)


class WeChatChannel:
    """A `Channel` over the gateway; `clock` tells how long until WeChat counts a new day,
    `template_id` is the account's for one-time notices."""

    def __init__(
        self, gateway: Sender, clock: Callable[[], datetime], template_id: str = ""
    ) -> None:
        self._gateway, self._clock, self._template_id = gateway, clock, template_id

    def send_text(self, openid: str, text: str) -> None:
        """See `Channel`."""
        self._do(lambda: self._gateway.send_text(openid, text))

    def send_one_time(self, openid: str, scene: int, title: str, text: str) -> None:
        """See `Channel`."""
        notice = OneTimeNotice(self._template_id, scene, title, text)
        try:
            self._do(lambda: self._gateway.send_one_time_notice(openid, notice))
        except channel.ClosedWindow as error:
            # Of these notices WeChat keeps no window: too many of them lately, and no other way.
            raise channel.NoConsent(error.reason) from None

    def _do(self, send: Callable[[], None]) -> None:
        failure: channel.SendFailed
        try:
            send()
            return
        except errors.WeChatError as error:
            failure = failure_of(error, self._clock())
        # Raised out here, so that nothing of WeChat's answer hangs on it.
        raise failure


def failure_of(error: errors.WeChatError, now: datetime) -> channel.SendFailed:
    """The gateway's error as delivery understands it; the reason is a number or a class name."""
    known = (KINDS[each] for each in type(error).__mro__ if each in KINDS)
    kind = next(known, channel.BadContent)
    reason = str(error.errcode) if error.errcode is not None else type(error).__name__
    if kind is channel.Later:
        return channel.Later(reason, _seconds(error, now))
    return kind(reason)


def _seconds(error: errors.WeChatError, now: datetime) -> float | None:
    if isinstance(error, errors.TooFast):
        return MINUTE
    if isinstance(error, errors.QuotaSpent):
        tomorrow = start_of_day(day_of(now) + timedelta(days=1)) + MIDNIGHT_MARGIN
        return (tomorrow - now).total_seconds()
    return None
