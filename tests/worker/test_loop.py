"""The worker's loop: what fails doesn't stop it, what another does isn't done twice."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from core.errors import Unavailable
from core.memory_store import MemoryStore
from core.store import Store
from worker.leases import Leases
from worker.loop import LEFT_FREE, LONGEST_REST, IsStopping, Job, Worker, rest_after

WITHIN = 30.0


class AwayStore(MemoryStore):
    """A store that can't be reached."""

    def add(self, key: str, value: str, ttl: float) -> bool:  # noqa: ARG002
        raise Unavailable

    def extend(self, key: str, value: str, ttl: float) -> bool:  # noqa: ARG002
        raise Unavailable


class Seconds:
    """A monotonic clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def job(act: Callable[[IsStopping], bool] = lambda _: False, every: float = 10.0) -> Job:
    return Job("job", every, act)


def noting(name: str, done: list[str]) -> Job:
    """A job that writes its name down."""

    def act(_: IsStopping) -> bool:
        done.append(name)
        return False

    return job(act)


def worker(store: Store, *jobs: Job, heartbeat: Path | None = None) -> Worker:
    return Worker(jobs, Leases(store), heartbeat)


def running(worker: Worker) -> tuple[threading.Thread, list[bool]]:
    """The worker at work in a thread, and where its `run` will leave its answer."""
    ended: list[bool] = []
    thread = threading.Thread(target=lambda: ended.append(worker.run(WITHIN)), daemon=True)
    thread.start()
    return thread, ended


def test_a_job_runs_again_and_again_until_the_worker_stops() -> None:
    thrice = threading.Semaphore(0)

    def act(_: IsStopping) -> bool:
        thrice.release()
        return False

    busy = worker(MemoryStore(), job(act, every=0.001))
    thread, ended = running(busy)
    assert all(thrice.acquire(timeout=WITHIN) for _ in range(3))
    busy.stop()
    thread.join(WITHIN)
    assert ended == [True]


def test_a_job_that_fails_is_counted_and_the_others_go_on() -> None:
    went_on, failures = threading.Event(), []

    def fail(_: IsStopping) -> bool:
        failures.append(1)
        raise ZeroDivisionError("王阿姨的电话")

    def act(_: IsStopping) -> bool:
        if len(failures) > 1:
            went_on.set()
        return False

    before = REGISTRY.get_sample_value("linli_job_runs_total", {"job": "bad", "end": "failed"})
    busy = worker(MemoryStore(), Job("bad", 0.001, fail), Job("good", 0.001, act))
    thread, ended = running(busy)
    assert went_on.wait(WITHIN)
    busy.stop()
    thread.join(WITHIN)
    after = REGISTRY.get_sample_value("linli_job_runs_total", {"job": "bad", "end": "failed"})
    assert ended == [True]
    assert (after or 0) - (before or 0) == len(failures)


def test_what_a_failing_job_was_about_stays_out_of_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: IsStopping) -> bool:
        raise ValueError("13800000000")

    assert worker(MemoryStore()).run_once(job(fail)) == (False, False)
    said = capsys.readouterr()
    assert "13800000000" not in said.out + said.err


def test_a_worker_asked_to_stop_ends_the_job_it_is_at() -> None:
    at_it = threading.Event()

    def act(is_stopping: IsStopping) -> bool:
        at_it.set()
        while not is_stopping():
            threading.Event().wait(0.005)
        return True

    busy = worker(MemoryStore(), job(act))
    thread, ended = running(busy)
    assert at_it.wait(WITHIN)
    busy.stop()
    thread.join(WITHIN)
    assert ended == [True]


def test_a_job_that_will_not_end_is_left_behind() -> None:
    at_it, let_go = threading.Event(), threading.Event()

    def act(_: IsStopping) -> bool:
        at_it.set()
        return let_go.wait(WITHIN)

    busy = worker(MemoryStore(), job(act))
    ended: list[bool] = []
    thread = threading.Thread(target=lambda: ended.append(busy.run(patience=0.01)), daemon=True)
    thread.start()
    assert at_it.wait(WITHIN)
    busy.stop()
    thread.join(WITHIN)
    let_go.set()
    assert ended == [False]


def test_two_workers_do_a_job_once_in_its_period() -> None:
    clock = Seconds()
    store = MemoryStore(clock)
    done: list[str] = []
    here, there = worker(store), worker(store)
    ours, theirs = noting("here", done), noting("there", done)
    here.run_once(ours)
    there.run_once(theirs)
    assert done == ["here"]
    clock.at += ours.every * LEFT_FREE
    there.run_once(theirs)
    assert done == ["here", "there"]


def test_a_job_with_more_to_do_may_be_done_at_once_by_any_worker() -> None:
    store = MemoryStore(Seconds())
    assert worker(store).run_once(job(lambda _: True)) == (True, True)
    assert worker(store).run_once(job(lambda _: True)) == (True, True)


def test_a_dead_workers_job_is_taken_over_and_a_living_ones_is_not() -> None:
    clock = Seconds()
    store = MemoryStore(clock)
    dead, alive = Leases(store), Leases(store)
    assert dead.take("job")
    clock.at += dead.seconds - 0.1
    dead.keep("job")
    clock.at += 0.2
    assert not alive.take("job")
    clock.at += dead.seconds
    assert alive.take("job")


def test_a_beat_keeps_the_lease_of_a_long_job_and_says_that_the_worker_lives(
    tmp_path: Path,
) -> None:
    clock = Seconds()
    store = MemoryStore(clock)
    heartbeat = tmp_path / "worker.beat"
    long_at_it = worker(store, heartbeat=heartbeat)
    other = Leases(store)

    def act(_: IsStopping) -> bool:
        for _second in range(30):
            clock.at += 1.0
            long_at_it.beat()
            assert not other.take("job")
        return False

    assert long_at_it.run_once(job(act)) == (True, False)
    assert heartbeat.exists()


def test_without_a_store_every_worker_does_its_jobs() -> None:
    done: list[str] = []
    for _ in range(2):
        worker(AwayStore()).run_once(noting("done", done))
    assert done == ["done", "done"]


def test_after_failures_a_job_rests_longer_but_is_back_within_seconds() -> None:
    rests = [rest_after(0.5, failures) for failures in range(9)]
    assert rests[:3] == [0.5, 1.0, 2.0]
    assert max(rests) == LONGEST_REST < 5
    assert rest_after(3600.0, 0) == 3600.0
    assert rest_after(3600.0, 1) == LONGEST_REST
