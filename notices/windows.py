"""When WeChat lets us speak first: windows opened by a resident's act, with a quota each. Pure.

Source: WeChat's guide to customer-service messages (api_sendcustommessage, kf/intro): 5 messages
in 48 hours after a message, 3 in 1 minute after a menu click, a follow or a scan.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True)
class Rule:
    """So many sends for so long; `margin` is what we leave unused for clocks and slow calls."""

    quota: int
    lasts: timedelta
    margin: timedelta


_MINUTE = Rule(3, timedelta(minutes=1), margin=timedelta(seconds=10))
RULES: Mapping[str, Rule] = {
    "message": Rule(5, timedelta(hours=48), margin=timedelta(minutes=5)),
    "click": _MINUTE,
    "follow": _MINUTE,
    "scan": _MINUTE,
}


@dataclass(frozen=True)
class Window:
    """Opened by a resident's act at that time; `sends` have been counted in it since."""

    opened_at: datetime
    sends: int = 0


@dataclass(frozen=True)
class Reach:
    """What decides whether a resident can be written to now; windows by the act's name."""

    windows: Mapping[str, Window] = field(default_factory=dict)
    human_until: datetime | None = None
    unreachable: str | None = None


class Way(StrEnum):
    """How a notice reaches a resident; kept on the row that went this way."""

    CUSTOMER_SERVICE = "customer_service"
    ONE_TIME = "one_time"  # a one-time subscribed notice
    REPLY = "reply"  # first thing in the passive reply to the next message
    SILENT = "silent"  # nothing now: a person is talking with the resident


@dataclass(frozen=True)
class Opening:
    """The way that is open now, and the window a customer-service message is counted in."""

    way: Way
    window: str | None = None


def opening(reach: Reach, abilities: Collection[str], now: datetime) -> Opening:
    """How a notice may go now. The window that closes first is used first, to lose least."""
    if is_human(reach.human_until, now):
        return Opening(Way.SILENT)
    if "customer_service" not in abilities or reach.unreachable:
        return Opening(Way.REPLY)
    usable = [name for name, window in reach.windows.items() if is_usable(name, window, now)]
    if not usable:
        return Opening(Way.REPLY)
    return Opening(
        Way.CUSTOMER_SERVICE, min(usable, key=lambda name: closes_at(name, reach.windows[name]))
    )


def is_human(human_until: datetime | None, now: datetime) -> bool:
    """Whether a session with a person of the office is open."""
    return human_until is not None and now < human_until


def is_usable(name: str, window: Window, now: datetime) -> bool:
    """Whether one more send fits the window's time and quota."""
    return now < closes_at(name, window) and window.sends < RULES[name].quota


def closes_at(name: str, window: Window) -> datetime:
    """When we stop using the window: WeChat's end less our margin."""
    return window.opened_at + RULES[name].lasts - RULES[name].margin
