"""An admin writes down the days of a year and confirms them, on both databases."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community.calendar import AS_USUAL, HOLIDAY, WORKDAY, load_calendar
from community.calendar_editing import (
    EVERY_YEAR,
    Stretch,
    confirm_year,
    edition_of,
    missing_holidays,
    rows_of,
    set_days,
    stretches,
)
from community.loading import load_starter
from community.setup import Setup
from core.actor import OPERATOR, Actor, rights
from core.audit import AuditRow
from core.errors import Conflict, Invalid, Refused

NOTICE = "国务院办公厅的通知"
SPRING = Stretch(date(2027, 2, 5), date(2027, 2, 11), HOLIDAY, "春节", NOTICE)


def put(db: Session, wanted: Stretch, now: datetime) -> None:
    """What the form does."""
    read = edition_of(rows_of(db, wanted.first.year).values())
    set_days(db, wanted, read=read, actor=OPERATOR, now=now)


def confirm(db: Session, year: int, now: datetime) -> None:
    read = edition_of(rows_of(db, year).values())
    confirm_year(db, year, NOTICE, read=read, actor=OPERATOR, now=now)


def test_a_year_counts_once_it_is_whole_and_confirmed(
    db: Session, setup: Setup, now: datetime
) -> None:
    friday = date(2027, 2, 5)
    assert setup.calendar.is_workday(friday)
    put(db, SPRING, now)
    assert load_calendar(db).is_workday(friday), "until then only weekends are off"
    with pytest.raises(Invalid, match="端午"):
        confirm(db, 2027, now)
    for number, name in enumerate(missing_holidays(rows_of(db, 2027).values())):
        put(
            db,
            Stretch(date(2027, 6, 9 + number), date(2027, 6, 9 + number), HOLIDAY, name, "x"),
            now,
        )
    put(db, Stretch(date(2027, 2, 20), date(2027, 2, 20), WORKDAY, "春节", NOTICE), now)
    confirm(db, 2027, now)
    calendar = load_calendar(db)
    assert calendar.is_confirmed(2027)
    assert not calendar.is_workday(friday)
    assert calendar.is_workday(date(2027, 2, 20)), "a Saturday that is worked"
    assert {row.source for row in rows_of(db, 2027).values()} == {NOTICE}
    actions = db.scalars(select(AuditRow.action)).all()
    assert actions.count("calendar.confirm") == 1


def test_an_upgrade_adds_nothing_to_a_year_that_staff_confirmed(
    db: Session, setup: Setup, now: datetime
) -> None:
    assert setup.calendar.is_confirmed(2026)
    put(db, Stretch(date(2026, 10, 10), date(2026, 10, 10), AS_USUAL, "国庆节", "本地"), now)
    load_starter(db, demo=False, now=now)
    assert not load_calendar(db).is_workday(date(2026, 10, 10)), "a Saturday as usual"
    read = edition_of(rows_of(db, 2026).values())
    confirm_year(db, 2026, NOTICE, read=read, actor=OPERATOR, now=now)
    own = rows_of(db, 2026)
    for day in list(own)[:3]:
        db.delete(own[day])
    db.flush()
    load_starter(db, demo=False, now=now)
    assert len(rows_of(db, 2026)) == len(own) - 3


def test_days_that_touch_and_mean_the_same_are_one_line(db: Session, setup: Setup) -> None:
    assert setup.calendar.kinds
    lines = stretches(rows_of(db, 2026).values())
    national = next(one for one in lines if "国庆" in one.name and one.kind == HOLIDAY)
    assert (national.last - national.first).days >= 6
    assert len(lines) < len(rows_of(db, 2026)) / 2
    assert not missing_holidays(rows_of(db, 2026).values())
    assert missing_holidays([]) == list(EVERY_YEAR)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("kind", {"kind": "party"}),
        ("kind", {"kind": WORKDAY}),
        ("last", {"last": date(2027, 2, 4)}),
        ("last", {"last": date(2027, 4, 1)}),
        ("last", {"first": date(2026, 12, 31), "last": date(2027, 1, 2)}),
        ("name", {"name": " "}),
        ("source", {"source": ""}),
        ("first", {"first": date(1999, 1, 1), "last": date(1999, 1, 1)}),
    ],
)
def test_what_can_not_be_is_refused_by_its_field(
    db: Session, setup: Setup, field: str, wrong: dict[str, object], now: datetime
) -> None:
    assert setup.calendar
    with pytest.raises(Invalid) as caught:
        put(db, replace(SPRING, **wrong), now)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_of_two_the_second_is_told_and_nobody_else_may(
    db: Session, setup: Setup, now: datetime
) -> None:
    read = edition_of(rows_of(db, 2027).values())
    put(db, SPRING, now)
    with pytest.raises(Conflict):
        set_days(db, SPRING, read=read, actor=OPERATOR, now=now)
    with pytest.raises(Conflict):
        confirm_year(db, 2027, NOTICE, read=read, actor=OPERATOR, now=now)
    here = Actor("staff", 1, rights(["community.edit"], next(iter(setup.areas)).path))
    with pytest.raises(Refused):
        set_days(db, SPRING, read=read, actor=here, now=now)
    with pytest.raises(Refused):
        confirm_year(db, 2027, NOTICE, read=read, actor=here, now=now)
