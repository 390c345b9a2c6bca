"""A small server on loopback that answers, or fails to answer, as a test tells it."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

OK = {"errcode": 0, "errmsg": "ok"}


@dataclass(frozen=True)
class Asked:
    """A request that came: its path below /cgi-bin/, its query and its JSON body."""

    path: str
    query: dict[str, str]
    body: Any


@dataclass(frozen=True)
class Says:
    """An answer of any bytes; `length` is the Content-Length it claims, None for the true one."""

    content: bytes
    content_type: str = "application/json"
    status: int = 200
    length: int | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Silence:
    """No answer until the test is over."""


class Cut:
    """The connection is closed without an answer."""


class Drip:
    """An answer that never comes to its end, byte after byte."""


Act = dict[str, Any] | Says | Silence | Cut | Drip


class WeChatServer:
    """What was asked, and how the next questions are answered."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.tokens = 0
        self.behave: Callable[[Asked], Act] = lambda _: OK
        self.token: Callable[[int], Act] = lambda number: {
            "access_token": f"token-{number}",
            "expires_in": 7200,
        }
        self.over = threading.Event()
        self.url = ""
        self._lock = threading.Lock()

    def act_for(self, asked: Asked) -> Act:
        """What to do with this request."""
        with self._lock:
            self.asked.append(asked)
            if asked.path == "stable_token":
                self.tokens += 1
                return self.token(self.tokens)
        return self.behave(asked)

    def calls(self, path: str) -> list[Asked]:
        """The requests for this path so far."""
        return [asked for asked in self.asked if asked.path == path]


@contextmanager
def wechat_server() -> Iterator[WeChatServer]:
    """A running server on a free port of loopback."""
    desk = WeChatServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(
                parts.path.removeprefix("/cgi-bin/"),
                dict(parse_qsl(parts.query)),
                json.loads(raw) if raw else None,
            )
            _answer(self, desk.act_for(asked), desk.over)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 64

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    desk.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield desk
    finally:
        desk.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def _answer(handler: BaseHTTPRequestHandler, act: Act, over: threading.Event) -> None:
    match act:
        case Cut():
            handler.close_connection = True
        case Silence():
            over.wait(30)
        case Drip():
            _write(handler, Says(b"{", length=1_000_000))
            try:
                while not over.wait(0.02):
                    handler.wfile.write(b" ")
            except OSError:
                return  # whom we bored has hung up
        case Says():
            _write(handler, act)
        case dict():
            _write(handler, Says(json.dumps(act).encode()))


def _write(handler: BaseHTTPRequestHandler, says: Says) -> None:
    handler.send_response(says.status)
    handler.send_header("Content-Type", says.content_type)
    length = len(says.content) if says.length is None else says.length
    handler.send_header("Content-Length", str(length))
    for name, value in says.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    try:
        handler.wfile.write(says.content)
    except OSError:
        handler.close_connection = True
