"""Which days count, and when somebody is there."""

from datetime import UTC, date, datetime

from community.calendar import Calendar
from community.setup import Setup

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)


def test_a_holiday_is_off_and_an_exchanged_saturday_is_worked(setup: Setup) -> None:
    assert not setup.calendar.is_workday(date(2026, 10, 1))
    assert setup.calendar.is_workday(date(2026, 10, 10))
    assert setup.calendar.is_workday(MONDAY)
    assert not setup.calendar.is_workday(SATURDAY)


def test_of_an_unconfirmed_year_only_the_weekends_count_and_it_says_so(setup: Setup) -> None:
    assert setup.calendar.is_confirmed(2026)
    assert not setup.calendar.is_confirmed(2027)
    assert not setup.calendar.is_confirmed(2028)
    assert setup.calendar.is_workday(date(2027, 10, 1)), "a Friday"
    assert not setup.calendar.is_workday(date(2027, 10, 2)), "a Saturday"


def test_the_office_is_open_by_shanghais_clock() -> None:
    calendar = Calendar()
    assert calendar.is_open(datetime(2026, 11, 23, 1, 0, tzinfo=UTC)), "nine in the morning"
    assert not calendar.is_open(datetime(2026, 11, 23, 4, 0, tzinfo=UTC)), "noon"
    assert not calendar.is_open(datetime(2026, 11, 23, 0, 59, tzinfo=UTC))
    assert not calendar.is_open(datetime(2026, 11, 28, 2, 0, tzinfo=UTC)), "a Saturday"
    assert calendar.hours_on(SATURDAY) == ()
