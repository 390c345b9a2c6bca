"""The snapshot of what is published, and how a new one follows."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from community.setup import Setup
from faq.content import EntryContent
from faq.entries import content_of, publish_entry, retire_entry, save_entry
from faq.knowledge import Knowledge, KnownEntry, load_knowledge
from faq.matching.prepared import prepare_row
from tests.faq.conftest import EDITOR, Publish

DAY = date(2026, 11, 23)


def first(knowledge: Knowledge, text: str) -> int | None:
    """The entry that answers for sure."""
    matches = knowledge.index.match(text)
    return int(matches[0].entry_id) if matches and matches[0].confidence == 1 else None


def test_a_new_snapshot_leaves_the_old_one_as_it_was(
    db: Session, setup: Setup, publish: Publish, now: datetime
) -> None:
    card, lamp = publish("居住证怎么办", "一", "暂住证"), publish("路灯坏了找谁", "二")
    old = load_knowledge(db)
    changed = replace(content_of(card), phrasings=("办居住登记",))
    save_entry(db, card, changed, version=1, actor=EDITOR, now=now)
    publish_entry(db, card, areas=setup.areas, actor=EDITOR, now=now)
    retire_entry(db, lamp, actor=EDITOR, now=now)
    bus = publish("老年公交卡怎么办", "三")
    new = load_knowledge(db, old)
    assert set(old.entries) == {card.id, lamp.id}
    assert (first(old, "暂住证"), first(old, "路灯坏了找谁")) == (card.id, lamp.id)
    assert first(old, "老年公交卡怎么办") is None
    assert set(new.entries) == {card.id, bus.id}
    assert (first(new, "办居住登记"), first(new, "老年公交卡怎么办")) == (card.id, bus.id)
    assert first(new, "暂住证") is first(new, "路灯坏了找谁") is None


def test_a_followed_snapshot_answers_like_a_fresh_one(db: Session, publish: Publish) -> None:
    publish("居住证怎么办", "一", "暂住证")
    snapshot = load_knowledge(db)
    for number in range(9):
        publish(f"第{number}号楼的路灯坏了", "二")
        if number in (0, 4, 5, 8):
            snapshot = load_knowledge(db, snapshot)
    for text in ("暂住证哪里办", "3号楼路灯", "第6号楼的路灯坏了"):
        assert snapshot.index.match(text) == load_knowledge(db).index.match(text)


def test_publishing_one_entry_works_through_that_one_only(db: Session, publish: Publish) -> None:
    for number in range(8):
        publish(f"第{number}号楼的路灯坏了", "二")
    before = load_knowledge(db)
    entry = publish("居住证怎么办", "一", "暂住证")
    prepared = prepare_row.cache_info()
    after = load_knowledge(db, before)
    now = prepare_row.cache_info()
    assert now.hits + now.misses - prepared.hits - prepared.misses == 2, "its two phrasings"
    assert first(after, "暂住证") == entry.id


def test_nothing_new_is_the_same_snapshot(db: Session, publish: Publish) -> None:
    publish("居住证怎么办", "一")
    snapshot = load_knowledge(db)
    assert load_knowledge(db, snapshot) is snapshot


def known(number: int, **more: object) -> KnownEntry:
    content = EntryContent(f"问{number}", "答", **more)  # type: ignore[arg-type]
    return KnownEntry(number, 1, content, f"问{number}")


def test_a_scope_holds_what_is_valid_there_on_that_day() -> None:
    knowledge = Knowledge(
        [
            known(1),
            known(2, area_id=2),
            known(3, area_id=1, valid_from=DAY),
            known(4, valid_until=date(2026, 11, 22)),
        ]
    )
    assert knowledge.scope((2, 1), DAY).ids == {1, 2, 3}
    assert knowledge.scope((2, 1), date(2026, 11, 22)).ids == {1, 2, 4}
    assert knowledge.scope((3, 1), DAY).ids == {1, 3}
    assert knowledge.scope((), DAY).ids == {1}
    assert knowledge.scope(None, DAY).ids == {1, 2, 3}
    assert knowledge.scope((), DAY).among == frozenset({"1"})
    assert Knowledge([known(1)]).scope((), DAY).among is None, "all of it needs no filter"
