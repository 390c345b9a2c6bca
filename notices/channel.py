"""What delivery needs from the outside: something that sends a text, and says how it failed."""

from typing import Protocol


class SendFailed(Exception):
    """A send that did not succeed; `reason` is short, for staff, and free of personal data."""

    def __init__(self, reason: str) -> None:
        self.reason = reason[:60]
        super().__init__(self.reason)


class ClosedWindow(SendFailed):
    """WeChat says that the window is over or its quota used up, whatever we had counted."""


class Unreachable(SendFailed):
    """The resident doesn't follow or refuses messages; only he can change that."""


class Later(SendFailed):
    """WeChat is busy or a quota of the whole account is full; `seconds` to wait, None unknown."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        self.seconds = seconds
        super().__init__(reason)


class Misconfigured(SendFailed):
    """The account or this installation lacks something; an operator must act."""


class BadContent(SendFailed):
    """WeChat refuses this text; it would refuse it again."""


class NoConsent(SendFailed):
    """WeChat knows of no yes to this one-time notice, or has used it up."""


class NotSent(SendFailed):
    """The request never reached WeChat: surely not delivered."""


class Uncertain(SendFailed):
    """The request went out and no answer came back: maybe delivered."""


class Channel(Protocol):
    """Sends to one resident at once; called outside any transaction."""

    def send_text(self, openid: str, text: str) -> None:
        """Return when WeChat has accepted the text; raises a `SendFailed` within 10 s."""

    def send_one_time(self, openid: str, scene: int, title: str, text: str) -> None:
        """The same for the one notice that he agreed to under that scene; at most 15 characters
        of title and 200 of text."""
