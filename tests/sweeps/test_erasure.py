"""What is left of a resident who has gone: swept over every column of every table."""

from datetime import timedelta

import pytest
from sqlalchemy import Column
from sqlalchemy.orm import Session

from privacy.erasure import erase_leftovers, erase_resident
from tests.sweeps.neighbour import NOON, leave_traces, set_up_office
from tests.sweeps.personal import COLUMNS, Fate
from tests.sweeps.tables import dump, name_of, suspects, values

MONTH = timedelta(days=30)


def columns(*fates: Fate) -> list[Column[object]]:
    """The columns with one of these fates."""
    return [column for column in suspects() if COLUMNS[name_of(column)][0] in fates]


def left(db: Session, *fates: Fate) -> set[str]:
    """The names of those columns in which anything stands."""
    return {name_of(column) for column in columns(*fates) if values(db, column)}


def test_every_column_that_may_be_personal_has_a_fate() -> None:
    assert {name_of(column) for column in suspects()} == set(COLUMNS)


def test_what_stays_has_a_reason() -> None:
    assert all(bool(reason) == (fate == Fate.KEPT) for fate, reason in COLUMNS.values())


@pytest.fixture
def office(db: Session) -> tuple[int, int]:
    return set_up_office(db)


def test_who_leaves_is_gone_but_for_what_open_cases_need(
    db: Session, office: tuple[int, int]
) -> None:
    auntie = leave_traces(db, "王阿姨", *office)
    every = {name_of(column) for column in columns(Fate.GONE, Fate.LATER)}
    assert left(db, Fate.GONE, Fate.LATER) == every
    erase_resident(db, auntie, now=NOON)
    db.commit()
    assert left(db, Fate.GONE) == set()
    assert left(db, Fate.LATER) == {name_of(column) for column in columns(Fate.LATER)}
    assert all(len(values(db, column)) == 1 for column in columns(Fate.LATER))


def test_after_30_days_the_rest_is_gone_too(db: Session, office: tuple[int, int]) -> None:
    erase_resident(db, leave_traces(db, "王阿姨", *office), now=NOON)
    erase_leftovers(db, now=NOON + MONTH - timedelta(minutes=1))
    assert left(db, Fate.LATER) != set()
    erase_leftovers(db, now=NOON + MONTH + timedelta(minutes=1))
    db.commit()
    assert left(db, Fate.GONE, Fate.LATER) == set()


def test_her_neighbour_loses_nothing(db: Session, office: tuple[int, int]) -> None:
    leave_traces(db, "李叔", *office)
    before = dump(db).count("李叔")
    auntie = leave_traces(db, "王阿姨", *office)
    erase_resident(db, auntie, now=NOON)
    erase_leftovers(db, now=NOON + 2 * MONTH)
    db.commit()
    assert dump(db).count("李叔") == before > 0


def test_erasing_twice_is_erasing_once(db: Session, office: tuple[int, int]) -> None:
    auntie = leave_traces(db, "王阿姨", *office)
    erase_resident(db, auntie, now=NOON)
    once = left(db, *Fate)
    erase_resident(db, auntie, now=NOON)
    assert left(db, *Fate) == once
