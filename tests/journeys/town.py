"""A whole town for a story: residents on phones, WeChat, the desk, its worker; all real but
WeChat, which the simulator plays."""

import math
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Resident
from accounts.residents import find_resident
from bot.once import Timing
from cases.models import Case, CaseReporter
from cases.queries import find_visible
from cases.service import step
from cases.workflow import Step
from community.menu import to_wechat
from community.pack import COMMUNITY
from core import clock
from core.actor import OPERATOR
from core.config import Settings, load_settings
from core.database import Sessions, make_engine, make_sessions
from faq.knowledge import Knowledge
from handlers.menu import SHIPPED
from simulator.account import ALL, BASIC, Account
from simulator.person import Person, find_person
from simulator.platform import Platform
from simulator.residents import Resident as Follower
from simulator.residents import make_openid
from simulator.server import make_app
from simulator.transport import wsgi_transport
from tests.backends import DATA_KEY, Backend
from tests.servers.loaded import load_starter_once, share_kept
from tests.simulator.serving import Serving
from web.app import Parts, create_app
from worker.app import make_tools
from worker.jobs import Tools, table

APPID, SECRET, TOKEN = "wx5823bf96d3bd56c7", "a-secret-of-tests-only", "town-token"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
# Where nobody sends several things in one breath, nobody waits for more of them.
BRISK = replace(Timing(), quiet=0.0)
TEMPLATE = "a-template-of-one-time-notices"
EVERYTHING = "customer_service template subscribe oauth qrcode menu kf"


class TownClock:
    """The time of a whole town: it passes as everywhere, and jumps when a story says so."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return clock.now() + self._ahead

    def jump(self, span: timedelta) -> None:
        """So much time has passed."""
        self._ahead += span

    def set(self, at: datetime) -> None:
        """It is that time now."""
        self._ahead = at - clock.now()


@dataclass
class Town:
    """One installation with its WeChat; `stop` ends its threads."""

    settings: Settings
    app: Flask
    platform: Platform
    sessions: Sessions
    serving: Serving
    tools: Tools
    clock: TownClock = field(default_factory=TownClock)

    def person(self, nickname: str) -> Person:
        """One of the residents on the phone page: 王阿姨, 小张, 老李, 路人."""
        return find_person(self.platform, nickname)

    def newcomer(self, scene: str = "xingfu-1") -> Person:
        """Somebody new, who follows by the code of that scene ('': by none)."""
        person = Person(self.platform, self.arrive(scene))
        person.follows(scene)
        return person

    def arrive(self, scene: str = "") -> str:
        """Somebody new with a phone, who does not follow yet; the openid."""
        # Towns of one test run share a store, which counts messages by sender.
        nickname = f"居民 {secrets.token_hex(6)}"
        openid = make_openid(self.platform.account.appid, nickname)
        return self.platform.save(Follower(openid, nickname, scene=scene)).openid

    def resident(self, db: Session, person: Person) -> Resident:
        """Who the desk takes the person for."""
        found = find_resident(db, self.settings.wechat_appid, person.openid)
        assert found is not None
        return found

    def cases_of(self, db: Session, person: Person) -> list[Case]:
        """The cases that the person reported, oldest first."""
        own = CaseReporter.resident_id == self.resident(db, person).id
        joined = select(Case).join(CaseReporter, CaseReporter.case_id == Case.id)
        return list(db.scalars(joined.where(own).order_by(Case.id)))

    def work(self, within: float = math.inf) -> None:
        """Let the worker do everything that is due now, or only what it does so often (seconds)."""
        for job in table(self.tools):
            while job.every <= within and job.run(lambda: False):
                pass

    def step(self, number: str, taken: Step, note: str = "") -> None:
        """The operator takes a step, as `./run manage case step` would."""
        setup = self.parts.snapshots.setup.now()
        with self.sessions.begin() as db:
            step(
                db,
                self.case(db, number),
                taken,
                actor=OPERATOR,
                setup=setup,
                note=note,
                now=self.clock(),
            )

    def look_anew(self) -> None:
        """What is published and set up now holds, without waiting for the next look at it."""
        self.parts.snapshots.setup.refresh()
        self.parts.snapshots.catalogue.refresh()
        self.parts.snapshots.knowledge.refresh()
        self.parts.snapshots.outages.refresh()

    def knowledge(self) -> Knowledge:
        """What is published now, without waiting for the next look at it."""
        return self.parts.snapshots.knowledge.refresh()

    @property
    def parts(self) -> Parts:
        """What the web process is made of."""
        parts: Parts = self.app.extensions["linli"]
        return parts

    def case(self, db: Session, number: str) -> Case:
        """The case of that number."""
        found = find_visible(db, OPERATOR, number)
        assert found is not None, f"no case {number}"
        return found

    def stop(self) -> None:
        """End the simulator's server and the snapshots' threads."""
        self.serving.stop()
        self.parts.snapshots.stop()


def found(
    backend: Backend,
    folder: Path,
    can: str = EVERYTHING,
    timing: Timing = BRISK,
    pack: str = COMMUNITY,
) -> Town:
    """Found a town: a loaded database, a desk, a WeChat that grants what `can` says."""
    grants = (frozenset(can.split()) | BASIC) & ALL
    templates = frozenset({TEMPLATE})
    account = Account(APPID, SECRET, TOKEN, AES_KEY, grants=grants, templates=templates)
    time = TownClock()
    platform = Platform(
        account,
        "http://desk/wechat",
        transport=lambda *push: carry(*push),
        clock=lambda: time().timestamp(),
    )
    serving = Serving(make_app(platform))
    platform.base_url = serving.url
    settings = make_settings(backend, folder, can, platform.base_url)
    load_starter_once(settings.database, demo=True, pack=pack)
    share_kept(folder, pack)
    sessions = make_sessions(make_engine(settings.database))
    app = create_app(settings, timing, now=time)
    carry = wsgi_transport(app)
    if "menu" in grants:
        platform.set_menu(to_wechat(SHIPPED))
    parts: Parts = app.extensions["linli"]
    tools, _ = make_tools(settings, parts.snapshots, time)
    return Town(settings, app, platform, sessions, serving, tools, time)


def make_settings(backend: Backend, folder: Path, can: str, weixin: str) -> Settings:
    """Settings of the town, nothing taken from this machine's environment."""
    return load_settings(
        _env_file=None,
        data_dir=folder,
        database_url=backend.database_url,
        redis_url=backend.redis_url or "",
        secret_key="s" * 40,
        data_key=DATA_KEY,
        wechat_appid=APPID,
        wechat_secret=SECRET,
        wechat_token=TOKEN,
        wechat_aes_key=AES_KEY,
        wechat_can=can,
        wechat_api_url=weixin,
        wechat_open_url=weixin,
        wechat_mp_url=weixin,
        wechat_subscribe_template_id=TEMPLATE,
        public_url="http://desk",
    )
