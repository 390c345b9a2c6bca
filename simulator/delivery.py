"""Carrying one push to the account: the limit of 5 seconds and three tries, as WeChat does."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.envelope import HEADERS, Envelope
from simulator.errors import BadReply
from simulator.replies import Reply
from simulator.transport import Transport

TRIES = 3
LIMIT_SECONDS = 5.0
PAUSE_SECONDS = 1.0  # after a refused connection; a timeout is followed by the next try at once

ANSWERED, SILENT, FAILED = "answered", "silent", "failed"


@dataclass(frozen=True, slots=True)
class Try:
    """One request and what came of it; `problem` is empty when the answer was acceptable."""

    number: int
    started_at: float
    seconds: float
    status: int | None = None
    body: bytes = b""
    problem: str = ""
    retry: bool = False
    duplicate: bool = False


@dataclass(slots=True)
class Result:
    """How a delivery ended: ANSWERED with a reply, SILENT or FAILED; all tries in order of end."""

    outcome: str
    reply: Reply | None = None
    tries: list[Try] = field(default_factory=list)


@dataclass(frozen=True)
class Carrier:
    """Sends envelopes; `scale` shortens WeChat's seconds, `pause` waits between refused tries."""

    transport: Transport
    scale: float = 1.0
    clock: Callable[[], float] = time.time
    pause: Callable[[float], None] = time.sleep

    def carry(
        self,
        envelope: Envelope,
        understand: Callable[[bytes], Reply | None],
        *,
        copies: int = 1,
        noted: Callable[[Try], None] = lambda _: None,
    ) -> Result:
        """Tries up to three times; with `copies` each try is sent so often in parallel."""
        result = Result(FAILED)
        for number in range(1, TRIES + 1):
            for attempt, reply in self._round(envelope, understand, number, copies):
                result.tries.append(attempt)
                noted(attempt)
                if not attempt.problem and result.outcome == FAILED:
                    result.outcome, result.reply = (ANSWERED if reply else SILENT), reply
            if result.outcome != FAILED or not result.tries[-1].retry:
                break
            if number < TRIES and result.tries[-1].problem != "timeout":
                self.pause(PAUSE_SECONDS * self.scale)
        return result

    def _round(
        self,
        envelope: Envelope,
        understand: Callable[[bytes], Reply | None],
        number: int,
        copies: int,
    ) -> list[tuple[Try, Reply | None]]:
        ended: list[tuple[Try, Reply | None]] = []
        threads = [
            threading.Thread(
                target=lambda copy: ended.append(self._try(envelope, understand, number, copy)),
                args=(copy,),
                daemon=True,
            )
            for copy in range(1, copies)
        ]
        for thread in threads:
            thread.start()
        ended.append(self._try(envelope, understand, number, 0))
        for thread in threads:
            thread.join()
        return ended

    def _try(
        self,
        envelope: Envelope,
        understand: Callable[[bytes], Reply | None],
        number: int,
        copy: int,
    ) -> tuple[Try, Reply | None]:
        at, started = self.clock(), time.monotonic()
        status, body, reply, problem, retry = None, b"", None, "", False
        try:
            status, body = self.transport(
                envelope.url, HEADERS, envelope.body, LIMIT_SECONDS * self.scale
            )
            if status == 200:
                reply = understand(body)
            else:
                problem, retry = f"HTTP {status}", True
        except TimeoutError:
            problem, retry = "timeout", True
        except OSError:
            problem, retry = "no connection", True
        except BadReply as error:
            problem = str(error)
        seconds = time.monotonic() - started
        done = Try(number, at, seconds, status, body, problem, retry, duplicate=copy > 0)
        return done, reply
