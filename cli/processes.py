"""The command lines of Linli's processes."""

import sys

from cli.settings import address
from core.config import Settings

BLOCKING_THREADS = 24
"""Half of them may wait for another try's reply (see web.app)."""


def web_words(settings: Settings, stop_seconds: int) -> list[str]:
    """The web side under granian; what still runs so long after the end was asked is killed."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", settings.host, "--port", str(settings.port)),
        *("--workers", str(settings.workers)),
        *("--blocking-threads", str(BLOCKING_THREADS)),
        "--respawn-failed-workers",
        *("--workers-kill-timeout", str(stop_seconds)),
        *("--no-access-log", "--no-ws", "--log-level", "error"),
        "wsgi:app",
    ]


def worker_words() -> list[str]:
    """The worker, without the checks that its command makes before."""
    return [sys.executable, "-m", "cli.work"]


def simulator_words(settings: Settings) -> list[str]:
    """Our own WeChat with its phone page; the account comes by the environment."""
    return [
        *(sys.executable, "-m", "simulator", "--host", settings.host),
        *("--port", str(settings.simulator_port)),
        *("--target", f"{address(settings.host, settings.port)}/wechat"),
        *("--data", str(settings.data_dir.resolve() / "simulator")),
    ]
