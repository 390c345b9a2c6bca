"""Changes to the calendar: which days are off or worked against their weekday, and by what word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.area_editing import EDIT
from community.calendar import AS_USUAL, HOLIDAY, SATURDAY, WORKDAY
from community.editing import MADE_BY_STAFF, finish
from community.models import CalendarDay
from core.actor import Actor
from core.errors import Conflict, Invalid
from core.versions import raise_version

KINDS = (HOLIDAY, WORKDAY, AS_USUAL)
LONGEST_NAME, LONGEST_SOURCE, MOST_DAYS = 20, 200, 31
FIRST_YEAR, LAST_YEAR = 2020, 2100
# The holidays of every year: 全国年节及纪念日放假办法 (国务院令第795号), article 2.
EVERY_YEAR = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")


@dataclass(frozen=True)
class Stretch:
    """Days one after the other with the same meaning: holiday, workday or as usual."""

    first: date
    last: date
    kind: str
    name: str
    source: str
    provisional: bool = False


def set_days(db: Session, wanted: Stretch, *, read: int, actor: Actor, now: datetime) -> None:
    """Say what these days are. `read` is the year's `edition_of` that stood on the page, else
    `Conflict`. In a year that is not confirmed they do not make it so. Raises `Refused` or
    `Invalid`."""
    rows = _begin(db, wanted.first.year, read, actor)
    name, source = _checked(wanted)
    confirmed = is_confirmed(rows.values())
    for day in _days(wanted):
        row = rows.get(day)
        if row is None:
            row = CalendarDay(day=day, version=MADE_BY_STAFF - 1)
            db.add(row)
        row.kind, row.name, row.source = wanted.kind, name, source
        row.provisional = not confirmed
        row.version += 1
    facts = {
        "first": wanted.first.isoformat(),
        "last": wanted.last.isoformat(),
        "kind": wanted.kind,
        "name": name,
        "source": source,
    }
    finish(db, "calendar.set", f"year:{wanted.first.year}", facts, actor=actor, now=now)


def confirm_year(
    db: Session, year: int, source: str, *, read: int, actor: Actor, now: datetime
) -> None:
    """From now on the year's days count; `source` is the notice they are taken from. Raises
    `Refused`, `Conflict` as `set_days`, or `Invalid` while a holiday of every year is missing."""
    rows = _begin(db, year, read, actor)
    source = " ".join(source.split())
    if not 1 <= len(source) <= LONGEST_SOURCE:
        raise Invalid("source", f"请写依据，如通知的名称和文号，最多 {LONGEST_SOURCE} 个字。")
    missing = missing_holidays(rows.values())
    if missing:
        raise Invalid("source", f"还没有写{'、'.join(missing)}，写全了再确认。")
    for row in rows.values():
        if row.provisional:
            row.provisional, row.source = False, source
        row.version = max(row.version + 1, MADE_BY_STAFF)
    facts = {"year": year, "source": source, "days": len(rows)}
    finish(db, "calendar.confirm", f"year:{year}", facts, actor=actor, now=now)


def rows_of(db: Session, year: int) -> dict[date, CalendarDay]:
    """The rows of a year by day, in order."""
    within = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    rows = db.scalars(select(CalendarDay).where(within).order_by(CalendarDay.day))
    return {row.day: row for row in rows}


def edition_of(rows: Iterable[CalendarDay]) -> int:
    """A number that rises with every change of the year."""
    return sum(row.version for row in rows)


def is_confirmed(rows: Iterable[CalendarDay]) -> bool:
    """Whether the year of these rows is: there are some, and none is provisional."""
    rows = list(rows)
    return bool(rows) and not any(row.provisional for row in rows)


def missing_holidays(rows: Iterable[CalendarDay]) -> list[str]:
    """The holidays of every year that none of the rows names."""
    names = "、".join(row.name for row in rows if row.kind == HOLIDAY)
    return [name for name in EVERY_YEAR if name not in names]


def stretches(rows: Iterable[CalendarDay]) -> list[Stretch]:
    """The days that differ from their weekday, those of one meaning that touch as one."""
    found: list[Stretch] = []
    for row in sorted(rows, key=lambda row: row.day):
        if row.kind == AS_USUAL:
            continue
        one = Stretch(row.day, row.day, row.kind, row.name, row.source, row.provisional)
        last = found[-1] if found else None
        if last and _goes_on(last, one):
            found[-1] = Stretch(
                last.first, one.last, one.kind, one.name, one.source, one.provisional
            )
        else:
            found.append(one)
    return found


def _goes_on(last: Stretch, one: Stretch) -> bool:
    same = (last.kind, last.name, last.source, last.provisional)
    touches = one.first - last.last == timedelta(days=1)
    return touches and same == (one.kind, one.name, one.source, one.provisional)


def _begin(db: Session, year: int, read: int, actor: Actor) -> dict[date, CalendarDay]:
    actor.require(EDIT)
    # Whoever changes the calendar at the same time waits here, and then finds a newer edition.
    raise_version(db, "community")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid("first", f"年份要在 {FIRST_YEAR} 到 {LAST_YEAR} 之间。")
    rows = rows_of(db, year)
    if edition_of(rows.values()) != read:
        raise Conflict()
    return rows


def _checked(wanted: Stretch) -> tuple[str, str]:
    """Name and source without odd spaces."""
    name, source = " ".join(wanted.name.split()), " ".join(wanted.source.split())
    if wanted.kind not in KINDS:
        raise Invalid("kind", "请选一项。")
    if wanted.last < wanted.first or wanted.last.year != wanted.first.year:
        raise Invalid("last", "最后一天要在第一天之后，而且在同一年。")
    if (wanted.last - wanted.first).days >= MOST_DAYS:
        raise Invalid("last", f"一次最多 {MOST_DAYS} 天。")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Invalid("name", f"请写是哪个节，最多 {LONGEST_NAME} 个字。")
    if not 1 <= len(source) <= LONGEST_SOURCE:
        raise Invalid("source", f"请写依据，如通知的名称和文号，最多 {LONGEST_SOURCE} 个字。")
    if wanted.kind == WORKDAY and any(day.weekday() < SATURDAY for day in _days(wanted)):
        raise Invalid("kind", "调休上班的只会是周六、周日；周一到周五本来就上班。")
    return name, source


def _days(wanted: Stretch) -> list[date]:
    count = (wanted.last - wanted.first).days + 1
    return [wanted.first + timedelta(days=number) for number in range(count)]
