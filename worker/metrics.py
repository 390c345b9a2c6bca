"""What the worker counts."""

from prometheus_client import Counter, Gauge, Histogram

RUNS = Counter("linli_job_runs_total", "Runs of a job by how they ended.", ["job", "end"])
SECONDS = Histogram(
    "linli_job_seconds",
    "How long runs of a job took, in seconds.",
    ["job"],
    buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 20, 60),
)
BEAT = Gauge(
    "linli_worker_beat_seconds", "Unix time of the last sign of life.", multiprocess_mode="max"
)
NOTICES = Counter("linli_notices_total", "Sends of notices by the state they ended in.", ["state"])
