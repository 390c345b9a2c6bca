"""The calendar says which days count, and on whose word."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Load = Callable[[str], dict[str, Any]]
Rows = list[dict[str, Any]]
SATURDAY = 5


@pytest.fixture(scope="module")
def calendar(load: Load) -> dict[str, Any]:
    return load("community/starter/calendar.toml")


@pytest.fixture(scope="module")
def days(calendar: dict[str, Any]) -> Rows:
    rows: Rows = calendar["day"]
    return rows


def test_every_day_is_given_once_in_order_with_its_source(days: Rows) -> None:
    dates = [row["day"] for row in days]
    assert all(type(day) is date for day in dates)
    assert dates == sorted(set(dates))
    assert all(row["kind"] in {"holiday", "workday"} for row in days)
    assert all(row["name"] and row["source"] for row in days)


def test_a_day_worked_in_exchange_falls_on_a_weekend(days: Rows) -> None:
    worked = [row["day"] for row in days if row["kind"] == "workday"]
    assert all(day.weekday() >= SATURDAY for day in worked)


def test_2026_is_confirmed_and_gives_back_what_it_takes(
    calendar: dict[str, Any], days: Rows
) -> None:
    status = {row["year"]: row["status"] for row in calendar["year"]}
    assert status == {2026: "confirmed", 2027: "provisional"}
    rows = [row for row in days if row["day"].year == 2026]
    off = [row for row in rows if row["kind"] == "holiday"]
    assert len(off) == 33
    # Thirteen statutory days, of which those on a weekend are made up for; see the notice.
    weekdays_off = [row for row in off if row["day"].weekday() < SATURDAY]
    worked = [row for row in rows if row["kind"] == "workday"]
    assert len(weekdays_off) - len(worked) == 13
    assert all("国办发明电" in row["source"] for row in rows)
    assert not any(row.get("provisional") for row in rows)


def test_the_named_days_of_the_2026_notice_are_right(days: Rows) -> None:
    kind = {row["day"]: row["kind"] for row in days}
    assert kind[date(2026, 2, 14)] == kind[date(2026, 2, 28)] == "workday"
    assert kind[date(2026, 2, 15)] == kind[date(2026, 2, 23)] == "holiday"
    assert kind[date(2026, 9, 20)] == kind[date(2026, 10, 10)] == "workday"
    assert date(2026, 2, 24) not in kind


def test_2027_has_only_fixed_days_and_calls_them_provisional(days: Rows) -> None:
    rows = [row for row in days if row["day"].year == 2027]
    fixed = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
    assert {(row["day"].month, row["day"].day) for row in rows} == fixed
    assert all(row["provisional"] and row["kind"] == "holiday" for row in rows)
