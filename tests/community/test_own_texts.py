"""An office words the product's sentences its own way: versioned, audited, and back again."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community.loading import load_starter
from community.models import OwnText
from community.own_texts import (
    list_revisions,
    set_text,
    shipped_text,
    use_shipped,
    useless_texts,
)
from community.setup import load_texts
from community.texts.ask import ACTION
from community.texts.desk import WELCOME
from core.actor import Actor, rights
from core.audit import AuditRow
from core.errors import Conflict, Invalid, Refused

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ADMIN = Actor("staff", 7, rights(["setting.edit"]))
OWN = "想让我帮您登记，回复 1。"


def test_a_sentence_is_reworded_and_comes_back(db: Session) -> None:
    row = set_text(db, ACTION, OWN, version=0, actor=ADMIN, now=NOW)
    assert load_texts(db).say(ACTION) == OWN
    use_shipped(db, ACTION, version=row.version, actor=ADMIN, now=NOW)
    assert load_texts(db).say(ACTION) == ACTION.default
    set_text(db, ACTION, f"{OWN}\n", version=2, actor=ADMIN, now=NOW)
    assert [one.text for one in list_revisions(db, ACTION)] == [OWN, ACTION.default, OWN]
    own = AuditRow.subject == "text:ask.action"
    facts = select(AuditRow.facts).where(own).order_by(AuditRow.id)
    assert [one["shipped"] for one in db.scalars(facts)] == [False, True, False]


def test_nobody_overwrites_unseen_or_without_the_right(db: Session) -> None:
    set_text(db, ACTION, OWN, version=0, actor=ADMIN, now=NOW)
    for version in (0, 2):
        with pytest.raises(Conflict):
            set_text(db, ACTION, ACTION.default, version=version, actor=ADMIN, now=NOW)
    somewhere = Actor("staff", 8, rights(["setting.edit"], area="1/"))
    with pytest.raises(Refused):
        set_text(db, ACTION, OWN, version=1, actor=somewhere, now=NOW)
    with pytest.raises(Refused):
        use_shipped(db, ACTION, version=1, actor=somewhere, now=NOW)
    with pytest.raises(Invalid):
        set_text(db, ACTION, "要登记吗？", version=1, actor=ADMIN, now=NOW)
    assert load_texts(db).say(ACTION) == OWN


def test_a_villages_own_wording_is_what_was_shipped_there(db: Session) -> None:
    load_starter(db, demo=False, now=NOW, pack="village")
    shipped = shipped_text(db, WELCOME)
    assert shipped == load_texts(db).say(WELCOME, name="{name}") != WELCOME.default
    own = "您好，这里是{name}，有事直接说。"
    set_text(db, WELCOME, own, version=1, actor=ADMIN, now=NOW)
    load_starter(db, demo=False, now=NOW, pack="village")
    assert load_texts(db).say(WELCOME, name="{name}") == own
    use_shipped(db, WELCOME, version=2, actor=ADMIN, now=NOW)
    assert load_texts(db).say(WELCOME, name="{name}") == shipped


def test_words_that_an_upgrade_has_left_behind_are_not_said(db: Session) -> None:
    for key, words in (("ask.action", "{old} 回复 1。"), ("no.such", "没有这句")):
        db.add(OwnText(key=key, text=words, changed_at=NOW))
    db.flush()
    assert load_texts(db).say(ACTION) == ACTION.default
    assert useless_texts(db) == ["ask.action", "no.such"]
    set_text(db, ACTION, OWN, version=1, actor=ADMIN, now=NOW)
    assert useless_texts(db) == ["no.such"]
    assert load_texts(db).say(ACTION) == OWN
