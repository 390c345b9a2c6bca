"""What nothing answered comes before 陈编辑 by meaning, and she makes something of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import Topic
from community.setup import Setup, load_setup
from community.topic_words import add_words
from core.actor import Actor, rights
from core.audit import AuditRow
from core.errors import Conflict, Invalid, NotFound, Refused
from faq.content import EntryContent
from faq.entries import publish_entry
from faq.knowledge import load_knowledge
from faq.misses import A_PAGE, Miss, Misses, get_group, get_questions, list_misses, settled_with
from faq.models import Outcome, Question, Settled
from faq.questions import note_question
from faq.regrouping import find_groups, in_parts, keep_groups, read_asked
from faq.settling import accept_as_entry, accept_as_phrasing, hand_to_topic, ignore, reopen
from tests.faq.conftest import NOW, Ask, Publish

DOES = ["entry.edit", "entry.publish", "question.see", "topic.words"]
EDITOR = Actor("staff", 7, rights(DOES))
OF_HAPPY = Actor("staff", 8, rights(DOES, "1/2/"))
WEEK = timedelta(days=7)
HAPPY, CALM = 2, 3
Missed = Callable[..., None]
Listed = Callable[..., Misses]


@pytest.fixture
def missed(db: Session, areas: dict[str, int]) -> Missed:
    """Residents ask and nothing answers."""
    assert areas

    def _missed(*texts: str, area_id: int | None = HAPPY, **more: object) -> None:
        for text in texts:
            note_question(
                db,
                text,
                **{  # type: ignore[arg-type]
                    "account": "wx-desk",
                    "resident_id": None,
                    "area_id": area_id,
                    "outcome": Outcome.MISSED,
                    "now": NOW,
                    **more,
                },
            )

    return _missed


@pytest.fixture
def topic(db: Session) -> Topic:
    """快递柜: what it is called, and another topic beside it."""
    more: dict[str, Any] = {"kind": "报修", "accept_within": "4h", "resolve_within": "3d"}
    rows = [
        Topic(key="locker", name="快递柜", words=["快递箱"], function="property", **more),
        Topic(key="lift", name="电梯故障", words=["电梯坏了"], function="property", **more),
    ]
    db.add_all(rows)
    db.flush()
    return rows[0]


@pytest.fixture
def listed(db: Session, setup: Setup) -> Listed:
    """The groups as 陈编辑 or another sees them."""

    def _listed(actor: Actor = EDITOR, settled: Settled | None = None, page: int = 1) -> Misses:
        regroup(db)
        return list_misses(
            db,
            since=NOW - WEEK,
            knowledge=load_knowledge(db),
            areas=setup.areas,
            actor=actor,
            settled=settled,
            page=page,
        )

    return _listed


def regroup(db: Session) -> None:
    """What the worker does every quarter of a minute."""
    for part in in_parts(find_groups(read_asked(db, now=NOW))):
        keep_groups(db, part)
    db.expire_all()


def questions_of(db: Session, setup: Setup, miss: Miss, actor: Actor = EDITOR) -> list[Question]:
    until = NOW + timedelta(hours=1)
    asked = {"since": NOW - WEEK, "until": until, "areas": setup.areas, "actor": actor}
    return get_group(db, miss.id, **asked)  # type: ignore[arg-type]


def test_what_means_the_same_stands_together_the_most_asked_first(
    missed: Missed, listed: Listed, publish: Publish
) -> None:
    card = publish("老年公交卡怎么办", "到街道办。")
    missed("快递柜坏了找谁")
    missed("宠物狗怎么上牌照", "小狗上牌照去哪里", "宠物狗怎么上牌照？", area_id=CALM)
    missed("小狗上牌照去哪里办", now=NOW + timedelta(hours=1), area_id=None)
    missed("老年公交卡丢了补办", outcome=Outcome.SUGGESTED, suggested=[card.id])
    dog, *others = listed().groups
    assert (dog.count, dog.texts[0]) == (4, "宠物狗怎么上牌照")
    assert dog.areas == {CALM: 3, None: 1}
    assert (dog.first_at, dog.last_at) == (NOW, NOW + timedelta(hours=1))
    assert {other.texts for other in others} == {("快递柜坏了找谁",), ("老年公交卡丢了补办",)}
    lost = next(other for other in others if "老年" in other.texts[0])
    assert [one.entry.id for one in lost.near] == [card.id]


def test_answered_and_old_and_forgotten_questions_are_no_misses(
    db: Session, missed: Missed, listed: Listed, publish: Publish, ask_desk: Ask
) -> None:
    publish("老年公交卡怎么办", "到街道办。")
    ask_desk("老年公交卡怎么办")
    missed("太旧了", now=NOW - WEEK - timedelta(seconds=1))
    missed("？？？", "😀")
    missed("被忘记的")
    forgotten = db.scalars(select(Question).where(Question.text == "被忘记的")).one()
    forgotten.text = None
    db.flush()
    assert listed() == Misses((), 0)


def test_an_accepted_phrasing_answers_after_publishing_and_is_no_miss_any_more(
    db: Session, setup: Setup, missed: Missed, listed: Listed, publish: Publish, ask_desk: Ask
) -> None:
    entry = publish("犬只登记怎么办", "带上免疫证到街道办。")
    missed("阿黄报到", "阿黄报到！")
    (miss,) = listed().groups
    accept_as_phrasing(
        db,
        questions_of(db, setup, miss),
        entry,
        [miss.texts[0]],
        version=entry.version,
        areas=setup.areas,
        actor=EDITOR,
        now=NOW,
    )
    assert ask_desk("阿黄报到").outcome == Outcome.MISSED, "not published yet"
    publish_entry(db, entry, areas=setup.areas, actor=EDITOR, now=NOW)
    assert ask_desk("阿黄报到").entry is not None
    settled = db.scalars(select(Question).where(Question.settled == Settled.PHRASING)).all()
    assert [(one.settled_entry_id, one.settled_at) for one in settled] == [(entry.id, NOW)] * 2
    (accepted,) = listed(settled=Settled.PHRASING).groups
    assert (accepted.id, accepted.count) == (miss.id, 2)


def test_a_phrasing_that_stands_there_already_makes_no_revision(
    db: Session, setup: Setup, missed: Missed, listed: Listed, publish: Publish
) -> None:
    entry = publish("犬只登记怎么办", "到街道办。")
    missed("犬只登记怎麼辦？")
    questions = questions_of(db, setup, listed().groups[0])
    more: dict[str, Any] = {"areas": setup.areas, "actor": EDITOR, "now": NOW}
    accept_as_phrasing(db, questions, entry, ["犬只登记怎麼辦？"], version=9, **more)
    assert entry.version == 1
    assert listed().groups == ()


def test_a_miss_may_become_a_new_draft_or_a_matter_for_cases(
    db: Session, setup: Setup, missed: Missed, listed: Listed, topic: Topic
) -> None:
    missed("宠物狗怎么上牌照", "快递柜坏了")
    dog, locker = (questions_of(db, setup, miss) for miss in listed().groups)
    content = EntryContent("犬只登记怎么办", "", ("宠物狗怎么上牌照",))
    entry = accept_as_entry(db, dog, content, areas=setup.areas, actor=EDITOR, now=NOW)
    hand_to_topic(db, locker, topic, ["快递柜"], areas=setup.areas, actor=EDITOR, now=NOW)
    assert [phrasing.text for phrasing in entry.phrasings] == ["宠物狗怎么上牌照"]
    assert listed().groups == ()
    assert [miss.texts for miss in listed(settled=Settled.TOPIC).groups] == [("快递柜坏了",)]
    acts = db.scalars(select(AuditRow.facts).where(AuditRow.action == "question.settle")).all()
    assert acts == [{"as": "entry", "questions": 1}, {"as": "topic", "questions": 1}]


def test_what_is_ignored_stays_so_when_asked_again_until_it_is_taken_back(
    db: Session, setup: Setup, missed: Missed, listed: Listed
) -> None:
    missed("你今年几岁了")
    questions = questions_of(db, setup, listed().groups[0])
    more: dict[str, Any] = {"areas": setup.areas, "actor": EDITOR, "now": NOW}
    ignore(db, questions, **more)
    missed("你今年几岁了呀", "快递柜坏了")
    assert [miss.texts for miss in listed().groups] == [("快递柜坏了",)]
    (ignored,) = listed(settled=Settled.IGNORED).groups
    assert ignored.count == 2
    (first,) = get_questions(db, [ignored.id], areas=setup.areas, actor=EDITOR)
    reopen(db, settled_with(db, first), **more)
    assert [miss.count for miss in listed().groups] == [2, 1]
    assert listed(settled=Settled.IGNORED).groups == ()


def test_what_another_editor_has_settled_meanwhile_is_a_conflict(
    db: Session, setup: Setup, missed: Missed, listed: Listed, topic: Topic
) -> None:
    missed("快递柜坏了")
    questions = questions_of(db, setup, listed().groups[0])
    more: dict[str, Any] = {"areas": setup.areas, "actor": EDITOR, "now": NOW}
    hand_to_topic(db, questions, topic, [], **more)
    with pytest.raises(Conflict):
        ignore(db, questions, **more)
    assert questions[0].settled == Settled.TOPIC


def test_a_topic_recognises_its_new_words_until_the_act_is_undone(
    db: Session, setup: Setup, missed: Missed, listed: Listed, topic: Topic
) -> None:
    missed("丰巢的柜门打不开", "丰巢柜门开不了")
    questions = questions_of(db, setup, listed().groups[0])
    more: dict[str, Any] = {"areas": setup.areas, "actor": EDITOR, "now": NOW}
    assert hand_to_topic(db, questions, topic, ["丰巢", "快递箱"], **more) == ["丰巢"]
    assert [one.topic.key for one in load_setup(db).topic_words.found("丰巢坏了")] == ["locker"]
    (handed,) = listed(settled=Settled.TOPIC).groups
    assert handed.count == 2
    assert {row.settled_topic_id for row in questions} == {topic.id}
    reopen(db, settled_with(db, questions[1]), **more)
    assert topic.words == ["快递箱"]
    assert load_setup(db).topic_words.found("丰巢坏了") == []
    assert [miss.count for miss in listed().groups] == [2]
    words = db.scalars(select(AuditRow.facts).where(AuditRow.action == "topic.words")).all()
    assert words == [{"more": 1}, {"more": -1}]


@pytest.mark.parametrize("word", ["柜", "电梯坏了", "我是【姓名】", "很" * 31])
def test_words_that_would_mislead_are_refused(db: Session, topic: Topic, word: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_words(db, topic, [word], actor=EDITOR, now=NOW)
    assert refused.value.field == "words"
    assert topic.words == ["快递箱"]


def test_who_writes_for_one_area_hands_over_without_words(
    db: Session, setup: Setup, missed: Missed, listed: Listed, topic: Topic
) -> None:
    missed("丰巢的柜门打不开")
    questions = questions_of(db, setup, listed(OF_HAPPY).groups[0], OF_HAPPY)
    more: dict[str, Any] = {"areas": setup.areas, "actor": OF_HAPPY, "now": NOW}
    with pytest.raises(Refused):
        hand_to_topic(db, questions, topic, ["丰巢"], **more)
    assert hand_to_topic(db, questions, topic, [], **more) == []
    assert listed(OF_HAPPY).groups == ()


def test_masked_details_never_become_a_phrasing(
    db: Session, setup: Setup, missed: Missed, listed: Listed, publish: Publish
) -> None:
    entry = publish("停水了找谁", "一")
    missed("我叫王明 家里停水了")
    (miss,) = listed().groups
    assert "【姓名】" in miss.texts[0]
    questions = questions_of(db, setup, miss)
    more: dict[str, Any] = {"areas": setup.areas, "actor": EDITOR, "now": NOW}
    with pytest.raises(Invalid, match="标记"):
        accept_as_phrasing(db, questions, entry, miss.texts, version=1, **more)
    with pytest.raises(Invalid, match="标记"):
        accept_as_entry(db, questions, EntryContent(miss.texts[0], "答"), **more)


def test_an_editor_sees_and_settles_what_her_community_asked_only(
    db: Session, setup: Setup, missed: Missed, listed: Listed
) -> None:
    missed("快递柜坏了", area_id=HAPPY)
    missed("宠物狗怎么上牌照", area_id=CALM)
    missed("几点开门", area_id=None)
    assert [miss.texts for miss in listed(OF_HAPPY).groups] == [("快递柜坏了",)]
    (own,) = listed(OF_HAPPY).groups
    ignore(db, questions_of(db, setup, own, OF_HAPPY), areas=setup.areas, actor=OF_HAPPY, now=NOW)
    theirs = listed().groups[0]
    with pytest.raises(Refused):
        questions_of(db, setup, theirs, OF_HAPPY)
    more: dict[str, Any] = {"areas": setup.areas, "actor": OF_HAPPY, "now": NOW}
    with pytest.raises(Refused):
        ignore(db, questions_of(db, setup, theirs), **more)
    with pytest.raises(Refused):
        listed(Actor("staff", 9, rights(["entry.edit"])))


def test_a_group_with_an_unknown_question_is_not_found(db: Session, setup: Setup) -> None:
    for names in ([], ["nothing"]):
        with pytest.raises(NotFound):
            get_questions(db, names, areas=setup.areas, actor=EDITOR)


def test_the_groups_come_in_pages(missed: Missed, listed: Listed) -> None:
    missed(
        *(chr(0x4E00 + 97 * number) * 2 + chr(0x5E00 + 89 * number) for number in range(A_PAGE + 3))
    )
    first, second = listed(), listed(page=2)
    assert first.total == second.total == sum(len(one.groups) for one in (first, second))
    assert len(first.groups) == A_PAGE
    assert not {miss.id for miss in first.groups} & {miss.id for miss in second.groups}
