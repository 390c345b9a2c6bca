"""Access tokens as WeChat hands them out: two independent kinds that expire and can be revoked."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from simulator.errors import ApiError

LIFETIME = 7200.0
OVERLAP = 300.0  # an old token is good so long after a new one; stable ones renew so early
PLAIN_A_DAY = 2000
FORCED_A_DAY = 20
FORCED_GAP = 30.0
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Token:
    """A token, when it ends (Unix seconds) and when it was made."""

    text: str
    ends_at: float
    made_at: float


class Tokens:
    """Issues and checks the tokens of one account; safe for threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._ends: dict[str, float] = {}
        self._stable: Token | None = None
        self._plain: Token | None = None
        self._plain_times: list[float] = []
        self._forced_times: list[float] = []

    def plain(self) -> tuple[str, int]:
        """A new token of /cgi-bin/token and its seconds; the one before lives 5 minutes more."""
        with self._lock:
            now = self._clock()
            self._plain_times = _of_today(self._plain_times, now)
            if len(self._plain_times) >= PLAIN_A_DAY:
                raise ApiError(45009)
            self._plain_times.append(now)
            self._retire(self._plain, now + OVERLAP)
            self._plain = self._make(now)
            return self._plain.text, int(LIFETIME)

    def stable(self, *, force: bool = False) -> tuple[str, int]:
        """The token of /cgi-bin/stable_token and its seconds; renewed 5 minutes before its end.

        `force` makes the old one invalid at once, 20 times a day, at least 30 s apart.
        """
        with self._lock:
            now = self._clock()
            current = self._stable
            if force and self._may_force(now):
                self._retire(current, now)
                current = None
            if current is None or now >= current.ends_at - OVERLAP:
                current = self._stable = self._make(now)
            return current.text, max(1, int(current.ends_at - now))

    def check(self, text: str) -> None:
        """Raises ApiError for a token that is missing, unknown or over."""
        if not text:
            raise ApiError(41001)
        with self._lock:
            ends_at = self._ends.get(text)
        if ends_at is None:
            raise ApiError(40001)
        if self._clock() >= ends_at:
            raise ApiError(42001)

    def revoke(self) -> None:
        """Makes every token unknown, as if somebody else had refreshed it."""
        with self._lock:
            self._ends.clear()
            self._stable = self._plain = None

    def _may_force(self, now: float) -> bool:
        self._forced_times = _of_today(self._forced_times, now)
        if self._forced_times and now - self._forced_times[-1] < FORCED_GAP:
            return False
        if len(self._forced_times) >= FORCED_A_DAY:
            raise ApiError(45009)
        self._forced_times.append(now)
        return True

    def _make(self, now: float) -> Token:
        self._ends = {text: end for text, end in self._ends.items() if end > now - DAY}
        token = Token(f"97_{secrets.token_urlsafe(102)}", now + LIFETIME, now)
        self._ends[token.text] = token.ends_at
        return token

    def _retire(self, token: Token | None, ends_at: float) -> None:
        if token is not None and token.text in self._ends:
            self._ends[token.text] = min(ends_at, token.ends_at)


def _of_today(times: list[float], now: float) -> list[float]:
    return [at for at in times if at > now - DAY]
