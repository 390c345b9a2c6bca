"""A scripted official account, speaking to the platform with nothing but the simulator's crypto."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from flask import Flask, Response, request

from simulator.account import ALL, Account
from simulator.crypto import is_signed, sign
from simulator.platform import Platform
from simulator.residents import make_starters
from simulator.transport import wsgi_transport
from simulator.xml import Tree, build, parse, text_of

AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
TOKEN = "token"
SECRET = "the-secret-of-the-tests"
TARGET = "http://desk.test/wechat"
NOON = 1_795_320_000.0  # 2026-11-22 12:00 in Shanghai

Answer: TypeAlias = "bytes | str | Response"
Script: TypeAlias = Callable[["Heard"], Answer]


def make_account(
    mode: str = "safe", grants: frozenset[str] = ALL, templates: frozenset[str] = frozenset()
) -> Account:
    """The account of the tests."""
    return Account(
        "wx0123456789abcdef", SECRET, TOKEN, AES_KEY, mode, grants=grants, templates=templates
    )


@dataclass(frozen=True)
class Heard:
    """One request as the account saw it; `count` is 1 for the first request of all."""

    account: Account
    fields: Tree
    query: str
    body: bytes
    count: int

    def __getitem__(self, name: str) -> str:
        return text_of(self.fields, name)

    def xml(self, **fields: str | int) -> str:
        """The plain XML of a reply to this push; names are WeChat's."""
        head = {"ToUserName": self["FromUserName"], "FromUserName": self["ToUserName"]}
        return build({**head, "CreateTime": 1, "MsgType": "text", **fields})

    def seal(self, plain: str, *, token: str = TOKEN) -> str:
        """A reply as the account's mode wants it."""
        if self.account.mode == "plain":
            return plain
        sealed = self.account.cipher.encrypt(plain.encode())
        signature = sign(token, "1", "2", sealed)
        return build({"Encrypt": sealed, "MsgSignature": signature, "TimeStamp": 1, "Nonce": "2"})

    def text(self, content: str) -> str:
        """A text reply."""
        return self.seal(self.xml(Content=content))


@dataclass
class Desk:
    """The account's web side; `script` answers pushes, `heard` keeps them in order of arrival,
    `visited` how residents' phones came back from WeChat's pages."""

    account: Account
    script: Script
    heard: list[Heard] = field(default_factory=list)
    visited: list[dict[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def app(self) -> Flask:
        """The account as a WSGI application."""
        app = Flask(__name__)

        @app.get("/wechat")
        def verify() -> str:
            query = request.args
            signed = is_signed(
                query["signature"], self.account.token, query["timestamp"], query["nonce"]
            )
            return query["echostr"] if signed else "wrong"

        @app.get("/back")
        def back() -> str:
            self.visited.append(request.args.to_dict())
            return "ok"

        @app.post("/wechat")
        def push() -> Answer:
            return self.script(self._hear())

        return app

    def _hear(self) -> Heard:
        body, query = request.get_data(), request.args
        fields = parse(body)
        if self.account.mode != "plain":
            sealed = text_of(fields, "Encrypt")
            parts = (self.account.token, query["timestamp"], query["nonce"], sealed)
            assert is_signed(query["msg_signature"], *parts)
            fields = parse(self.account.cipher.decrypt(sealed))
        with self.lock:
            count = len(self.heard) + 1
            heard = Heard(self.account, fields, request.query_string.decode(), body, count)
            self.heard.append(heard)
        return heard


class Clock:
    """Time that stands still until a test moves it."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def echo(heard: Heard) -> str:
    """Says back what was said; greets who follows."""
    content = text_of(heard.fields, "Content")
    return heard.text(f"您说：{content}" if content else "您好")


def make_platform(
    script: Script = echo,
    *,
    mode: str = "safe",
    time_scale: float = 0.2,
    clock: Callable[[], float] | None = None,
    grants: frozenset[str] = ALL,
    templates: frozenset[str] = frozenset(),
) -> tuple[Platform, Desk]:
    """A platform and the account behind it, without a network; nobody follows yet."""
    account = make_account(mode, grants, templates)
    desk = Desk(account, script)
    platform = Platform(
        account,
        TARGET,
        transport=wsgi_transport(desk.app()),
        time_scale=time_scale,
        residents=make_starters(account.appid),
        clock=clock or Clock(),
    )
    return platform, desk


def make_open_platform(
    script: Script = echo,
    *,
    clock: Callable[[], float] | None = None,
    grants: frozenset[str] = ALL,
    templates: frozenset[str] = frozenset(),
) -> tuple[Platform, Desk]:
    """The same after everybody has followed."""
    platform, desk = make_platform(script, clock=clock, grants=grants, templates=templates)
    platform.greet()
    desk.heard.clear()
    return platform, desk
