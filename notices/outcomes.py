"""What becomes of a notice after a send, by how the send ended. Pure."""

from dataclasses import dataclass
from datetime import timedelta

from notices.channel import (
    BadContent,
    ClosedWindow,
    Later,
    Misconfigured,
    NoConsent,
    NotSent,
    SendFailed,
    Uncertain,
    Unreachable,
)
from notices.models import NoticeState
from notices.windows import Way

STALE_AFTER = timedelta(seconds=60)
"""A send that began so long ago and has no outcome never gets one: its process died."""

MAX_DOUBTS = 2
"""A notice in doubt is sent once more; in doubt again, only the next reply may carry it."""

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)
DOUBT_WAIT = timedelta(seconds=30)
ALERT_WAIT = timedelta(minutes=5)


@dataclass(frozen=True)
class Outcome:
    """What to write: on the notice, on the resident's contact, and how long to send nothing."""

    state: NoticeState
    reason: str | None = None
    wait: timedelta = timedelta(0)
    only_way: Way | None = None
    doubtful: bool = False
    refund: bool = False  # the send surely did not count: give it back to the window
    shut: bool = False  # the window is closed, whatever we had counted
    unreachable: bool = False
    pause: timedelta | None = None  # at least so long, the whole channel


SENT = Outcome(NoticeState.SENT)


def after(failure: SendFailed | None, attempts: int, doubts: int) -> Outcome:
    """The outcome of a send; `attempts` counts this one, `doubts` those before it."""
    waiting, wait = NoticeState.WAITING, backoff(attempts)
    match failure:
        case None:
            return SENT
        case Uncertain():
            return doubt(failure.reason, doubts)
        case ClosedWindow():
            return Outcome(waiting, failure.reason, shut=True)
        case Unreachable():
            return Outcome(waiting, failure.reason, refund=True, unreachable=True)
        case NoConsent():
            return Outcome(waiting, failure.reason)
        case BadContent():
            return Outcome(waiting, failure.reason, only_way=Way.REPLY, refund=True)
        case Misconfigured():
            return Outcome(waiting, failure.reason, ALERT_WAIT, refund=True, pause=ALERT_WAIT)
        case Later():
            wait = timedelta(seconds=failure.seconds) if failure.seconds else wait
            return Outcome(waiting, failure.reason, wait, refund=True, pause=wait)
        case NotSent():
            return Outcome(waiting, failure.reason, wait, refund=True, pause=FIRST_WAIT)
    raise TypeError(f"no outcome for {type(failure).__name__}")


def doubt(reason: str, doubts: int) -> Outcome:
    """The outcome of a send nobody knows the end of, after that many such sends before."""
    last = doubts + 1 >= MAX_DOUBTS
    return Outcome(
        NoticeState.UNCERTAIN,
        reason,
        DOUBT_WAIT,
        only_way=Way.REPLY if last else None,
        doubtful=True,
        pause=FIRST_WAIT,
    )


def backoff(attempts: int) -> timedelta:
    """How long a notice waits after so many attempts: doubling from 2 s up to 10 minutes."""
    doublings: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)
