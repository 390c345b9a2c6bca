"""A week later 陈编辑 wants to know what her work on the knowledge has brought."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from community.setup import Setup
from core.actor import OPERATOR, Actor
from core.errors import Refused
from faq.content import EntryContent
from faq.entries import content_of, create_entry, publish_entry, retire_entry, save_entry
from faq.models import Entry, Outcome
from faq.quality import Change, Quality, compare, published_at
from faq.questions import note_question
from tests.faq.conftest import EDITOR, NOW, THRESHOLDS

BEFORE = NOW - timedelta(days=8)
WEEK_AGO = NOW - timedelta(days=7)
Compare = Callable[..., Quality]


def publish(db: Session, setup: Setup, question: str, *phrasings: str) -> Entry:
    content = EntryContent(question, "答", phrasings)
    entry = create_entry(db, content, actor=EDITOR, now=BEFORE)
    return publish_entry(db, entry, areas=setup.areas, actor=EDITOR, now=BEFORE)


def ask(db: Session, *texts: str) -> None:
    for text in texts:
        note_question(
            db,
            text,
            account="wx-desk",
            resident_id=None,
            area_id=None,
            outcome=Outcome.MISSED,
            now=NOW - timedelta(days=1),
        )


@pytest.fixture
def report(db: Session, setup: Setup) -> Compare:
    def _report(actor: Actor = OPERATOR) -> Quality:
        return compare(
            db, since=WEEK_AGO, areas=setup.areas, thresholds=THRESHOLDS, actor=actor, now=NOW
        )

    return _report


def test_the_same_messages_are_asked_of_both_sets(
    db: Session, setup: Setup, report: Compare
) -> None:
    dog = publish(db, setup, "犬只登记怎么办")
    publish(db, setup, "快递柜坏了找谁")
    lamp = publish(db, setup, "路灯坏了找谁")
    # A week's work: a phrasing, a retired entry, and one that takes another's question over.
    more = replace(content_of(dog), phrasings=("毛孩子上户口",))
    save_entry(db, dog, more, version=1, actor=EDITOR, now=NOW)
    publish_entry(db, dog, areas=setup.areas, actor=EDITOR, now=NOW)
    retire_entry(db, lamp, actor=EDITOR, now=NOW)
    ask(db, "毛孩子上户口", "毛孩子上户口", "路灯坏了找谁", "快递柜坏了找谁")
    found = report()
    assert found.gained == (Change("毛孩子上户口", 2, "", "犬只登记怎么办"),)
    assert found.lost == (Change("路灯坏了找谁", 1, "路灯坏了找谁", ""),)
    assert found.swapped == ()
    assert (found.before[Outcome.ANSWERED], found.after[Outcome.ANSWERED]) == (2, 3)
    assert (found.messages, found.left_out) == (4, 0)


def test_a_question_taken_over_by_another_entry_is_swapped(
    db: Session, setup: Setup, report: Compare
) -> None:
    old = publish(db, setup, "垃圾怎么投放", "大件垃圾找谁")
    save_entry(db, old, EntryContent("垃圾怎么投放", "答"), version=1, actor=EDITOR, now=NOW)
    publish_entry(db, old, areas=setup.areas, actor=EDITOR, now=NOW)
    bulky = create_entry(db, EntryContent("大件垃圾找谁", "答"), actor=EDITOR, now=NOW)
    publish_entry(db, bulky, areas=setup.areas, actor=EDITOR, now=NOW)
    ask(db, "大件垃圾找谁")
    assert report().swapped == (Change("大件垃圾找谁", 1, "垃圾怎么投放", "大件垃圾找谁"),)


def test_the_past_is_as_it_was(db: Session, setup: Setup) -> None:
    entry = publish(db, setup, "路灯坏了找谁", "灯不亮")
    retire_entry(db, entry, actor=EDITOR, now=NOW)
    assert not published_at(db, BEFORE - timedelta(seconds=1)).entries
    assert published_at(db, WEEK_AGO).entries[entry.id].content == content_of(entry)
    assert not published_at(db, NOW).entries


def test_nothing_asked_is_nothing_compared(report: Compare) -> None:
    assert report().messages == 0
    with pytest.raises(Refused):
        report(EDITOR)
