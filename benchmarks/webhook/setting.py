"""What the benchmark starts: PostgreSQL, Valkey, and the two servers that are compared."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis

from benchmarks.webhook import street
from benchmarks.webhook.usage import cpu_of, parent_of
from cli.metrics import with_metrics
from cli.processes import web_words
from cli.settings import environment
from core.config import Settings, load_settings
from core.database import Sessions, make_engine, make_sessions
from core.sealing import Keyring, install
from tests.backends import DATA_KEY
from tests.processes import WebServer, free_port
from tests.servers.postgres import PostgresServer
from tests.servers.valkey import ValkeyServer

WORKERS = 2
DESK, ECHO = "wsgi:app", "benchmarks.webhook.echo:app"
METRICS_TOKEN = "for-the-benchmark"


@dataclass(frozen=True)
class Setting:
    """Both servers running, the desk's database loaded; `settings` are the desk's."""

    settings: Settings
    desk: WebServer
    echo: WebServer
    sessions: Sessions
    pids: Mapping[str, int]

    def cpu(self) -> dict[str, float]:
        """CPU seconds used so far by each of the processes (with their children)."""
        return {name: cpu_of(pid) for name, pid in self.pids.items()}


@contextmanager
def running(folder: Path) -> Iterator[Setting]:
    """Everything that is measured, on data in the folder; gone with the block."""
    with ExitStack() as stack:
        postgres, valkey = servers(stack)
        settings = settings_for(folder, postgres, valkey, workers=WORKERS)
        install(Keyring(DATA_KEY))
        sessions = make_sessions(make_engine(settings.database))
        street.load(sessions, settings)
        desk = stack.enter_context(served(DESK, settings))
        echo = stack.enter_context(served(ECHO, settings))
        pids = {
            "desk": desk.pid,
            "echo": echo.pid,
            "postgresql": _postgres_pid(postgres),
            "valkey": _valkey_pid(valkey),
        }
        yield Setting(settings, desk, echo, sessions, pids)


def servers(stack: ExitStack) -> tuple[str, str]:
    """The addresses of a PostgreSQL and a Valkey: those that the tests' settings name, or new ones
    that end with the stack."""
    postgres = os.environ.get("TEST_DATABASE_URL") or stack.enter_context(PostgresServer()).url
    valkey = os.environ.get("TEST_REDIS_URL") or stack.enter_context(ValkeyServer()).url
    return postgres, valkey


def settings_for(folder: Path, postgres: str, valkey: str, *, workers: int) -> Settings:
    """Settings of a desk in production with so many web processes, its data in the folder."""
    return load_settings(
        _env_file=None,
        data_dir=folder,
        database_url=postgres,
        redis_url=valkey,
        workers=workers,
        secret_key="s" * 40,
        data_key=DATA_KEY,
        metrics_token=METRICS_TOKEN,
        log_level="WARNING",
        wechat_appid="wx5823bf96d3bd56c7",
        wechat_token="a-token-of-benchmarks",
        wechat_aes_key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
        wechat_mode="safe",
    )


def served(app: str, settings: Settings) -> WebServer:
    """The application behind the server that `./run serve` starts, with all it sets there."""
    port = free_port()
    words = web_words(settings.model_copy(update={"port": port}), stop_seconds=8)
    words[words.index(DESK)] = app
    surroundings = with_metrics(environment(settings), settings.data_dir)
    log = settings.data_dir / f"{app.partition(':')[0]}-{port}.log"
    return WebServer(words, surroundings, log, port)


def _postgres_pid(url: str) -> int:
    """The server's own process, above the one that serves us."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return parent_of(connection.info.backend_pid)


def _valkey_pid(url: str) -> int:
    with redis.Redis.from_url(url) as client:
        return int(client.info("server")["process_id"])
