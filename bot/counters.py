"""What the channel counts, for `/metrics`: never a name, an openid or a word of anybody."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from prometheus_client import Counter, Histogram

PUSHES = Counter("linli_pushes_total", "Pushes of WeChat by what became of them", ["outcome"])
STALE = Counter("linli_pushes_stale_total", "Signed pushes more than five minutes off our clock")
REPLY_SECONDS = Histogram(
    "linli_reply_seconds",
    "Seconds from a push's arrival to its reply",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4.5, 6),
)
STAGE_CPU = Counter("linli_stage_cpu_seconds_total", "CPU seconds by stage of a push", ["stage"])


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count the CPU time this thread spends within."""
    counter, began = _counter(name), time.thread_time()
    try:
        yield
    finally:
        counter.inc(time.thread_time() - began)


@cache
def _counter(name: str) -> Counter:
    """Looked up once a stage: it happens five times in every push."""
    return STAGE_CPU.labels(name)
