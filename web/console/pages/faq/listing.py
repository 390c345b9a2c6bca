"""知识: the list of entries, searched while typing; several published or retired at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from core.clock import day_of
from core.errors import LinliError, NotFound
from faq.entries import publish_entry, retire_entry
from faq.models import Entry, EntryState
from faq.searching import A_PAGE, SOON, Wanted, categories, search_entries
from faq.visible import get_visible
from web.console.pages.faq.naming import STATES, area_choices, names_of_ids
from web.console.visit import Visit, is_htmx

MOST_AT_ONCE = A_PAGE
DEEDS = {"publish": "发布", "retire": "下线"}


def listing(visit: Visit) -> Response:
    """One page of what is looked for; to htmx only its rows."""
    wanted, page = _wanted(visit), _page()
    areas, today = visit.setup.areas, day_of(visit.now)
    found = search_entries(visit.db, wanted, areas=areas, actor=visit.actor, today=today, page=page)
    shown: dict[str, Any] = {
        "found": found,
        "page": page,
        "pages": max(1, -(-found.total // A_PAGE)),
        "address_of": _address_of,
        "states": STATES,
        "names": names_of_ids(visit.setup),
        "today": today,
        "soon": today + SOON,
        "may_publish": visit.actor.may_somewhere("entry.publish"),
    }
    if is_htmx():
        return visit.page("entries/rows.html", **shown)
    return visit.page(
        "entries/list.html",
        wanted=wanted,
        categories=categories(visit.db, areas=areas, actor=visit.actor),
        areas=area_choices(visit.setup, first="所有区域"),
        may_edit=visit.actor.may_somewhere("entry.edit"),
        **shown,
    )


def bulk(visit: Visit) -> Response:
    """First say what would be done to how many and what is refused and why; then do it."""
    deed, ids = request.form.get("deed", ""), request.form.getlist("entry")
    if deed not in DEEDS or not ids:
        return visit.redirect("entries", "请先勾选要发布或下线的知识。")
    if len(ids) > MOST_AT_ONCE:
        return visit.redirect("entries", f"一次最多 {MOST_AT_ONCE} 条。")
    tried = [_try(visit, public_id, deed) for public_id in dict.fromkeys(ids)]
    done = [one for one in tried if not one.reason]
    if request.form.get("confirmed") and done:
        visit.db.commit()
        return visit.redirect("entries", f"已{DEEDS[deed]} {len(done)} 条。")
    visit.db.rollback()
    return visit.page("entries/bulk.html", deed=deed, label=DEEDS[deed], tried=tried, done=done)


@dataclass(frozen=True)
class Tried:
    """One entry of several; `reason` says why it can't be done, '' if it can."""

    public_id: str
    question: str
    reason: str


def _try(visit: Visit, public_id: str, deed: str) -> Tried:
    """Do it in the open transaction: one may stand in another's way."""
    try:
        entry = get_visible(visit.db, public_id, areas=visit.setup.areas, actor=visit.actor)
    except NotFound as error:
        return Tried(public_id, "？", error.sentence)
    question = entry.question
    try:
        # What is refused must leave nothing behind of what it began.
        with visit.db.begin_nested():
            _ACTS[deed](visit.db, entry, visit)
    except LinliError as error:
        return Tried(public_id, question, error.sentence)
    return Tried(public_id, question, "")


def _publish(db: Session, entry: Entry, visit: Visit) -> None:
    publish_entry(db, entry, areas=visit.setup.areas, actor=visit.actor, now=visit.now)


def _retire(db: Session, entry: Entry, visit: Visit) -> None:
    retire_entry(db, entry, actor=visit.actor, now=visit.now)


_ACTS: dict[str, Callable[[Session, Entry, Visit], None]] = {
    "publish": _publish,
    "retire": _retire,
}


def _wanted(visit: Visit) -> Wanted:
    asked = request.args
    state, area = asked.get("state", ""), asked.get("area", "")
    known = {str(one.id): one.id for one in visit.setup.areas}
    return Wanted(
        words=asked.get("words", "")[:100],
        state=EntryState(state) if state in STATES else None,
        category=asked.get("category", ""),
        area_id=known.get(area),
        expiring=bool(asked.get("expiring")),
        unpublished=bool(asked.get("unpublished")),
    )


def _page() -> int:
    given = request.args.get("page", "1")
    return max(1, int(given)) if given.isdecimal() and len(given) < 7 else 1


def _address_of(page: int, pages: int) -> str:
    """The address of another page of the same search, '' where there is none."""
    if not 1 <= page <= pages:
        return ""
    kept = {name: value for name, value in request.args.items() if value and name != "page"}
    return url_for("console.entries", **kept, page=page)  # type: ignore[arg-type]
