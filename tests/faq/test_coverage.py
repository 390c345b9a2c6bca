"""How well the knowledge answers, counted on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import true
from sqlalchemy.orm import Session

from community.setup import Setup
from core.actor import Actor, rights
from core.errors import Refused
from faq.coverage import by_category, by_day, expiring, never_matched, unhelpful
from faq.models import Outcome, Question
from faq.questions import note_question
from tests.faq.conftest import NOW, Publish

EDITOR = Actor("staff", 7, rights(["question.see"]))
OF_CALM = Actor("staff", 8, rights(["question.see"], "1/3/"))
LATE = NOW - timedelta(hours=10, minutes=30)  # 23:30 of the day before in Shanghai


def asked(
    db: Session,
    outcome: Outcome,
    entry_id: int | None = None,
    area_id: int | None = 2,
    **more: object,
) -> None:
    """Somebody asks."""
    note_question(
        db,
        "怎么办",
        **{  # type: ignore[arg-type]
            "account": "wx-desk",
            "resident_id": None,
            "area_id": area_id,
            "outcome": outcome,
            "entry_id": entry_id,
            "now": NOW,
            **more,
        },
    )


def test_days_are_those_of_shanghai_and_empty_ones_stand_too(
    db: Session, setup: Setup, publish: Publish
) -> None:
    lift = publish("电梯坏了找谁？", "物业。", category="物业")
    asked(db, Outcome.ANSWERED, lift.id)
    asked(db, Outcome.SUGGESTED)
    asked(db, Outcome.SUGGESTED, lift.id)
    asked(db, Outcome.MISSED, now=LATE)
    days = by_day(db, days=3, areas=setup.areas, actor=EDITOR, now=NOW)
    told = [(one.label, one.asked, one.answered, one.suggested, one.missed) for one in days]
    assert told == [
        ("2026-11-21", 0, 0, 0, 0),
        ("2026-11-22", 1, 0, 0, 1),
        ("2026-11-23", 3, 2, 1, 0),
    ]
    assert round(days[2].coverage) == 67
    categories = by_category(db, days=3, areas=setup.areas, actor=EDITOR, now=NOW)
    assert [(one.label, one.asked) for one in categories] == [("物业", 2)]


def test_who_sees_one_area_counts_one_area(db: Session, setup: Setup) -> None:
    asked(db, Outcome.MISSED)
    asked(db, Outcome.MISSED, area_id=3)
    asked(db, Outcome.MISSED, area_id=None)
    today = by_day(db, days=1, areas=setup.areas, actor=OF_CALM, now=NOW)
    assert [one.asked for one in today] == [1]
    with pytest.raises(Refused):
        by_day(db, days=1, areas=setup.areas, actor=Actor("staff", 9), now=NOW)


def test_what_needs_somebody_is_named(db: Session, publish: Publish) -> None:
    ending = publish("路灯？", "报修。", valid_until=NOW.date() + timedelta(days=9))
    lift = publish("电梯坏了找谁？", "物业。")
    for _ in range(2):
        asked(db, Outcome.ANSWERED, lift.id)
    for question in db.query(Question):
        question.unhelpful = True
    db.flush()
    soon = timedelta(days=30)
    assert expiring(db, seen=true(), today=NOW.date(), within=soon) == [ending]
    assert unhelpful(db, seen=true(), now=NOW) == [(lift, 2, 2)]
    later = NOW + timedelta(days=91)
    assert never_matched(db, seen=true(), now=NOW) == []
    assert set(never_matched(db, seen=true(), now=later)) == {ending, lift}
