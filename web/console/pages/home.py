"""The first page: what waits for this person, and what he can do here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import Response, url_for

from bot.failures import HANDLE, count_unseen
from core.clock import day_of
from duty.concerns import RIGHT, count_waiting
from faq.misses import SEE as SEE_QUESTIONS
from faq.misses import count_open
from faq.models import EntryState
from faq.searching import Wanted, count_entries
from web.console.visit import Visit

LOOKED_BACK = timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """So many of something wait; the page where they are."""

    label: str
    count: int
    address: str


def home(visit: Visit) -> Response:
    """What waits, and the pages that are open to him."""
    return visit.page("home.html", waiting=[one for one in _waiting(visit) if one.count])


def _waiting(visit: Visit) -> Iterator[Waiting]:
    if visit.actor.may_somewhere(RIGHT):
        count = count_waiting(visit.db, actor=visit.actor)
        yield Waiting("条值班提醒，请先看", count, url_for("console.duty"))
    if visit.actor.may(HANDLE):
        count = count_unseen(visit.db, actor=visit.actor)
        yield Waiting("封来信没能处理", count, url_for("console.messages"))
    if visit.actor.may_somewhere(SEE_QUESTIONS):
        since = visit.now - LOOKED_BACK
        count = count_open(visit.db, since=since, areas=visit.setup.areas, actor=visit.actor)
        yield Waiting("次 7 天内没答上", count, url_for("console.misses"))
    if visit.actor.may_somewhere("entry.publish"):
        count = _entries(visit, Wanted(state=EntryState.REVIEW))
        address = url_for("console.entries", state=EntryState.REVIEW.value)
        yield Waiting("条知识等审核", count, address)
    if visit.actor.may_somewhere("entry.edit"):
        count = _entries(visit, Wanted(expiring=True))
        yield Waiting("条知识快到期", count, url_for("console.entries", expiring=1))


def _entries(visit: Visit, wanted: Wanted) -> int:
    areas, today = visit.setup.areas, day_of(visit.now)
    return count_entries(visit.db, wanted, areas=areas, actor=visit.actor, today=today)
