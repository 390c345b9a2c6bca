"""What publishing would change, found by what residents have really asked."""

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from community.areas import Areas
from community.setup import Setup
from faq.change_check import (
    Asked,
    Checked,
    asked_of_late,
    check_change,
    compare,
    phrasings_of,
    with_change,
)
from faq.content import EntryContent
from faq.entries import content_of, create_entry, save_entry
from faq.knowledge import Knowledge, KnownEntry, load_knowledge
from faq.models import Entry, Outcome
from faq.questions import note_question
from tests.faq.conftest import EDITOR, NOW, THRESHOLDS, Publish

WORDS = ("电梯坏了", "楼道灯", "居住证", "办理", "找谁", "怎么", "停水", "漏水", "报修", "登记")


def asks(db: Session, *texts: str) -> None:
    """Residents ask."""
    for text in texts:
        note_question(
            db,
            text,
            account="wx-desk",
            resident_id=None,
            area_id=2,
            outcome=Outcome.MISSED,
            now=NOW,
        )


def checked(db: Session, setup: Setup, entry: Entry) -> Checked:
    """What publishing the entry would change for what was asked."""
    before = load_knowledge(db)
    return check_change(
        asked_of_late(db, now=NOW),
        entry.id,
        before,
        with_change(before, entry),
        setup=setup,
        thresholds=THRESHOLDS,
        now=NOW,
    )


def test_a_new_entry_gains_what_was_missed(db: Session, setup: Setup, publish: Publish) -> None:
    publish("电梯坏了找谁？", "物业。")
    asks(db, "楼顶装光伏行吗", "楼顶装光伏行吗？", "电梯坏了找谁")
    new = create_entry(db, EntryContent("楼顶装光伏行吗", "行。"), actor=EDITOR, now=NOW)
    found = checked(db, setup, new)
    told = [(one.text, one.times, one.before, one.after) for one in found.gained]
    assert told == [("楼顶装光伏行吗？", 2, "", "楼顶装光伏行吗")]
    assert (found.lost, found.swapped, found.replayed) == ([], [], 2)


def test_a_phrasing_taken_away_is_a_loss_and_one_moved_a_swap(
    db: Session, setup: Setup, publish: Publish
) -> None:
    lift = publish("电梯坏了找谁？", "物业。", "楼里的厢子卡住不动")
    asks(db, "楼里的厢子卡住不动", "电梯坏了找谁")
    less = EntryContent("电梯坏了找谁？", "物业。")
    save_entry(db, lift, less, version=1, actor=EDITOR, now=NOW)
    assert [one.text for one in checked(db, setup, lift).lost] == ["楼里的厢子卡住不动"]
    publish("路灯不亮怎么办？", "报修。", "门口黑漆漆")
    asks(db, "门口黑漆漆")
    taken = EntryContent("晚上太黑？", "小心。", ("门口黑漆漆",), area_id=2)
    other = create_entry(db, taken, actor=EDITOR, now=NOW)
    swapped = checked(db, setup, other).swapped
    assert [(one.before, one.after) for one in swapped] == [("路灯不亮怎么办？", "晚上太黑？")]


def test_what_is_long_past_is_not_asked_again(db: Session, setup: Setup) -> None:
    assert setup
    asks(db, "楼顶装光伏行吗")
    assert asked_of_late(db, now=NOW + timedelta(days=91)) == []
    assert [one.times for one in asked_of_late(db, now=NOW + timedelta(days=1))] == [1]


def test_before_anybody_asks_the_phrasings_stand_in(db: Session, publish: Publish) -> None:
    publish("电梯坏了找谁？", "物业。", "电梯不动")
    assert {one.text for one in phrasings_of(load_knowledge(db))} == {"电梯坏了找谁？", "电梯不动"}


TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)


@pytest.fixture(scope="module")
def nowhere() -> Setup:
    """A community with nothing set up, for a rule that needs no area."""
    return Setup(Areas(()), {}, {}, None, None, None)  # type: ignore[arg-type]


def known(number: int, *texts: str) -> KnownEntry:
    content = EntryContent(texts[0], "好。", texts[1:])
    return KnownEntry(number, 1, content, texts[0])


def held(*texts: str) -> set[str]:
    """The words that the texts are made of."""
    return {word for word in WORDS if any(word in text for text in texts)}


def test_an_entry_that_stands_in_for_another_of_the_same_question_is_looked_at(
    nowhere: Setup,
) -> None:
    rows = {1: known(1, "电梯坏了"), 2: known(2, "电梯坏了", "楼道灯")}
    before, after = Knowledge(rows.values()), Knowledge([known(1, "居住证"), rows[2]])
    given_all = {"setup": nowhere, "thresholds": THRESHOLDS, "now": NOW}
    checked = check_change([Asked("楼道灯", None, 1)], 1, before, after, **given_all)  # type: ignore[arg-type]
    assert len(checked.swapped) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    entries=st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=2, max_size=5),
    change=st.lists(TEXT, min_size=1, max_size=3),
    asked=st.lists(TEXT, min_size=1, max_size=6),
)
def test_looking_only_where_it_can_matter_finds_what_looking_everywhere_finds(
    nowhere: Setup, entries: list[list[str]], change: list[str], asked: list[str]
) -> None:
    # What a word tells depends a little on how many entries have it: here no two share one.
    sides = [held(*entries[0], *change), *(held(*texts) for texts in entries[1:])]
    assume(all(one.isdisjoint(other) for one, other in combinations(sides, 2)))
    rows = {number: known(number, *texts) for number, texts in enumerate(entries, 1)}
    before = Knowledge(rows.values())
    after = Knowledge({**rows, 1: known(1, *change)}.values())
    every = [Asked(text, None, 1) for text in asked]
    given_all = {"setup": nowhere, "thresholds": THRESHOLDS, "now": NOW}
    quick = check_change(every, 1, before, after, **given_all)  # type: ignore[arg-type]
    full = Checked(replayed=len(every))
    for one in every:
        compare(one, before, after, full, **given_all)  # type: ignore[arg-type]
    assert quick == full


def test_the_entry_checked_is_as_it_was_last_saved(
    db: Session, setup: Setup, publish: Publish
) -> None:
    lift = publish("电梯坏了找谁？", "物业。")
    before = load_knowledge(db)
    more = EntryContent("电梯坏了找谁？", "物业。", ("升降机不动",))
    save_entry(db, lift, more, version=1, actor=EDITOR, now=NOW)
    after = with_change(before, lift)
    assert after.entries[lift.id].content == content_of(lift)
    assert "升降机不动" not in before.entries[lift.id].content.phrasings
    assert setup
