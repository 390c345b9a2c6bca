"""Sheets of QR codes to be printed and hung up: one card for each area."""

from dataclasses import dataclass
from typing import Any

import segno
from flask import Response, request
from sqlalchemy.orm import Session

from community.area_editing import EDIT, SEE, get_area
from community.areas import Areas, load_areas
from community.codes import areas_within, find_order, order_codes
from community.models import Area
from community.setup import load_texts
from community.texts import cards
from community.texts.sentence import Texts
from core.tasks import Task, TaskState
from web.console.visit import Visit, is_htmx

ABILITY = "qrcode"
PHONE = "社区电话"
ON_A_SHEET = (6, 2, 1, 12)
ALL, NEXT, OWN = "all", "next", "own"
EXTENTS = {ALL: "它和下面全部", NEXT: "它和下一级", OWN: "只有它"}


@dataclass(frozen=True)
class Card:
    """What hangs on a wall: the place, the code as a path of squares, words for residents.

    `size` is the code's width in squares; without a code `lines` say what to send instead.
    """

    place: str
    size: int
    path: str
    lines: list[str]


def sheet(visit: Visit, area_key: str) -> Response:
    """The cards, and how far an order of codes is."""
    found = get_area(visit.db, area_key, SEE, actor=visit.actor)
    task = find_order(visit.db, request.args.get("order", ""), found)
    if is_htmx():
        return visit.page("places/codes_state.html", area=found, **_state(task))
    extent = request.args.get("extent", ALL)
    per = request.args.get("per", type=int)
    rows = _rows(visit.db, found, extent)
    areas, texts = load_areas(visit.db), load_texts(visit.db)
    return visit.page(
        "places/codes.html",
        area=found,
        cards=[make_card(row, areas, texts) for row in rows],
        missing=sum(not row.code_url for row in rows),
        can=ABILITY in visit.tools.abilities,
        may_edit=visit.actor.may(EDIT, area=found.path),
        extent=extent if extent in EXTENTS else ALL,
        extents=EXTENTS,
        per=per if per in ON_A_SHEET else ON_A_SHEET[0],
        sizes=sorted(ON_A_SHEET),
        **_state(task),
    )


def order(visit: Visit, area_key: str) -> Response:
    """Have the missing codes fetched from WeChat."""
    found = get_area(visit.db, area_key, EDIT, actor=visit.actor)
    task = order_codes(visit.db, found, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("area_codes", area_key=area_key, order=task.public_id)


def make_card(area: Area, areas: Areas, texts: Texts) -> Card:
    """The card of one area."""
    place = areas.name_of(area.id)
    size, path = draw(area.code_url) if area.code_url else (0, "")
    first = cards.SCAN if area.code_url else cards.TYPE
    lines = texts.say(first, place=place).splitlines()
    phone = areas.placeholders(area.id).get(PHONE)
    return Card(
        place, size, path, [*lines, *([texts.say(cards.PHONE, phone=phone)] if phone else [])]
    )


def draw(url: str) -> tuple[int, str]:
    """The code's width in squares, and its dark squares as the path of an SVG."""
    rows = segno.make(url, error="m", micro=False).matrix
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)


def _rows(db: Session, found: Area, extent: str) -> list[Area]:
    if extent == OWN:
        return [found]
    rows = areas_within(db, found)
    return [
        row for row in rows if extent != NEXT or row.id == found.id or row.parent_id == found.id
    ]


def _state(task: Task | None) -> dict[str, Any]:
    busy = task is not None and task.state in {TaskState.WAITING, TaskState.WORKING}
    failed = task.outcome if task is not None and task.state == TaskState.FAILED else ""
    return {"task": task, "busy": busy, "failed": failed}
