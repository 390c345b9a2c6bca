"""The table of everything that runs without a request: what, and how often."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog

from accounts.attempts import forget_attempts
from accounts.presence import note_agents
from accounts.sessions import forget_old
from bot.gateway.errors import WeChatError
from cases.fetching import MediaSource, delete_dropped, fetch_due
from cases.media import MediaFolder
from cases.service import close_due
from community.setup import Setup
from community.texts.notices import CUT, ONE_TIME
from core.audit import seal_chain
from core.database import Sessions
from faq.regrouping import is_due, queue_grouping
from notices.channel import Channel
from notices.delivery import deliver_due
from notices.pause import Pause
from privacy.erasure import erase_leftovers
from privacy.retention import keep_retention
from worker.codes import MakeCode
from worker.kinds import functions
from worker.loop import IsStopping, Job
from worker.menus import PublishMenu
from worker.metrics import NOTICES
from worker.tasks import do_next

log = structlog.get_logger()

HOUR = 3600.0
BATCH = 20
CHAIN_BATCH = 500
DELETE_BATCH = 100
CLOSE_BATCH = 50
STRANDED_AFTER = timedelta(seconds=20)
"""WeChat's three tries are over well before: nobody waits on a connection any more."""


class Stranded(Protocol):
    """Who can finish messages whose tries ended without a reply."""

    def finish_stranded(self, *, older_than: timedelta, limit: int = BATCH) -> int:
        """Handle them, each in a commit of its own; returns how many there were."""


@dataclass(frozen=True)
class Tools:
    """What jobs work with; `channel` is None where nothing can be pushed at all, `agents_online`
    `make_code` and `publish_menu` where WeChat can't be asked."""

    sessions: Sessions
    clock: Callable[[], datetime]
    setup: Callable[[], Setup]
    abilities: frozenset[str]
    channel: Channel | None
    media: MediaSource
    folder: MediaFolder
    stranded: Stranded
    back_answers: Callable[[], bool]
    account: str = ""
    agents_online: Callable[[], int] | None = None
    make_code: MakeCode | None = None
    publish_menu: PublishMenu | None = None
    pause: Pause = field(default_factory=Pause)


def table(tools: Tools) -> list[Job]:
    """Every job with its period in seconds, and whether one worker's doing it is enough."""
    lines: list[tuple[str, float, bool, Callable[[Tools, IsStopping], bool]]] = [
        ("answer_back", 5.0, True, answer_back),
        ("deliver", 0.5, True, deliver),
        ("fetch_media", 1.0, False, fetch_media),
        ("finish_stranded", 2.0, True, finish_stranded),
        ("group_misses", 15.0, True, group_misses),
        ("do_tasks", 1.0, False, do_tasks),
        ("look_for_agents", 20.0, True, look_for_agents),
        ("seal_audit", 2.0, True, seal_audit),
        ("delete_media", 5.0, True, delete_media),
        ("keep_retention", HOUR, True, keep),
        ("erase_leftovers", HOUR, True, erase),
        ("close_cases", HOUR, True, close_cases),
        ("forget_sign_ins", HOUR, True, forget_sign_ins),
    ]
    return [Job(name, every, partial(act, tools), shared) for name, every, shared, act in lines]


def deliver(tools: Tools, is_stopping: IsStopping) -> bool:
    """Send notices that are due."""
    if tools.channel is None:
        return False
    done = deliver_due(
        tools.sessions,
        tools.channel,
        tools.abilities,
        clock=tools.clock,
        pause=tools.pause,
        hint=tools.setup().texts.say(CUT),
        title=tools.setup().texts.say(ONE_TIME),
        limit=BATCH,
        is_stopping=is_stopping,
    )
    for state, count in done.items():
        NOTICES.labels(state).inc(count)
    return bool(done)


def fetch_media(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001 (a job's shape)
    """Fetch one photo or voice: between two the worker can be stopped."""
    setup, now = tools.setup(), tools.clock()
    done = fetch_due(tools.sessions, tools.media, tools.folder, setup=setup, now=now, limit=1)
    return done == 1


def finish_stranded(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001
    """Finish messages that a dead web process has left."""
    return tools.stranded.finish_stranded(older_than=STRANDED_AFTER, limit=BATCH) == BATCH


def answer_back(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001
    """Tell who asked in vain of the answer that there is now."""
    return tools.back_answers()


def do_tasks(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001
    """Do one piece of long work."""
    return do_next(
        tools.sessions, functions(tools.make_code, tools.publish_menu), clock=tools.clock
    )


def group_misses(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001
    """Have what was asked in vain since the last time put into groups."""
    now = tools.clock()
    with tools.sessions.begin() as db:
        if is_due(db, now=now):
            queue_grouping(db, now=now)
    return False


def look_for_agents(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001
    """Note whether somebody sits at WeChat's customer service, where the account has it."""
    if "kf" not in tools.abilities or tools.agents_online is None:
        return False
    try:
        agents = tools.agents_online()
    except WeChatError as error:
        # Soon nobody is believed to be there, and chats become cases.
        log.warning("agents_unknown", reason=type(error).__name__)
        return False
    with tools.sessions.begin() as db:
        note_agents(db, tools.account, agents, now=tools.clock())
    return False


def seal_audit(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001
    """Chain what was written to the audit log."""
    with tools.sessions.begin() as db:
        return seal_chain(db, CHAIN_BATCH) == CHAIN_BATCH


def delete_media(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001
    """Delete the bytes of photos and voices that were dropped."""
    now = tools.clock()
    return delete_dropped(tools.sessions, tools.folder, now=now, limit=DELETE_BATCH) == DELETE_BATCH


def keep(tools: Tools, is_stopping: IsStopping) -> bool:
    """Take away what is over the time it may be kept."""
    keep_retention(tools.sessions, now=tools.clock(), is_stopping=is_stopping)
    return False


def erase(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001
    """Erase what was kept for open cases of residents who have left."""
    with tools.sessions.begin() as db:
        erase_leftovers(db, now=tools.clock())
    return False


def close_cases(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001
    """File cases whose result nobody can object to any more."""
    with tools.sessions.begin() as db:
        closed = close_due(db, setup=tools.setup(), now=tools.clock(), limit=CLOSE_BATCH)
    return closed == CLOSE_BATCH


def forget_sign_ins(tools: Tools, is_stopping: IsStopping) -> bool:  # noqa: ARG001
    """Forget wrong sign-ins of yesterday and sessions that ended long ago."""
    with tools.sessions.begin() as db:
        forget_attempts(db, now=tools.clock())
        forget_old(db, now=tools.clock())
    return False
