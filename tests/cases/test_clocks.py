"""Due instants: office hours, days off, urgent cases at night, waiting for the resident."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.clocks import (
    ROUND_THE_CLOCK,
    UNKNOWN_TOPIC,
    URGENT_CASE,
    WORKING,
    after_wait,
    due,
    is_certain,
    later,
    spent,
    terms_of,
    warn_at,
)
from community.calendar import Calendar
from core.clock import SHANGHAI, day_of
from tests.cases.pack import starter, topic

CALENDAR = starter().calendar
START = datetime(2026, 1, 1, tzinfo=UTC)
instants = st.integers(0, 540 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
spans = st.one_of(
    st.integers(1, 40).map(lambda n: f"{n}h"), st.integers(1, 15).map(lambda n: f"{n}d")
)
clocks = st.sampled_from([WORKING, ROUND_THE_CLOCK])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "span", "clock", "expected"),
    [
        ("2026-11-23 09:30", "2h", WORKING, "2026-11-23 11:30"),
        ("2026-11-23 11:00", "2h", WORKING, "2026-11-23 14:30"),
        ("2026-11-23 10:00", "2h", WORKING, "2026-11-23 12:00"),
        ("2026-11-23 16:30", "4h", WORKING, "2026-11-24 12:00"),
        ("2026-11-27 17:00", "4h", WORKING, "2026-11-30 14:00"),
        ("2026-11-28 20:00", "4h", WORKING, "2026-11-30 14:30"),
        ("2026-11-23 09:30", "3d", WORKING, "2026-11-26 17:30"),
        ("2026-11-27 23:00", "1d", WORKING, "2026-11-30 17:30"),
        ("2026-11-28 08:00", "1d", WORKING, "2026-11-30 17:30"),
        # The Sunday of 4 January is worked instead of the Friday.
        ("2025-12-31 10:00", "1d", WORKING, "2026-01-04 17:30"),
        ("2026-11-28 23:30", "1h", ROUND_THE_CLOCK, "2026-11-29 00:30"),
        ("2026-11-28 23:30", "2d", ROUND_THE_CLOCK, "2026-11-30 23:30"),
        ("2026-11-28 23:30", "10m", ROUND_THE_CLOCK, "2026-11-28 23:40"),
    ],
)
def test_a_span_ends_when_residents_expect(
    start: str, span: str, clock: str, expected: str
) -> None:
    calendar = Calendar(CALENDAR.kinds, frozenset({2026}))
    assert due(at(start), span, clock, calendar) == at(expected)


@pytest.mark.parametrize("span", ["", "0h", "3", "h", "-1d", "3 d", "3w", "99999h"])
def test_what_is_no_span_is_refused(span: str) -> None:
    with pytest.raises(ValueError, match="not a span"):
        due(at("2026-11-23 09:30"), span, WORKING, CALENDAR)


def test_a_calendar_without_working_days_is_an_error_and_not_an_endless_search() -> None:
    off = Calendar(
        {day_of(at("2026-01-01")) + timedelta(days=n): "holiday" for n in range(9000)},
        frozenset(range(2026, 2051)),
    )
    with pytest.raises(ValueError, match="no working days"):
        due(at("2026-11-23 09:30"), "1h", WORKING, off)


@given(instants, spans)
def test_nothing_is_due_on_a_day_off(start: datetime, span: str) -> None:
    end = due(start, span, WORKING, CALENDAR)
    assert CALENDAR.is_workday(day_of(end))
    opens, closes = CALENDAR.hours_on(day_of(end))[0][0], CALENDAR.hours_on(day_of(end))[-1][1]
    assert opens < end.astimezone(SHANGHAI).time() <= closes


@given(instants, st.timedeltas(timedelta(0), timedelta(days=30)), spans, clocks)
def test_who_comes_later_is_never_due_earlier(
    start: datetime, gap: timedelta, span: str, clock: str
) -> None:
    assert due(start, span, clock, CALENDAR) <= due(start + gap, span, clock, CALENDAR)


@given(instants, st.integers(1, 30), clocks, st.sampled_from("hd"))
def test_a_longer_span_is_never_due_earlier(
    start: datetime, amount: int, clock: str, unit: str
) -> None:
    shorter = due(start, f"{amount}{unit}", clock, CALENDAR)
    assert start < shorter < due(start, f"{amount + 1}{unit}", clock, CALENDAR)


@given(instants, st.timedeltas(timedelta(minutes=1), timedelta(hours=60)), clocks)
def test_what_is_added_is_what_was_spent(start: datetime, span: timedelta, clock: str) -> None:
    assert spent(start, later(start, span, clock, CALENDAR), clock, CALENDAR) == span


@given(instants, spans, clocks)
def test_the_warning_comes_before_the_end_and_leaves_a_quarter(
    start: datetime, span: str, clock: str
) -> None:
    end = due(start, span, clock, CALENDAR)
    warned = warn_at(start, end, clock, CALENDAR)
    assert start < warned < end
    whole, left = spent(start, end, clock, CALENDAR), spent(warned, end, clock, CALENDAR)
    assert abs(left - whole / 4) < timedelta(seconds=1)


@given(instants, st.timedeltas(timedelta(0), timedelta(days=9)), spans, clocks)
def test_waiting_for_the_resident_costs_the_office_no_time(
    start: datetime, wait: timedelta, span: str, clock: str
) -> None:
    end = due(start, span, clock, CALENDAR)
    moved = after_wait(end, start, start + wait, clock, CALENDAR)
    left, wanted = spent(start + wait, moved, clock, CALENDAR), spent(start, end, clock, CALENDAR)
    assert moved >= end
    assert left == wanted


def test_asking_after_the_end_buys_no_time() -> None:
    end = at("2026-11-23 12:00")
    asked, answered = at("2026-11-23 14:00"), at("2026-11-25 14:00")
    assert after_wait(end, asked, answered, WORKING, CALENDAR) == end


def test_a_date_in_a_year_not_yet_announced_is_not_certain() -> None:
    start = at("2026-12-31 10:00")
    assert is_certain(start, at("2026-12-31 12:00"), WORKING, CALENDAR)
    assert not is_certain(start, at("2027-01-04 12:00"), WORKING, CALENDAR)
    assert is_certain(start, at("2027-01-04 12:00"), ROUND_THE_CLOCK, CALENDAR)


def test_terms_come_from_the_topic_unless_it_is_urgent_or_unknown() -> None:
    assert terms_of(topic("lift")).clock == ROUND_THE_CLOCK
    assert terms_of(topic("street_light")).resolve_within == "3d"
    assert terms_of(None) == UNKNOWN_TOPIC
    assert terms_of(topic("street_light"), urgent=True) == terms_of(None, urgent=True)
    assert terms_of(None, urgent=True) == URGENT_CASE


def test_every_topic_of_the_pack_has_spans_that_count() -> None:
    for own in starter().topics.values():
        start = at("2026-11-23 09:30")
        accept = due(start, own.accept_within, own.clock, CALENDAR)
        assert start < accept < due(start, own.resolve_within, own.clock, CALENDAR), own.key
