"""Staff teach the matcher words of their place: bounded, audited, live."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor, rights
from core.audit import AuditRow
from core.errors import Conflict, Invalid, Refused
from faq.knowledge import load_knowledge
from faq.matching.lexicon import civic
from faq.models import OwnWord
from faq.own_words import MOST_WORDS, WordContent, add_word, change_word, list_words, retire_word
from tests.faq.conftest import Publish

EDITOR = Actor("staff", 7, rights(["word.edit"]))
GREEN = WordContent("绿本本", "居住证", "本地叫法")


def winner(db: Session, text: str) -> float:
    """How surely the first entry answers."""
    matches = load_knowledge(db).index.match(text)
    return matches[0].confidence if matches else 0.0


def test_a_word_is_added_changed_retired_and_used_again(
    db: Session, publish: Publish, now: datetime
) -> None:
    publish("居住证怎么办理？", "来社区办。")
    assert winner(db, "绿本本怎么办") < 0.5
    row = add_word(db, GREEN, actor=EDITOR, now=now)
    assert winner(db, "绿本本怎么办") > 0.5
    change_word(db, row, WordContent("绿本本", ""), version=1, actor=EDITOR, now=now)
    assert winner(db, "绿本本怎么办") < 0.5
    retire_word(db, row, version=2, actor=EDITOR, now=now)
    assert (list_words(db), list_words(db, active=False)) == ([], [row])
    assert load_knowledge(db).index.lexicon is civic()
    change_word(db, row, GREEN, version=3, actor=EDITOR, now=now)
    assert winner(db, "绿本本怎么办") > 0.5
    own = AuditRow.subject == f"word:{row.id}"
    acts = list(db.scalars(select(AuditRow.action).where(own).order_by(AuditRow.id)))
    assert acts == ["word.add", "word.change", "word.retire", "word.change"]


def test_a_new_word_leaves_the_snapshot_before_as_it_was(
    db: Session, publish: Publish, now: datetime
) -> None:
    publish("居住证怎么办理？", "来社区办。")
    before = load_knowledge(db)
    old = before.index.match("绿本本怎么办")
    add_word(db, GREEN, actor=EDITOR, now=now)
    after = load_knowledge(db, before)
    assert after is not before
    assert before.index.match("绿本本怎么办") == old
    assert after.index.match("绿本本怎么办") == load_knowledge(db).index.match("绿本本怎么办")
    assert load_knowledge(db, after) is after


@pytest.mark.parametrize(
    ("word", "same_as", "field"),
    [
        ("本", "居住证", "word"),
        ("。。。", "居住证", "word"),
        ("长" * 21, "居住证", "word"),
        ("怎么", "居住证", "word"),
        ("绿本本", "绿本 本", "same_as"),
        ("绿本本", "证", "same_as"),
        ("绿本本", "什么", "same_as"),
        ("绿本本", "长" * 21, "same_as"),
    ],
)
def test_what_can_be_no_word_is_refused(
    db: Session, now: datetime, word: str, same_as: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add_word(db, WordContent(word, same_as), actor=EDITOR, now=now)
    assert refused.value.field == field


def test_the_same_word_stands_once_however_it_is_written(db: Session, now: datetime) -> None:
    row = add_word(db, GREEN, actor=EDITOR, now=now)
    for known in ("绿本本", "綠本本", " 绿 本本！"):
        with pytest.raises(Invalid, match="本地词里已经有“绿本本”"):
            add_word(db, WordContent(known, "居住证"), actor=EDITOR, now=now)
    retire_word(db, row, version=1, actor=EDITOR, now=now)
    with pytest.raises(Invalid, match="停用的词里已经有"):
        add_word(db, GREEN, actor=EDITOR, now=now)


def test_there_is_room_for_so_many(db: Session, now: datetime) -> None:
    row = add_word(db, GREEN, actor=EDITOR, now=now)
    for number in range(MOST_WORDS - 1):
        word = f"第{number}条巷子"
        db.add(OwnWord(public_id=str(number), word=word, normal=word, changed_at=now))
    other = WordContent("红本本", "房产证")
    with pytest.raises(Invalid, match="最多 500 个词"):
        add_word(db, other, actor=EDITOR, now=now)
    retire_word(db, row, version=1, actor=EDITOR, now=now)
    add_word(db, other, actor=EDITOR, now=now)
    with pytest.raises(Invalid, match="最多 500 个词"):
        change_word(db, row, GREEN, version=2, actor=EDITOR, now=now)


def test_nobody_overwrites_unseen_or_without_the_right(db: Session, now: datetime) -> None:
    row = add_word(db, GREEN, actor=EDITOR, now=now)
    change_word(db, row, WordContent("绿本本", "居住证"), version=1, actor=EDITOR, now=now)
    with pytest.raises(Conflict):
        change_word(db, row, GREEN, version=1, actor=EDITOR, now=now)
    somewhere = Actor("staff", 8, rights(["word.edit"], area="1/2/"))
    for actor in (somewhere, Actor("staff", 9)):
        with pytest.raises(Refused):
            add_word(db, WordContent("红本本", "房产证"), actor=actor, now=now)
        with pytest.raises(Refused):
            change_word(db, row, GREEN, version=2, actor=actor, now=now)
        with pytest.raises(Refused):
            retire_word(db, row, version=2, actor=actor, now=now)
