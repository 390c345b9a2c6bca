"""Silence of the whole channel while WeChat is away, so that few notices come into doubt."""

from datetime import datetime

from notices.outcomes import Outcome, backoff


class Pause:
    """Grows with every failure of the channel in a row, ends with the first success.

    It lives in one process and may be lost: the rows' own waiting times remain.
    """

    def __init__(self) -> None:
        self._until: datetime | None = None
        self._failures = 0

    def is_on(self, now: datetime) -> bool:
        """Whether nothing should be sent now."""
        return self._until is not None and now < self._until

    def note(self, outcome: Outcome, now: datetime) -> None:
        """Take a send's outcome into account."""
        if outcome.pause is None:
            self._until, self._failures = None, 0
            return
        self._failures += 1
        self._until = now + max(outcome.pause, backoff(self._failures))
