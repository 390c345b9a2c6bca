"""A whole installation of real processes, which a test may kill; only WeChat is simulated."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import redis
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from cases.models import Case
from cases.service import step
from cases.workflow import Step
from cli.processes import web_words, worker_words
from cli.settings import environment
from community.pack import COMMUNITY
from community.setup import load_setup
from core import clock
from core.actor import OPERATOR
from core.config import Settings, load_settings
from core.database import Sessions, make_engine, make_sessions
from simulator.account import Account
from simulator.person import Person
from simulator.platform import Platform
from simulator.residents import Resident, make_openid
from simulator.server import make_app
from tests.backends import DATA_KEY
from tests.processes import Process, WebServer, free_port
from tests.servers.loaded import load_starter_once, share_kept
from tests.simulator.serving import serve

EVERYTHING = "customer_service template subscribe oauth qrcode menu kf"
NUMBER = re.compile(r"\d{8}-\d{4,}")
SENDS = "/cgi-bin/message/"


@dataclass
class House:
    """One installation: web processes, a worker, a WeChat; `sessions` look into its database."""

    settings: Settings
    platform: Platform
    webs: list[WebServer]
    worker: Process
    sessions: Sessions
    on_send: list[Callable[[str], None]] = field(default_factory=list)

    @property
    def web(self) -> WebServer:
        """The (first) web server."""
        return self.webs[0]

    def neighbour(self, name: str) -> Person:
        """A resident of that name, who need not have written before."""
        openid = make_openid(self.platform.account.appid, name)
        if all(known.openid != openid for known in self.platform.residents):
            self.platform.save(Resident(openid, name, follows=True, greeted=True))
        return Person(self.platform, openid)

    def step(self, number: str, wanted: Step, note: str = "") -> None:
        """The operator does a step, as `./run manage case step` would."""
        with self.sessions.begin() as db:
            case = db.scalars(select(Case).where(Case.number == number)).one()
            setup, now = load_setup(db), clock.now()
            step(db, case, wanted, actor=OPERATOR, setup=setup, note=note, now=now)

    def forget(self, keys: str) -> None:
        """Let the store lose the keys of that pattern."""
        with redis.Redis.from_url(self.settings.redis_url) as store:
            for key in store.scan_iter(keys):
                store.delete(key)

    def age(self, span: timedelta) -> None:
        """Let what processes have left unfinished become so much older."""
        with self.sessions.begin() as db:
            for table, column in (
                ("notice", "sending_at"),
                ("notice", "due_at"),
                ("message", "received_at"),
            ):
                older = f"UPDATE {table} SET {column} = {column} - :span"  # noqa: S608
                db.execute(text(older), {"span": span})


def number_in(words: str) -> str | None:
    """The case number that the words tell."""
    found = NUMBER.search(words)
    return found[0] if found else None


@contextmanager
def founded(
    folder: Path,
    database_url: str,
    redis_url: str,
    *,
    scale: float = 1.0,
    workers: int = 2,
    servers: int = 1,
) -> Iterator[House]:
    """A house on a migrated database; its worker is not started."""
    with ExitStack() as stack:
        account = Account("wx5823bf96d3bd56c7", "secret-of-tests", "house-token", "k" * 43)
        platform = Platform(account, "http://nowhere", time_scale=scale, residents=[])
        house_of: list[House] = []
        app = _heard(make_app(platform), lambda moment: _tell(house_of, moment))
        platform.base_url = stack.enter_context(serve(app))
        settings = _settings(folder, database_url, redis_url, account, platform.base_url, workers)
        load_starter_once(settings.database, demo=True)
        share_kept(folder, COMMUNITY)
        sessions = make_sessions(make_engine(settings.database))
        surroundings = {**environment(settings), "TIME_SCALE": str(scale)}
        webs = [_web(settings, surroundings, number) for number in range(servers)]
        worker = Process(worker_words(), surroundings, folder / "worker.log")
        house = House(settings, platform, webs, worker, sessions)
        house_of.append(house)
        platform.target = f"{house.web.url}/wechat"
        for process in (*webs, worker):
            stack.callback(process.stop)
        for web in webs:
            web.start()
        for web in webs:
            web.wait("/readyz")
        yield house
        sessions.kw["bind"].dispose()


def _settings(
    folder: Path, database_url: str, redis_url: str, account: Account, weixin: str, workers: int
) -> Settings:
    return load_settings(
        _env_file=None,
        data_dir=folder,
        database_url=database_url,
        redis_url=redis_url,
        workers=workers,
        secret_key="s" * 40,
        data_key=DATA_KEY,
        wechat_appid=account.appid,
        wechat_secret=account.secret,
        wechat_token=account.token,
        wechat_aes_key=account.aes_key,
        wechat_can=EVERYTHING,
        wechat_api_url=weixin,
        wechat_open_url=weixin,
        wechat_mp_url=weixin,
    )


def _web(settings: Settings, surroundings: dict[str, str], number: int) -> WebServer:
    port = free_port()
    words = web_words(settings.model_copy(update={"port": port}), stop_seconds=8)
    words[words.index("wsgi:app")] = "tests.faults.app:app"
    return WebServer(words, surroundings, settings.data_dir / f"web-{number}.log", port)


def _heard(app: WSGIApplication, hear: Callable[[str], None]) -> WSGIApplication:
    """WeChat's API, where a test hears of each send before and after it is done."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        is_send = environ["PATH_INFO"].startswith(SENDS)
        if is_send:
            hear("before")
        body = list(app(environ, start))
        if is_send:
            hear("after")
        return body

    return answer


def _tell(house_of: list[House], moment: str) -> None:
    for hear in house_of[0].on_send if house_of else ():
        hear(moment)


def in_parallel(acts: Iterable[Callable[[], Any]]) -> list[threading.Thread]:
    """Start each in a thread of its own."""
    threads = [threading.Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    return threads


def count(db: Session, table: str, condition: str = "TRUE", **values: object) -> int:
    """How many rows of a table fulfil an SQL condition."""
    found = db.scalar(text(f"SELECT count(*) FROM {table} WHERE {condition}"), values)  # noqa: S608
    return int(found or 0)
