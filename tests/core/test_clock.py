"""Days are Shanghai's, whatever the machine thinks."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.clock import day_of, spoken_day, spoken_time, start_of_day

TODAY = date(2026, 11, 22)


def test_an_evening_in_utc_is_the_next_day_in_shanghai() -> None:
    assert day_of(datetime(2026, 11, 21, 16, 0, tzinfo=UTC)) == TODAY


def test_days_are_said_as_people_say_them() -> None:
    at = start_of_day(TODAY) + timedelta(hours=17, minutes=30)
    assert spoken_time(at, TODAY) == "今天 17:30"
    assert spoken_day(at + timedelta(days=1), TODAY) == "明天"
    assert spoken_day(at + timedelta(days=2), TODAY) == "11月24日（周二）"
    assert spoken_day(at + timedelta(days=60), TODAY) == "2027年1月21日（周四）"


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_day_begins_on_itself_and_ends_before_the_next(day: date) -> None:
    begin = start_of_day(day)
    assert day_of(begin) == day
    assert day_of(begin - timedelta(microseconds=1)) == day - timedelta(days=1)
