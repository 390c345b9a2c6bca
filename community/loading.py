"""The starter pack: areas, offices, topics, calendar and emergency words to begin with."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import SHARED_ROW, Area, CalendarDay, EmergencyGroup, Office, OwnText, Topic
from community.pack import COMMUNITY, VILLAGE, read
from core.actor import SYSTEM
from core.audit import record
from core.database import Base
from core.versions import raise_version

Rows = list[dict[str, Any]]


def load_starter(db: Session, *, demo: bool, now: datetime, pack: str = COMMUNITY) -> int:
    """Bring the pack's rows into the database; returns how many were added or renewed.

    Idempotent; a row that staff have edited (version above 1) stays as it is. `demo` fills the
    root areas' placeholders with values that say that they are examples.
    """
    # Raising the counter first makes processes that start together load one after another.
    raise_version(db, "starter")
    changed = sum(step(db, pack) for step in (_areas, _offices, _topics, _days, _emergency))
    changed += _texts(db, pack, now)
    if demo:
        changed += _fill_demo(db, pack)
    if changed:
        db.flush()
        raise_version(db, "community")
        record(db, SYSTEM, "community.load_starter", facts={"rows": changed}, now=now)
    return changed


def installed_pack(db: Session) -> str | None:
    """The pack whose areas the database was begun with; None in an empty one."""
    roots = {read("areas", pack)["area"][0]["key"]: pack for pack in (COMMUNITY, VILLAGE)}
    found = db.scalars(select(Area.key).where(Area.key.in_(roots)).order_by(Area.id)).first()
    return roots[found] if found else None


def _areas(db: Session, pack: str) -> int:
    changed, known = 0, {area.key: area for area in db.scalars(select(Area))}
    for row in read("areas", pack)["area"]:
        parent = known[row["parent"]] if row["parent"] else None
        values = {
            "kind": row["kind"],
            "name": row["name"],
            "parent_id": parent.id if parent else None,
            "scene": row["scene"],
            "aliases": row["aliases"],
        }
        area = known.get(row["key"])
        if area:
            changed += _renew(area, values)
            continue
        area = known[row["key"]] = Area(key=row["key"], path="", filled=row["values"], **values)
        db.add(area)
        db.flush()
        area.path = f"{parent.path if parent else ''}{area.id}/"
        changed += 1
    return changed


def _offices(db: Session, pack: str) -> int:
    area_ids = {area.key: area.id for area in db.scalars(select(Area))}
    rows = [
        {
            "key": row["key"],
            "name": row["name"],
            "kind": row["kind"],
            "area_id": area_ids[row["area"]],
            "partner": row["partner"],
        }
        for row in read("offices", pack)["office"]
    ]
    return _settle(db, Office, "key", rows)


def _topics(db: Session, pack: str) -> int:
    rows = [
        {
            "key": row["key"],
            "name": row["name"],
            "kind": row["kind"],
            "words": row["words"],
            "urgency": row["urgency"],
            "accept_within": row["accept"],
            "resolve_within": row["resolve"],
            "clock": row["clock"],
            "asks": row["ask"],
            "function": row["function"],
            "complaint_about": row.get("complaint_about"),
        }
        for row in read("topics", pack)["topic"]
    ]
    return _settle(db, Topic, "key", rows)


def _days(db: Session, pack: str) -> int:
    """The pack's days, but none more in a year that staff have confirmed: it is theirs."""
    own: dict[int, list[CalendarDay]] = {}
    for known in db.scalars(select(CalendarDay)):
        own.setdefault(known.day.year, []).append(known)
    closed = {
        year
        for year, days in own.items()
        if all(day.version > 1 and not day.provisional for day in days)
    }
    rows = [{"provisional": False, **row} for row in read("calendar", pack)["day"]]
    return _settle(db, CalendarDay, "day", [row for row in rows if row["day"].year not in closed])


def _emergency(db: Session, pack: str) -> int:
    words = read("emergency", pack)
    rows = [{"key": SHARED_ROW, "content": words["shared"]}]
    for order, group in enumerate(words["group"]):
        rows.append({"key": group["key"], "content": {**group, "order": order}})
    return _settle(db, EmergencyGroup, "key", rows)


def _texts(db: Session, pack: str, now: datetime) -> int:
    """The sentences that a pack words its own way; the community's are the product's own."""
    if pack == COMMUNITY:
        return 0
    known = set(db.scalars(select(OwnText.key)))
    new = [row for row in read("texts", pack)["text"] if row["key"] not in known]
    db.add_all(OwnText(key=row["key"], text=row["text"], changed_at=now) for row in new)
    return len(new)


def _settle(db: Session, model: type[Base], name: str, rows: Rows) -> int:
    known: dict[Any, Any] = {getattr(row, name): row for row in db.scalars(select(model))}
    changed = 0
    for values in rows:
        row = known.get(values[name])
        if row is None:
            db.add(model(**values))
            changed += 1
        else:
            changed += _renew(row, values)
    db.flush()
    return changed


def _renew(row: Any, values: dict[str, Any]) -> int:
    """1 when a row that nobody edited took the pack's new values."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    if row.version > 1 or not new:
        return 0
    for name, value in new.items():
        setattr(row, name, value)
    return 1


def _fill_demo(db: Session, pack: str) -> int:
    demo = {row["name"]: row["demo"] for row in read("placeholders", pack)["placeholder"]}
    roots = db.scalars(select(Area).where(Area.parent_id.is_(None), Area.version == 1))
    return sum(_renew(area, {"filled": demo}) for area in roots)
