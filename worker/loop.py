"""The worker's loop: each job in a thread of its own, again and again until it is told to end."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from worker.leases import Leases
from worker.metrics import BEAT, RUNS, SECONDS

log = structlog.get_logger()

BEAT_SECONDS = 1.0
"""How often the worker says that it lives, and keeps the leases of what it does."""

LONGEST_REST = 3.0
"""A failing job is tried again after at most so many seconds (or its own period)."""

LEFT_FREE = 0.8
"""The part of the period after which any worker may do the job again: clocks differ a little."""

IsStopping = Callable[[], bool]


@dataclass(frozen=True)
class Job:
    """A line of the table: what runs, and how often in seconds, counted from end to start.

    `run` commits by itself, is asked to look at `is_stopping` between items, and says whether
    there is more to do right away. `shared` False: every worker does it, without a lease.
    """

    name: str
    every: float
    run: Callable[[IsStopping], bool]
    shared: bool = True


class Worker:
    """Runs jobs until `stop`; a job that fails is logged and counted, and runs again."""

    def __init__(self, jobs: Sequence[Job], leases: Leases, heartbeat: Path | None = None) -> None:
        """`heartbeat`: a file whose time of change says when the worker last lived."""
        self._jobs, self._leases, self._heartbeat = jobs, leases, heartbeat
        self._stop = threading.Event()
        self._running: set[str] = set()
        self._lock = threading.Lock()

    def run(self, patience: float = 7.0) -> bool:
        """Work until `stop` is called; then whether all jobs ended within `patience` seconds.

        A job still at it then is left behind: whatever it held is taken up again from its rows.
        """
        threads = [
            threading.Thread(target=self._repeat, args=(job,), daemon=True, name=job.name)
            for job in self._jobs
        ]
        for thread in threads:
            thread.start()
        log.info("worker_started", jobs=len(threads))
        while not self._stop.wait(BEAT_SECONDS):
            self.beat()
        ended = self._join(threads, patience)
        log.info("worker_stopped", cleanly=ended)
        return ended

    def stop(self) -> None:
        """Ask the worker to end; safe in a signal handler and from any thread."""
        self._stop.set()

    def beat(self) -> None:
        """Say that the worker lives, and keep the leases of what is being done."""
        # Under the lock, so that a job that ends meanwhile leaves its lease after this.
        with self._lock:
            for name in self._running:
                self._leases.keep(name)
        BEAT.set_to_current_time()
        if self._heartbeat:
            self._heartbeat.touch()

    def run_once(self, job: Job) -> tuple[bool, bool]:
        """Do the job if it is this worker's turn: (went well, has more to do)."""
        if job.shared and not self._leases.take(job.name):
            return True, False
        well, more = self._do(job)
        if job.shared:
            self._leases.leave(job.name, 0 if more or not well else job.every * LEFT_FREE)
        return well, more

    def _repeat(self, job: Job) -> None:
        failures = 0
        while not self._stop.is_set():
            well, more = self.run_once(job)
            failures = 0 if well else failures + 1
            self._stop.wait(0 if more else rest_after(job.every, failures))

    def _do(self, job: Job) -> tuple[bool, bool]:
        with self._lock:
            self._running.add(job.name)
        started = time.monotonic()
        try:
            more = job.run(self._stop.is_set)
        except Exception as error:
            # The values in a traceback may be somebody's; its type and place are not.
            log.error("job_failed", job=job.name, error=type(error).__name__, at=_place(error))
            RUNS.labels(job.name, "failed").inc()
            return False, False
        finally:
            SECONDS.labels(job.name).observe(time.monotonic() - started)
            with self._lock:
                self._running.discard(job.name)
        RUNS.labels(job.name, "done").inc()
        return True, more

    def _join(self, threads: Sequence[threading.Thread], patience: float) -> bool:
        deadline = time.monotonic() + patience
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)


def rest_after(every: float, failures: int) -> float:
    """Seconds until the next run, after so many failed ones in a row."""
    return min(every * 2 ** min(failures, 4), LONGEST_REST) if failures else every


def _place(error: BaseException) -> str:
    """File and line where it was raised, like 'delivery.py:74'."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
