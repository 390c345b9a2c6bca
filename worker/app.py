"""The worker put together, and run until it is told to end."""

import signal
from collections.abc import Callable
from datetime import datetime

from bot.gateway.client import Gateway
from bot.gateway.opening import make_gateway
from bot.runs import Runs
from cases.media import MediaFolder
from core import clock
from core.config import Settings
from core.database import make_engine, make_reading_sessions, make_sessions
from core.kept import KEPT, keep_in
from core.log import set_up_logs
from core.sealing import Keyring, install
from core.start import starting
from core.store import Store, make_store
from handlers.answering_back import BackAnswers
from handlers.desk import ResidentDesk, Snapshots, make_rules, make_snapshots
from worker.channel import WeChatChannel
from worker.jobs import Tools, table
from worker.leases import Leases
from worker.loop import Worker
from worker.media import NoMedia, WeChatMedia


def build(settings: Settings, known: Snapshots) -> Worker:
    """The worker for these settings; reaches for nothing outside until it runs."""
    tools, store = make_tools(settings, known)
    return Worker(table(tools), Leases(store), settings.data_dir / "worker.beat")


def make_tools(
    settings: Settings,
    known: Snapshots,
    now: Callable[[], datetime] = clock.now,
) -> tuple[Tools, Store]:
    """What the jobs work with, and the store of their leases; `known`: may be shared with a
    web side in the same process; `now`: for a story whose days pass faster."""
    previous = settings.data_key_previous.get_secret_value()
    keyring = Keyring(settings.data_key.get_secret_value(), previous)
    install(keyring)
    keep_in(settings.data_dir / KEPT)
    engine = make_engine(settings.database)
    sessions = make_sessions(engine)
    store = make_store(settings.redis_url or None)
    gateway = make_gateway(settings, store)
    rules = make_rules(settings)
    desk = ResidentDesk(known, rules)
    tools = Tools(
        sessions=sessions,
        clock=now,
        setup=known.setup.now,
        abilities=settings.effective_abilities,
        channel=make_channel(settings, gateway, now) if gateway else None,
        media=WeChatMedia(gateway) if gateway else NoMedia(),
        folder=MediaFolder(settings.data_dir / "media", keyring),
        stranded=Runs(sessions, desk, settings.wechat_appid, now),
        back_answers=BackAnswers(sessions, known, rules, now).tell,
        account=settings.wechat_appid,
        agents_online=gateway.agents_online if gateway else None,
        make_code=gateway.make_code if gateway else None,
        publish_menu=gateway.publish_menu if gateway else None,
    )
    return tools, store


def make_channel(
    settings: Settings, gateway: Gateway, now: Callable[[], datetime]
) -> WeChatChannel:
    """What notices are sent through."""
    return WeChatChannel(gateway, now, settings.wechat_subscribe_template_id)


def run(settings: Settings) -> int:
    """Work until SIGTERM or Ctrl-C; 0 when everything ended in time, else 1."""
    set_up_logs(settings.log_level)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    known = make_snapshots(make_reading_sessions(make_engine(settings.database)), settings)
    worker = build(settings, known)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: worker.stop())
    # Before any job has a transaction open, in which it would wait for its turn to compute.
    with starting():
        known.prepare()
    return 0 if worker.run() else 1
