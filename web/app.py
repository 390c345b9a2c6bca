"""The web side's composition: everything is made here and handed to what needs it."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.once import Once, Timing
from bot.runs import Runs
from bot.wire.account import Account
from bot.wire.push import MAX_BODY
from core import clock
from core.config import Settings
from core.database import Sessions, make_engine, make_reading_sessions, make_sessions
from core.kept import KEPT, keep_in
from core.log import set_up_logs
from core.options import DESK, PUSH
from core.sealing import Keyring, install
from core.store import Store, make_store
from faq.matching.thresholds import thresholds
from handlers.desk import ResidentDesk, Snapshots, make_rules, make_snapshots
from web.assets import make_assets
from web.console.blueprint import PREFIX, make_console
from web.console.errors import http_error
from web.console.tools import Tools
from web.errors import register_errors
from web.h5.consent import make_consent
from web.health import make_health
from web.rules import LazyRule
from web.security import secure
from web.verification import make_verification
from web.webhook import make_webhook

# Threads of one web process that may wait for another try's reply; it has twice as many.
WAITING_THREADS = 12


@dataclass(frozen=True)
class Parts:
    """What a web process is made of."""

    sessions: Sessions
    reading: Sessions
    store: Store
    snapshots: Snapshots
    once: Once


def make_keyring(settings: Settings) -> Keyring:
    """The keys of sealed columns."""
    previous = settings.data_key_previous.get_secret_value()
    return Keyring(settings.data_key.get_secret_value(), previous)


def make_parts(
    settings: Settings,
    timing: Timing | None = None,
    now: Callable[[], datetime] = clock.now,
) -> Parts:
    """Database, store, snapshots and the desk behind the webhook."""
    install(make_keyring(settings))
    keep_in(settings.data_dir / KEPT)
    engine = make_engine(settings.database, PUSH)
    sessions, reading = make_sessions(engine), make_reading_sessions(engine)
    store = make_store(settings.redis_url or None)
    snapshots = make_snapshots(reading, settings)
    desk = ResidentDesk(snapshots, make_rules(settings))
    once = Once(
        Runs(sessions, desk, settings.wechat_appid, now),
        reading,
        store,
        now=now,
        monotonic=time.monotonic,
        pause=time.sleep,
        waiters=WAITING_THREADS,
        timing=timing,
    )
    return Parts(sessions, reading, store, snapshots, once)


def make_account(settings: Settings) -> Account:
    """The official account as its pushes are checked and answered."""
    return Account(
        appid=settings.wechat_appid,
        token=settings.wechat_token.get_secret_value(),
        aes_key=settings.wechat_aes_key.get_secret_value(),
        aes_key_previous=settings.wechat_aes_key_previous.get_secret_value(),
        mode=settings.wechat_mode,
    )


def create_app(
    settings: Settings,
    timing: Timing | None = None,
    now: Callable[[], datetime] = clock.now,
) -> Flask:
    """The WSGI application; `timing` is for a WeChat whose clock runs faster, `now` for one
    whose days pass faster, in tests."""
    set_up_logs(settings.log_level)
    parts = make_parts(settings, timing, now)
    app = Flask("web", static_folder=None)
    app.url_rule_class = LazyRule
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.extensions["linli"] = parts
    metrics_token = settings.metrics_token.get_secret_value()
    app.register_blueprint(
        make_webhook(make_account(settings), parts.once, lambda: now().timestamp())
    )
    app.register_blueprint(make_health(parts.reading, parts.store, metrics_token))
    app.register_blueprint(make_verification(settings.data_dir / "verify"))
    app.register_blueprint(make_assets())
    app.register_blueprint(
        make_consent(
            parts.sessions, parts.snapshots.setup.now, settings.wechat_subscribe_template_id, now
        )
    )
    app.register_blueprint(make_console(make_console_tools(settings, parts, now)))
    register_errors(app, {f"{PREFIX}/": http_error})
    secure(app)
    trust_proxies(app, settings.trusted_proxies)
    return app


def prepare(app: Flask) -> None:
    """Read now what messages need, not at the first one: it would be late and, on SQLite, keep
    all others from being recorded.

    Leaves no thread and no connection behind, which a fork could not share.
    """
    parts: Parts = app.extensions["linli"]
    parts.snapshots.prepare()
    parts.reading.kw["bind"].dispose()


def make_console_tools(settings: Settings, parts: Parts, now: Callable[[], datetime]) -> Tools:
    """What the console works with; it has connections of its own, and those few."""
    engine = make_engine(settings.database, DESK)
    secret = settings.secret_key.get_secret_value() or settings.data_key.get_secret_value()
    return Tools(
        sessions=make_sessions(engine),
        reading=make_reading_sessions(engine),
        store=parts.store,
        snapshots=parts.snapshots,
        clock=now,
        secret=hashlib.sha256(b"linli console forms" + secret.encode()).digest(),
        # Behind a proxy the way to the browser is https, or the operator must not use it.
        secure=settings.public_url.startswith("https://") or settings.trusted_proxies > 0,
        thresholds=thresholds(settings.answer_error_target),
        abilities=settings.abilities,
    )


def trust_proxies(app: Flask, count: int) -> None:
    """Take the visitor's address from what so many proxies in front have added; 0: believe none."""
    if count > 0:
        # Each proxy adds an address, but puts its own word for the scheme in place of another's.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=1, x_host=0, x_port=0, x_prefix=0
        )
