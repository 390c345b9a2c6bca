"""When a case is due: spans counted in working time or round the clock; pure.

While a case waits for the resident its clock stands still: when the answer comes (or the
office goes on without it), the due instant moves later by the time waited, counted by the same
clock. A due instant that had already passed when the resident was asked doesn't move.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from community.calendar import Calendar
from community.topics import SPAN, TopicFacts
from core.clock import at_local, day_of

WORKING, ROUND_THE_CLOCK = "working", "round_the_clock"
URGENT, NORMAL = "urgent", "normal"
WARN_AT_SHARE = 0.75
# More days off in a row than any calendar has: then the calendar is wrong.
LONGEST_SEARCH_DAYS = 4000
_ZERO = timedelta(0)


@dataclass(frozen=True)
class Terms:
    """What a case's clock runs by; spans as '30m', '4h' or '3d'."""

    accept_within: str
    resolve_within: str
    clock: str
    urgency: str


UNKNOWN_TOPIC = Terms("4h", "3d", WORKING, NORMAL)
URGENT_CASE = Terms("1h", "24h", ROUND_THE_CLOCK, URGENT)


def terms_of(topic: TopicFacts | None, *, urgent: bool = False) -> Terms:
    """The terms of a topic; urgent words make them the urgent ones, whatever the topic."""
    if urgent:
        return URGENT_CASE
    if topic is None:
        return UNKNOWN_TOPIC
    return Terms(topic.accept_within, topic.resolve_within, topic.clock, topic.urgency)


def due(start: datetime, span: str, clock: str, calendar: Calendar) -> datetime:
    """The instant by which a span from `start` is over; raises ValueError for no span.

    Working hours count office hours only. Of working days the first is the one after `start`'s,
    and the last ends with its office hours.
    """
    found = SPAN.fullmatch(span)
    if found is None:
        raise ValueError(f"not a span: {span!r}")
    amount, unit = int(found[1]), found[2]
    if unit == "d" and clock == WORKING:
        return _end_of_workday(start, amount, calendar)
    length = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}[unit]
    return later(start, amount * length, clock, calendar)


def later(at: datetime, span: timedelta, clock: str, calendar: Calendar) -> datetime:
    """The first instant at which that much time of the clock has passed since `at`."""
    if clock != WORKING:
        return at + span
    if span <= _ZERO:
        return at
    for begin, end in _open_times(at, calendar):
        if end - begin >= span:
            return begin + span
        span -= end - begin
    raise ValueError("the calendar has no working days")


def spent(start: datetime, end: datetime, clock: str, calendar: Calendar) -> timedelta:
    """How much time of the clock lies between; nothing when `end` is not after `start`."""
    if end <= start:
        return _ZERO
    if clock != WORKING:
        return end - start
    total = _ZERO
    for opens, closes in _open_times(start, calendar):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return total


def warn_at(start: datetime, due_at: datetime, clock: str, calendar: Calendar) -> datetime:
    """When three quarters of the time are used up."""
    return later(start, spent(start, due_at, clock, calendar) * WARN_AT_SHARE, clock, calendar)


def after_wait(
    due_at: datetime, since: datetime, until: datetime, clock: str, calendar: Calendar
) -> datetime:
    """The due instant of a case that waited for its resident from `since` to `until`."""
    if due_at <= since:
        return due_at
    return later(due_at, spent(since, until, clock, calendar), clock, calendar)


def is_certain(start: datetime, due_at: datetime, clock: str, calendar: Calendar) -> bool:
    """Whether every year it touches has a confirmed calendar; if not, the date must say so."""
    years = range(day_of(start).year, day_of(due_at).year + 1)
    return clock != WORKING or all(calendar.is_confirmed(year) for year in years)


def _end_of_workday(start: datetime, count: int, calendar: Calendar) -> datetime:
    for day in _days_from(day_of(start) + timedelta(days=1)):
        hours = calendar.hours_on(day)
        count -= bool(hours)
        if count == 0:
            return at_local(day, hours[-1][1])
    raise ValueError("the calendar has no working days")


def _open_times(at: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of office hours from `at` on, the first one cut at `at`."""
    for day in _days_from(day_of(at)):
        for begin, end in calendar.hours_on(day):
            closes = at_local(day, end)
            if closes > at:
                yield max(at, at_local(day, begin)), closes


def _days_from(day: date) -> Iterator[date]:
    for offset in range(LONGEST_SEARCH_DAYS):
        yield day + timedelta(days=offset)
