"""Which days are worked and at which hours, by Shanghai's clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import CalendarDay
from core.clock import SHANGHAI

Span = tuple[time, time]
OFFICE_HOURS: tuple[Span, ...] = ((time(9), time(12)), (time(13, 30), time(17, 30)))
# As usual: staff have taken back what a day was said to be, and no pack says it again.
HOLIDAY, WORKDAY, AS_USUAL = "holiday", "workday", "as_usual"
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Days that differ from their weekday, counted only in years that are confirmed.

    Of an unconfirmed year only the weekends are known to be off.
    """

    kinds: Mapping[date, str] = field(default_factory=dict)
    confirmed_years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether the office works on that day."""
        kind = self.kinds.get(day) if self.is_confirmed(day.year) else None
        return kind == WORKDAY if kind in (HOLIDAY, WORKDAY) else day.weekday() < SATURDAY

    def is_confirmed(self, year: int) -> bool:
        """Whether the year's holidays are known; if not, a date counted in it must say so."""
        return year in self.confirmed_years

    def hours_on(self, day: date) -> tuple[Span, ...]:
        """The office hours of that day, empty on a day off."""
        return OFFICE_HOURS if self.is_workday(day) else ()

    def is_open(self, at: datetime) -> bool:
        """Whether the office is open at that instant."""
        local = at.astimezone(SHANGHAI)
        return any(begin <= local.time() < end for begin, end in self.hours_on(local.date()))


def load_calendar(db: Session) -> Calendar:
    """The calendar of the database; a year is confirmed when none of its days is provisional."""
    days = list(db.scalars(select(CalendarDay)))
    provisional = {row.day.year for row in days if row.provisional}
    return Calendar(
        {row.day: row.kind for row in days},
        frozenset(row.day.year for row in days) - provisional,
    )
