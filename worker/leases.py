"""Leases in the store: while one worker does a job, the others needn't.

What must be right is settled by rows; so a store that is away gives every worker its lease.
"""

import secrets

import structlog

from core.errors import Unavailable
from core.store import Store

log = structlog.get_logger()


class Leases:
    """This worker's leases by job; `seconds` is how long a dead worker's lease lasts."""

    def __init__(self, store: Store, seconds: float = 5.0) -> None:
        self._store, self._seconds = store, seconds
        self._me = secrets.token_hex(8)

    @property
    def seconds(self) -> float:
        """How long a lease lasts when it isn't kept."""
        return self._seconds

    def take(self, job: str) -> bool:
        """Whether this worker shall do the job now."""
        try:
            return self._store.add(_key(job), self._me, self._seconds)
        except Unavailable:
            log.warning("job_without_lease", job=job)
            return True

    def keep(self, job: str) -> None:
        """Make the lease of a job that is being done last anew."""
        self._hold(job, self._seconds)

    def leave(self, job: str, seconds: float) -> None:
        """The job is done; nobody need do it again for so long."""
        if seconds > 0:
            self._hold(job, seconds)
        else:
            self._release(job)

    def _hold(self, job: str, seconds: float) -> None:
        try:
            self._store.extend(_key(job), self._me, seconds)
        except Unavailable:
            log.warning("lease_not_kept", job=job)

    def _release(self, job: str) -> None:
        try:
            self._store.release(_key(job), self._me)
        except Unavailable:
            log.warning("lease_not_released", job=job)


def _key(job: str) -> str:
    return f"job:{job}"
