"""WeChat as the source of residents' photos and voices."""

from typing import Protocol

from bot.gateway import errors
from cases.fetching import Media, MediaLater, MediaRefused

MINUTE = 60.0
WITHOUT_RIGHT = frozenset({48001, 48004, 50002})
"""The account lacks the right to fetch media; no wait gives it one."""

PASSING = (
    errors.Busy,
    errors.NotSent,
    errors.NoAnswer,
    errors.TokenRejected,
    errors.TooFast,
    errors.QuotaSpent,
    errors.Misconfigured,
)
"""What may be over, or put right by an operator, within the three days WeChat keeps media."""


class Fetcher(Protocol):
    """The part of the gateway that is needed here."""

    def get_media(self, media_id: str) -> Media:
        """The bytes; raises a `WeChatError`."""


class WeChatMedia:
    """A `MediaSource` over the gateway."""

    def __init__(self, gateway: Fetcher) -> None:
        self._gateway = gateway

    def get_media(self, media_id: str) -> Media:
        """See `MediaSource`."""
        failure: MediaRefused | MediaLater
        try:
            return self._gateway.get_media(media_id)
        except errors.WeChatError as error:
            failure = failure_of(error)
        # Raised out here, so that nothing of WeChat's answer hangs on it.
        raise failure


class NoMedia:
    """The `MediaSource` of an account without WECHAT_SECRET: nothing can be had."""

    def get_media(self, media_id: str) -> Media:  # noqa: ARG002
        """See `MediaSource`."""
        raise MediaRefused("no_secret")


def failure_of(error: errors.WeChatError) -> MediaRefused | MediaLater:
    """The gateway's error as fetching understands it; the reason is a number or a class name."""
    reason = str(error.errcode) if error.errcode is not None else type(error).__name__
    passes = isinstance(error, PASSING) and not isinstance(error, errors.TooBig)
    if passes and error.errcode not in WITHOUT_RIGHT:
        return MediaLater(reason, MINUTE if isinstance(error, errors.TooFast) else None)
    return MediaRefused(reason)
