"""质量: how well the knowledge answers, and what needs somebody first."""

from flask import Response, request

from core.clock import day_of
from faq.coverage import by_category, by_day, expiring, never_matched, unhelpful
from faq.searching import SOON
from faq.visible import visible_to
from web.console.visit import Visit

DAYS = (7, 30, 90)


def quality(visit: Visit) -> Response:
    """What needs attention, coverage by day, and the categories."""
    given = request.args.get("days", "")
    days = int(given) if given.isdecimal() and int(given) in DAYS else DAYS[1]
    areas, actor, now = visit.setup.areas, visit.actor, visit.now
    seen = visible_to(actor, areas)
    daily = by_day(visit.db, days=days, areas=areas, actor=actor, now=now)
    return visit.page(
        "quality.html",
        days=days,
        choices=DAYS,
        daily=daily,
        asked=sum(one.asked for one in daily),
        answered=sum(one.answered for one in daily),
        categories=by_category(visit.db, days=days, areas=areas, actor=actor, now=now),
        expiring=expiring(visit.db, seen=seen, today=day_of(now), within=SOON),
        never=never_matched(visit.db, seen=seen, now=now),
        unhelpful=unhelpful(visit.db, seen=seen, now=now),
        today=day_of(now),
    )
