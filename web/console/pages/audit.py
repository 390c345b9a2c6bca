"""The audit log: looked through, never changed."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from flask import Response, request
from sqlalchemy import select

from accounts.access import PURPOSES, SHOWN, list_accesses
from accounts.models import AccessRow, Staff
from accounts.permissions import ROLE_NAMES
from core.audit import AuditRow, Wanted, search_audit
from core.clock import start_of_day
from core.errors import Invalid
from web.console.pages.faq.naming import names_of_staff
from web.console.pages.traces import ABOUT, ACTS, make_teller
from web.console.visit import Visit

ON_A_PAGE = 50
KINDS = {"staff": "工作人员", "resident": "居民", "operator": "运维", "system": "系统"}


def listing(visit: Visit) -> Response:
    """The rows that are looked for, newest first."""
    error, wanted = "", Wanted()
    try:
        wanted = _wanted(visit)
    except Invalid as refused:
        error = refused.sentence
    before = request.args.get("before", type=int)
    rows = search_audit(visit.db, wanted, actor=visit.actor, before=before, limit=ON_A_PAGE + 1)
    return visit.page(
        "audit/list.html",
        400 if error else 200,
        rows=rows[:ON_A_PAGE],
        error=error,
        asked=request.args,
        about={key: ABOUT[key] for key in dict.fromkeys(act.split(".")[0] for act in ACTS)},
        kinds=KINDS,
        teller=make_teller(visit.db, visit.setup, rows),
        further=_further(rows),
    )


def looks(visit: Visit) -> Response:
    """Who has looked at personal fields, newest first."""
    before = request.args.get("before", type=int)
    rows = list_accesses(visit.db, actor=visit.actor, before=before, limit=ON_A_PAGE + 1)
    return visit.page(
        "audit/looks.html",
        rows=rows[:ON_A_PAGE],
        names=names_of_staff(visit.db, [row.actor_id for row in rows if row.actor_kind == "staff"]),
        offices=visit.setup.offices,
        roles={**ROLE_NAMES, **KINDS},
        shown=SHOWN,
        subjects=ABOUT,
        purposes=PURPOSES,
        further=_further(rows),
    )


def _wanted(visit: Visit) -> Wanted:
    """What the visitor asks for; raises `Invalid`."""
    asked = {name: value.strip() for name, value in request.args.items()}
    name = asked.get("name", "")
    staff = visit.db.scalar(select(Staff.id).where(Staff.name == name)) if name else None
    if name and staff is None:
        raise Invalid("name", "没有这位工作人员。")
    last = _day(asked.get("until", ""))
    since = _day(asked.get("since", ""))
    return Wanted(
        action=asked.get("action", "")[:60],
        subject=asked.get("subject", "")[:80],
        actor_kind="staff" if staff else "",
        actor_id=staff,
        since=start_of_day(since) if since else None,
        until=start_of_day(last + timedelta(days=1)) if last else None,
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a day, no instant)
    except ValueError:
        raise Invalid("since", "日期要写成 2026-11-24 这样。") from None


def _further(rows: list[AuditRow] | list[AccessRow]) -> str:
    """The address of the next page, '' on the last."""
    if len(rows) <= ON_A_PAGE:
        return ""
    asked = {name: value for name, value in request.args.items() if name != "before"}
    return f"{request.path}?{urlencode({**asked, 'before': rows[ON_A_PAGE - 1].id})}"
