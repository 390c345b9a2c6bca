"""The worker as a process: it does its work, says that it lives, and ends when told to."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from accounts.contact import note_contact
from accounts.residents import meet
from core.clock import now
from core.database import Sessions
from notices.models import NoticeState
from notices.service import queue
from simulator import pushes
from simulator.platform import Platform
from simulator.server import make_app
from tests.backends import DATA_KEY, Backend
from tests.notices.people import notices
from tests.simulator.desk import SECRET, make_open_platform
from tests.simulator.serving import serve

ROOT = Path(__file__).parents[2]
WITHIN = 60.0
ENDS_WITHIN = 8.0


@pytest.fixture
def platform() -> Platform:
    return make_open_platform(clock=time.time)[0]


@pytest.fixture
def api_url(platform: Platform) -> Iterator[str]:
    with serve(make_app(platform)) as url:
        yield url


@contextmanager
def working(backend: Backend, folder: Path, api_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker at work on the backend; killed at the end if it still lives."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "DATABASE_URL": backend.database_url,
        "REDIS_URL": backend.redis_url or "",
        "DATA_KEY": DATA_KEY,
        "WECHAT_APPID": "wx0123456789abcdef",
        "WECHAT_SECRET": SECRET,
        "WECHAT_CAN": "customer_service",
        "WECHAT_API_URL": api_url,
    }
    process = subprocess.Popen([sys.executable, "-m", "cli.work"], env=environment, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait(5)


def until(holds: Callable[[], bool]) -> None:
    """Wait for it, `WITHIN` seconds at most."""
    deadline = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < deadline
        threading.Event().wait(0.05)


def test_it_sends_what_waits_says_that_it_lives_and_ends_in_time(
    backend: Backend, sessions: Sessions, platform: Platform, api_url: str, tmp_path: Path
) -> None:
    openid = platform.residents[0].openid
    platform.send(openid, pushes.text("您好"))
    with sessions.begin() as db:
        auntie = meet(db, "wx0123456789abcdef", openid, now=now()).id
        note_contact(db, auntie, "message", now=now())
        queue(db, resident_id=auntie, cause="a", kind="step", text="已受理", now=now())
    with working(backend, tmp_path, api_url) as process:
        until(lambda: notices(sessions)[0].state == NoticeState.SENT)
        until((tmp_path / "worker.beat").exists)
        asked_at = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(ENDS_WITHIN) == 0
        assert time.monotonic() - asked_at < ENDS_WITHIN
    texts = [item.text for item in platform.chat.since(0, openid=openid)]
    assert texts.count("已受理") == 1
