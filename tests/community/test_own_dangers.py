"""Staff add danger words and exceptions; what was shipped goes on raising its alarms."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community.emergency import Heard, with_own
from community.models import DangerWord
from community.own_dangers import (
    MOST_WORDS,
    DangerContent,
    add_danger,
    change_danger,
    list_dangers,
    retire_danger,
    silenced_now,
)
from community.pack import starter_dangers
from community.setup import load_emergency
from core.actor import Actor, rights
from core.audit import AuditRow
from core.errors import Conflict, Invalid, Refused

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ADMIN = Actor("staff", 7, rights(["setting.edit"]))
STOVE = DangerContent("煤球炉…倒了", "fire")
LION = DangerContent("舞火龙", "fire", harmless=True)
Add = Callable[[DangerContent], DangerWord]


@pytest.fixture
def add(db: Session) -> Add:
    """Add a word as the admin."""
    return lambda content: add_danger(db, content, calm=("登记",), actor=ADMIN, now=NOW)


def alarm(db: Session, text: str) -> str:
    """The kind of danger that is heard."""
    found = load_emergency(db).check(text)
    return found.key if found else ""


def test_a_word_is_heard_changed_retired_and_heard_again(db: Session, add: Add) -> None:
    said = "老人家的煤球炉刚才倒了"
    assert alarm(db, said) == ""
    row = add(STOVE)
    assert alarm(db, said) == "fire"
    other = DangerContent("煤球炉…倒了", "gas", note="本地多")
    change_danger(db, row, other, version=1, actor=ADMIN, now=NOW)
    assert alarm(db, said) == "gas"
    retire_danger(db, row, version=2, actor=ADMIN, now=NOW)
    assert alarm(db, said) == ""
    assert (list_dangers(db), list_dangers(db, active=False)) == ([], [row])
    change_danger(db, row, STOVE, version=3, actor=ADMIN, now=NOW)
    assert alarm(db, said) == "fire"
    own = AuditRow.subject == f"danger:{row.id}"
    acts = select(AuditRow.action).where(own).order_by(AuditRow.id)
    assert list(db.scalars(acts)) == [
        "danger.add",
        "danger.change",
        "danger.retire",
        "danger.change",
    ]


def test_an_exception_holds_for_its_words_and_hides_no_danger_beside_them(
    db: Session, add: Add
) -> None:
    said = "元宵节大火龙来了"
    assert alarm(db, said) == "fire"
    add(DangerContent("大火龙", "fire", harmless=True))
    assert alarm(db, said) == ""
    assert alarm(db, "大火龙把棚子点了，着火了") == "fire"


@pytest.mark.parametrize("word", ["着火", "着火了", "着", "火", "现在着火", "起火…快来"])
def test_no_exception_switches_a_shipped_word_off(db: Session, add: Add, word: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(DangerContent(word, "fire", harmless=True))
    assert refused.value.field == "word"
    assert alarm(db, "着火了，快来人") == "fire"


def test_no_word_turns_one_alarm_into_another(add: Add) -> None:
    with pytest.raises(Invalid, match="自带的危险词不能关掉"):
        add(DangerContent("着火", "suicide"))


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (DangerContent("登记", "fire"), "word"),
        (DangerContent("炉", "fire"), "word"),
        (DangerContent("。。", "fire"), "word"),
        (DangerContent("煤球炉/煤炉…倒了", "fire"), "word"),
        (DangerContent("…炉子倒", "fire"), "word"),
        (DangerContent("炉" * 21, "fire"), "word"),
        (DangerContent("炉子倒了", "no_such"), "group"),
        (DangerContent("炉子倒了", "fire", note="注" * 101), "note"),
    ],
)
def test_what_can_be_no_danger_word_is_refused(
    add: Add, content: DangerContent, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add(content)
    assert refused.value.field == field


def test_a_word_stands_once_and_there_is_room_for_so_many(db: Session, add: Add) -> None:
    add(STOVE)
    with pytest.raises(Invalid, match="加过的词里已经有"):
        add(DangerContent("煤球爐…倒了", "fire"))
    for number in range(MOST_WORDS - 1):
        word = f"第{number}口井塌了"
        db.add(
            DangerWord(public_id=str(number), word=word, normal=word, group="fire", changed_at=NOW)
        )
    with pytest.raises(Invalid, match="最多 300 个词"):
        add(LION)


def test_nobody_overwrites_unseen_or_without_the_right(db: Session, add: Add) -> None:
    row = add(STOVE)
    change_danger(db, row, STOVE, version=1, actor=ADMIN, now=NOW)
    with pytest.raises(Conflict):
        change_danger(db, row, STOVE, version=1, actor=ADMIN, now=NOW)
    somewhere = Actor("staff", 8, rights(["setting.edit"], area="1/"))
    with pytest.raises(Refused):
        add_danger(db, LION, actor=somewhere, now=NOW)
    with pytest.raises(Refused):
        retire_danger(db, row, version=2, actor=somewhere, now=NOW)


def test_without_own_words_the_groups_are_as_they_were() -> None:
    _, groups = starter_dangers()
    assert with_own(groups, []) == list(groups)


def test_staff_see_what_is_heard_in_a_sentence(db: Session) -> None:
    heard = load_emergency(db).heard("昨天没着火")
    assert heard == [
        Heard("昨天", "lately"),
        Heard("没", "negations"),
        Heard("着火", "danger fire"),
    ]


def test_a_word_that_silences_what_an_upgrade_brought_is_named(db: Session, add: Add) -> None:
    add(STOVE)
    assert list(silenced_now(db)) == []
    # As if 着火 had come with an upgrade, after this exception.
    old = DangerWord(public_id="old", word="着火了", normal="着火了", group="fire", harmless=True)
    old.changed_at = NOW
    db.add(old)
    db.flush()
    assert [word for word, _ in silenced_now(db)] == ["着火了"]
