"""What the fixtures of `conftest.py` are made of and tests may name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.servers.base import MissingServer

# 32 bytes in base64, for sealed columns in tests and in the processes that tests start.
DATA_KEY = "dGhpcyBpcyBhIGRhdGEga2V5IGZvciB0ZXN0aW5nISE="

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@dataclass(frozen=True)
class Backend:
    """One way to run Linli: a migrated, empty database and, or not, a Redis."""

    name: str
    database_url: str
    redis_url: str | None


@contextmanager
def skipping() -> Iterator[None]:
    """Skip the test where a server's program is missing."""
    try:
        yield
    except MissingServer as missing:
        pytest.skip(str(missing))


def fail_instead_of_skip(report: Report) -> Report:
    """With CI=true nothing may be left out: a skip, whatever its reason, is a failure."""
    strict = os.environ.get("CI") == "true"
    if strict and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"CI=true allows no skipped test. {reason}"
    return report


def numbered(url: str, number: int) -> str:
    """The URL of a Redis server's database of that number."""
    if url.startswith("unix:"):
        return f"{url.partition('?')[0]}?db={number}"
    return urlunsplit(urlsplit(url)._replace(path=f"/{number}"))
