"""陈编辑 writes, saves and publishes; residents get only what was published."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community.setup import Setup
from core.actor import Actor, rights
from core.audit import AuditRow
from core.database import Sessions
from core.errors import Conflict, Invalid, NotFound, Refused
from core.versions import version_of
from faq.content import EntryContent
from faq.entries import (
    content_of,
    create_entry,
    get_entry,
    publish_entry,
    retire_entry,
    save_entry,
)
from faq.knowledge import load_knowledge
from faq.models import Entry, EntryState, Revision
from tests.faq.conftest import EDITOR, Publish

CARD = EntryContent("居住证怎么办", "到派出所办。", ("暂住证",))


def test_a_draft_is_nobodys_answer_until_it_is_published(
    db: Session, setup: Setup, now: datetime
) -> None:
    entry = create_entry(db, CARD, actor=EDITOR, now=now)
    assert not load_knowledge(db).entries
    before = version_of(db, "faq")
    publish_entry(db, entry, areas=setup.areas, actor=EDITOR, now=now)
    assert load_knowledge(db).entries[entry.id].content == CARD
    assert version_of(db, "faq") > before
    assert get_entry(db, entry.public_id) is entry
    with pytest.raises(NotFound):
        get_entry(db, "nothing")


def test_an_edit_in_progress_does_not_show(
    db: Session, setup: Setup, publish: Publish, now: datetime
) -> None:
    entry = publish(CARD.question, CARD.answer, *CARD.phrasings)
    changed = replace(CARD, answer="带上身份证。", phrasings=("办暂住证",))
    save_entry(db, entry, changed, version=1, actor=EDITOR, now=now)
    assert load_knowledge(db).entries[entry.id].content == CARD
    publish_entry(db, entry, areas=setup.areas, actor=EDITOR, now=now)
    assert load_knowledge(db).entries[entry.id].content == changed == content_of(entry)
    kept = db.scalars(select(Revision).order_by(Revision.number)).all()
    assert [(row.number, row.content["answer"]) for row in kept] == [
        (1, "到派出所办。"),
        (2, "带上身份证。"),
    ]


def test_a_second_editors_newer_version_is_not_overwritten(
    db: Session, sessions: Sessions, now: datetime
) -> None:
    entry = create_entry(db, CARD, actor=EDITOR, now=now)
    db.commit()
    with sessions() as other:
        theirs = other.get_one(Entry, entry.id)
        save_entry(other, theirs, replace(CARD, answer="二"), version=1, actor=EDITOR, now=now)
        other.commit()
    with pytest.raises(Conflict):
        save_entry(db, entry, replace(CARD, answer="三"), version=1, actor=EDITOR, now=now)
    db.rollback()
    assert db.get_one(Entry, entry.id, populate_existing=True).answer == "二"


def test_a_retired_entry_answers_no_more_and_may_come_back(
    db: Session, setup: Setup, publish: Publish, now: datetime
) -> None:
    entry = publish(CARD.question, CARD.answer)
    retire_entry(db, entry, actor=EDITOR, now=now)
    assert not load_knowledge(db).entries
    save_entry(db, entry, CARD, version=1, actor=EDITOR, now=now)
    assert entry.state == EntryState.DRAFT
    publish_entry(db, entry, areas=setup.areas, actor=EDITOR, now=now)
    assert load_knowledge(db).entries
    actions = db.scalars(select(AuditRow.action).order_by(AuditRow.id)).all()
    assert actions == [
        *("entry.create", "entry.publish", "entry.retire", "entry.save", "entry.publish"),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (EntryContent("问题", ""), "不能为空"),
        (EntryContent("问题", "字" * 634), "1902 字节"),
        (EntryContent("问题", "打{值班电话}"), "幸福里社区还没有填写 {值班电话}"),
        (EntryContent("问题", "打{值班电话}", area_id=4), "3号楼还没有填写 {值班电话}"),
        (EntryContent("暂住證？", "答"), "“暂住证”已经在“居住证怎么办”里"),
        (EntryContent("问题", "答", ("居住证 怎么办",)), "“居住证怎么办”已经在"),
    ],
)
def test_what_stands_against_publishing_is_named(
    db: Session, setup: Setup, publish: Publish, now: datetime, content: EntryContent, why: str
) -> None:
    publish(CARD.question, CARD.answer, *CARD.phrasings)
    entry = create_entry(db, content, actor=EDITOR, now=now)
    with pytest.raises(Invalid, match=why):
        publish_entry(db, entry, areas=setup.areas, actor=EDITOR, now=now)
    assert entry.published_revision is None


def test_an_area_may_have_its_own_answer_to_the_same_question(publish: Publish) -> None:
    publish(CARD.question, CARD.answer)
    own = publish(CARD.question, "打{社区电话}。", area_id=2)
    assert own.published_revision == 1


def test_an_editor_of_one_community_edits_only_there(
    db: Session, setup: Setup, publish: Publish, now: datetime
) -> None:
    local = Actor("staff", 8, rights(["entry.edit", "entry.publish"], "1/2/"))
    own = create_entry(db, replace(CARD, area_id=4), actor=local, now=now)
    publish_entry(db, own, areas=setup.areas, actor=local, now=now)
    for elsewhere in (None, 1, 3):
        with pytest.raises(Refused):
            create_entry(db, replace(CARD, area_id=elsewhere), actor=local, now=now)
    with pytest.raises(Refused):
        save_entry(db, own, replace(CARD, area_id=None), version=1, actor=local, now=now)
    everywhere = publish("问题", "答")
    with pytest.raises(Refused):
        retire_entry(db, everywhere, actor=local, now=now)
    with pytest.raises(Refused):
        publish_entry(db, everywhere, areas=setup.areas, actor=Actor("staff", 9), now=now)
