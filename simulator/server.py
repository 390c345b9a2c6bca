"""The simulator as one WSGI application: WeChat's API, the control API and the phone page."""

import socket
import time
from collections.abc import Callable

from flask import Flask, Response, abort, render_template, request

from simulator.api import make_api
from simulator.control import make_control
from simulator.errors import ConnectionCut
from simulator.platform import Platform
from simulator.rules import LazyRule

# Nothing inline, nothing from elsewhere; `blob:` previews the photo before it is sent.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


def make_app(
    platform: Platform,
    *,
    names: frozenset[str] = LOCAL_NAMES,
    sleep: Callable[[float], object] = time.sleep,
) -> Flask:
    """The application; `names` are the host names it answers to, none for any."""
    app = Flask(__name__)
    app.url_rule_class = LazyRule
    app.config["MAX_CONTENT_LENGTH"] = 4 << 20
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.register_blueprint(make_api(platform, sleep))
    app.register_blueprint(make_control(platform))

    @app.before_request
    def only_known_names() -> None:
        # A page of another site whose name points here must not reach the control API.
        if names and _without_port(request.host) not in names:
            abort(400)

    @app.get("/")
    def phones() -> str:
        return render_template("phones.html", account=platform.account.name)

    @app.errorhandler(ConnectionCut)
    def cut(_: ConnectionCut) -> Response:
        line = request.environ.get("werkzeug.socket")
        if isinstance(line, socket.socket):
            line.shutdown(socket.SHUT_RDWR)
        return Response("", 502)

    @app.after_request
    def headers(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = CSP
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    return app


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
