"""An office with its console for stories: staff sign in, open pages, send forms."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import cases.loading
import community.loading
import faq.loading
from accounts import sessions as signing
from accounts.consents import give_consent
from accounts.models import Staff, StaffRole
from accounts.residents import meet
from accounts.staff import find_staff
from cases.models import Case
from cases.service import Demand, open_case
from community.setup import Setup
from core.actor import resident_actor
from core.config import Settings, load_settings
from core.database import Sessions
from tests.backends import DATA_KEY, Backend
from tests.servers.loaded import load_once
from web.app import Parts, create_app
from web.console import cookies

# A Monday, 11:00 in Shanghai.
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PASSWORD = "mifuza-peroba-dokane"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
APPID = "wx0123456789abcdef"
# What must be found unmasked nowhere.
NAME, PHONE, IDENTITY = "司徒望舒", "13912345678", "110105194912310021"
PLACE = "3号楼2单元1802室"
CANARIES = (NAME, PHONE, IDENTITY, PLACE)
# By name and path, as http and as https would have them.
BINDING = [
    (f"{prefix}{name}", path)
    for prefix, path in (("", cookies.PATH), ("__Host-", "/"))
    for name in (cookies.SESSION, cookies.FORM)
]
TOKEN_FIELD = re.compile(r'name="csrf_token" value="([^"]+)"')


@cache
def hashed() -> str:
    """`PASSWORD` hashed, once for all."""
    # A hash says itself how dear it is to check; this one is cheap.
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def make_settings(backend: Backend, **more: Any) -> Settings:
    """Settings of an office, nothing taken from this machine's environment."""
    given: dict[str, Any] = {
        "database_url": backend.database_url,
        "redis_url": backend.redis_url or "",
        "secret_key": "s" * 40,
        "data_key": DATA_KEY,
        "wechat_appid": APPID,
        "wechat_mode": "plain",
        "wechat_token": "a-token-of-ours",
        **more,
    }
    return load_settings(_env_file=None, **given)


@dataclass
class Desk:
    """A browser of somebody's; forms get their token by themselves."""

    client: FlaskClient
    cookie: str = ""
    _token: str = field(default="")
    _binding: tuple[str, ...] = field(default=())

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a page."""
        return self._seen(self.client.get(f"/console{path}", **options))

    def token(self) -> str:
        """A token that a page of this browser holds; the last one's, while its cookies last."""
        if not self._token or self._binding != self._bound():
            page = self.get("/sign-in", follow_redirects=True)
            assert self._token, page.text
        return self._token

    def _seen(self, page: TestResponse) -> TestResponse:
        """The page, whose token is at hand from now on."""
        found = TOKEN_FIELD.search(page.text) if page.mimetype == "text/html" else None
        if found:
            self._token, self._binding = found[1], self._bound()
        return page

    def _bound(self) -> tuple[str, ...]:
        """The cookies that tokens are made for."""
        held = [self.client.get_cookie(name, path=path) for name, path in BINDING]
        return tuple(one.value for one in held if one)

    def post(self, path: str, /, **fields: Any) -> TestResponse:
        """Send a form."""
        fields = fields if "csrf_token" in fields else {"csrf_token": self.token(), **fields}
        return self.client.post(f"/console{path}", data=fields)

    def post_with(self, headers: dict[str, str], path: str, /, **fields: Any) -> TestResponse:
        """Send a form with these headers, its token among them."""
        headers = {"X-CSRF-Token": self.token(), **headers}
        return self.client.post(f"/console{path}", data=fields, headers=headers)

    def sign_in(self, name: str, password: str = PASSWORD, **fields: Any) -> TestResponse:
        """Give name and password at the door."""
        answer = self.post("/sign-in", name=name, password=password, **fields)
        self.cookie = "set"
        return answer


@dataclass
class Office:
    """One installation with the starter pack; `now` moves only when a story moves it."""

    app: Flask
    sessions: Sessions
    now: datetime = NOON
    _addresses: int = field(default=0)

    def later(self, **span: float) -> None:
        """Move the clock on."""
        self.now += timedelta(**span)

    def case(self, by: str, text: str = "路灯不亮", *, area: str = "xingfuli") -> Case:
        """A resident's case with name, phone and place: all `CANARIES`."""
        with self.sessions.begin() as db:
            who = meet(db, APPID, f"o-{by}", now=self.now)
            himself = resident_actor(who.id)
            give_consent(db, who.id, "phone", "1", actor=himself, now=self.now)
            demand = Demand(
                account=APPID,
                text=f"{text}，我叫{NAME}，电话{PHONE}，身份证{IDENTITY}",
                source="chat",
                area_id=next(one.id for one in self.setup.areas if one.key == area),
                place=PLACE,
                resident_id=who.id,
                name=NAME,
                phone=PHONE,
            )
            catalogue = self.parts.snapshots.catalogue.now()
            opened = open_case(
                db,
                demand,
                actor=himself,
                setup=self.setup,
                catalogue=catalogue,
                now=self.now,
            )
            return opened.case

    def stock(self) -> None:
        """Publish the starter's entries; takes most of a second, so only stories that need them."""
        with self.sessions.begin() as db:
            faq.loading.load_starter(db, published=True, now=self.now)
        self.parts.snapshots.knowledge.refresh()

    def stop(self) -> None:
        """End the process's threads."""
        self.parts.snapshots.stop()

    @property
    def parts(self) -> Parts:
        """What the web process is made of."""
        parts: Parts = self.app.extensions["linli"]
        return parts

    @property
    def setup(self) -> Setup:
        """The community's setup."""
        return self.parts.snapshots.setup.now()

    def path(self, area: str) -> str:
        """The path of the area of that key."""
        return next(one.path for one in self.setup.areas if one.key == area)

    def office(self, key: str) -> int:
        """The id of the office of that key."""
        return next(one.id for one in self.setup.offices.values() if one.key == key)

    def staff(
        self, name: str, *roles: str, area: str = "", office: str | None = None, **more: Any
    ) -> Staff:
        """Somebody with these roles in an area ('' everywhere), for an office or any; made once."""
        with self.sessions() as db:
            found = find_staff(db, name)
            if found is None:
                found = Staff(name=name, password_hash=hashed(), created_at=self.now, **more)
                db.add(found)
                db.flush()
                for role in roles:
                    row = StaffRole(staff_id=found.id, role=role)
                    row.area_path = self.path(area) if area else ""
                    row.office_id = self.office(office) if office else None
                    db.add(row)
                db.commit()
            return found

    def desk(self, address: str | None = None) -> Desk:
        """A browser that nobody has signed in with, at an address of its own."""
        self._addresses += 1
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = address or f"10.1.0.{self._addresses}"
        return Desk(client)

    def signed_in(self, name: str, *roles: str, **where: Any) -> Desk:
        """A browser in which somebody is signed in already, with second factor and all."""
        staff = self.staff(name, *roles, **where)
        if "admin" in roles:
            with self.sessions() as db:
                db.get_one(Staff, staff.id).totp = TOTP_SECRET
                db.commit()
        return self._with_session(staff, signing.FULL)

    def half_signed_in(self, staff: Staff) -> Desk:
        """A browser in which the code is still to be typed."""
        return self._with_session(staff, signing.CODE)

    def _with_session(self, staff: Staff, stage: str) -> Desk:
        desk = self.desk()
        with self.sessions() as db:
            desk.cookie = signing.start_session(
                db, staff, stage, address="10.1.0.1", browser="tests", now=self.now
            )
            db.commit()
        desk.client.set_cookie(cookies.SESSION, desk.cookie, path=cookies.PATH)
        return desk


def load(sessions: Sessions) -> None:
    """The starter's community and catalogue with the demonstration's placeholders."""
    with sessions.begin() as db:
        community.loading.load_starter(db, demo=True, now=NOON)
        cases.loading.load_starter(db, now=NOON)


def found(backend: Backend, sessions: Sessions, **settings: Any) -> Office:
    """Open an office over a migrated database."""
    load_once(backend.database_url, "office", load)
    office = Office(Flask("unmade"), sessions)
    office.app = create_app(make_settings(backend, **settings), now=lambda: office.now)
    return office
