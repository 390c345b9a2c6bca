"""When the account may send customer-service messages to a resident, and how many."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.pushes import CLICK, FOLLOW, MESSAGE, SCAN

MINUTE, HOUR = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Rule:
    """So many messages for so many seconds after the trigger."""

    count: int
    seconds: float


RULES: Mapping[str, Rule] = {
    MESSAGE: Rule(5, 48 * HOUR),
    CLICK: Rule(3, MINUTE),
    FOLLOW: Rule(3, MINUTE),
    SCAN: Rule(3, MINUTE),
}


@dataclass(frozen=True, slots=True)
class Window:
    """Opened by a trigger at a time (Unix seconds); `used` messages have gone out in it."""

    opened_at: float
    used: int = 0


def is_open(trigger: str, window: Window, now: float) -> bool:
    """Whether the window's time is not over."""
    return now < window.opened_at + RULES[trigger].seconds


def spend(windows: Mapping[str, Window], now: float) -> tuple[str, Window] | None:
    """The trigger and its window after one more message, None when all open ones are used up.

    The window that closes first is used first. Raises LookupError when none is open.
    """
    opened = {name: each for name, each in windows.items() if is_open(name, each, now)}
    if not opened:
        raise LookupError("no window is open")
    for name in sorted(opened, key=lambda name: opened[name].opened_at + RULES[name].seconds):
        window = opened[name]
        if window.used < RULES[name].count:
            return name, Window(window.opened_at, window.used + 1)
    return None
