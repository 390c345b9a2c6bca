"""王阿姨 asks: answered, given a choice, or honestly not known."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Resident
from community.setup import Setup
from faq.content import EntryContent
from faq.erasure import erase
from faq.knowledge import KnownEntry, load_knowledge
from faq.matching.thresholds import Thresholds
from faq.models import Outcome, Question
from faq.ranking import Ranked
from faq.service import Answer, choose, decide, find, mark_unhelpful
from tests.faq.conftest import Ask, Publish

HAPPY, CALM, BUILDING = 2, 3, 4


def count(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(Question)) or 0


def kept(db: Session) -> Question:
    """The question that was kept last."""
    return db.scalars(select(Question).order_by(Question.id.desc()).limit(1)).one()


def test_a_question_in_other_words_is_answered(
    db: Session, publish: Publish, ask_desk: Ask
) -> None:
    entry = publish("居住证怎么办理", "打{社区电话}。", "暂住证怎么办", topic_id=None)
    answer = ask_desk("暫住證怎麼辦？")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.entry is not None
    assert (answer.entry.id, answer.text) == (entry.id, "打幸福里的电话。")
    assert answer.confidence == 1
    question = kept(db)
    assert (question.outcome, question.entry_id) == ("answered", entry.id)
    assert (question.area_id, question.account) == (HAPPY, "wx-desk")


def test_what_nobody_has_written_is_missed_and_kept_masked(
    db: Session, publish: Publish, ask_desk: Ask
) -> None:
    publish("居住证怎么办理", "答")
    answer = ask_desk("我叫王明，电话13800138000，量子力学")
    assert answer.outcome is Outcome.MISSED
    assert answer.entry is None
    assert kept(db).text == "我叫【姓名】，电话【电话】，量子力学"


def known(number: int) -> KnownEntry:
    return KnownEntry(number, 1, EntryContent(f"问{number}", "答"), f"问{number}")


@pytest.mark.parametrize(
    ("confidences", "outcome", "choices"),
    [
        ([0.95, 0.9], Outcome.ANSWERED, 0),
        ([0.8], Outcome.ANSWERED, 0),
        ([0.79, 0.5, 0.4, 0.3], Outcome.SUGGESTED, 3),
        ([0.5, 0.1, 0.1], Outcome.SUGGESTED, 2),
        ([0.5], Outcome.SUGGESTED, 1),
        ([0.19, 0.1], Outcome.MISSED, 0),
        ([], Outcome.MISSED, 0),
    ],
)
def test_two_thresholds_part_three_outcomes(
    confidences: list[float], outcome: Outcome, choices: int
) -> None:
    ranked = [Ranked(known(number), own) for number, own in enumerate(confidences)]
    answer = decide(ranked, Thresholds(answer=0.8, suggest=0.2))
    assert answer.outcome is outcome
    assert [entry.id for entry in answer.suggestions] == list(range(choices))
    assert (answer.entry is not None) == (outcome is Outcome.ANSWERED)


def test_the_own_areas_answer_wins_over_its_parents(publish: Publish, ask_desk: Ask) -> None:
    publish("垃圾几点收", "街道的答复", "什么时候来收垃圾", area_id=1)
    publish("垃圾几点收", "幸福里的答复", area_id=HAPPY)
    publish("垃圾几点收", "大家的答复")
    assert ask_desk("垃圾几点收", BUILDING).text == "幸福里的答复"
    assert ask_desk("垃圾几点收", CALM).text == "街道的答复"
    assert ask_desk("什么时候来收垃圾", HAPPY).text == "幸福里的答复", "one question, one answer"


def test_another_communitys_entry_is_never_given(publish: Publish, ask_desk: Ask) -> None:
    publish("幸福里的食堂在哪", "在东门", area_id=HAPPY)
    assert ask_desk("幸福里的食堂在哪", BUILDING).outcome is Outcome.ANSWERED
    assert ask_desk("幸福里的食堂在哪", CALM).outcome is Outcome.MISSED


def test_the_area_is_needed_only_where_it_decides(
    db: Session, publish: Publish, ask_desk: Ask
) -> None:
    publish("居住证怎么办理", "打{社区电话}。")
    publish("食堂在哪", "在东门", area_id=HAPPY)
    publish("法律援助打什么电话", "打12348。")
    for text in ("居住证怎么办理", "食堂在哪"):
        assert ask_desk(text, None).needs_area
    assert count(db) == 0, "it is asked again once the area is known"
    assert not ask_desk("法律援助打什么电话", None).needs_area
    assert not ask_desk("居住证怎么办理", CALM).needs_area


EACH_PHONE = "打幸福里社区 幸福里的电话；安宁社区 安宁的电话。"


def test_whoever_does_not_say_where_he_lives_is_answered_all_the_same(
    db: Session, publish: Publish, ask_desk: Ask
) -> None:
    publish("居住证怎么办理", "打{社区电话}。")
    publish("食堂在哪", "在东门", area_id=HAPPY)
    answer = ask_desk("居住证怎么办理", None, ask_area=False)
    assert (answer.text, answer.needs_area) == (EACH_PHONE, False)
    assert count(db) == 1
    assert ask_desk("食堂在哪", None, ask_area=False).outcome is Outcome.MISSED


def test_an_entry_ends_at_midnight_in_shanghai_without_a_reload(
    db: Session, publish: Publish, setup: Setup
) -> None:
    publish("今年的流感疫苗什么时候打", "本周", valid_until=date(2026, 11, 23))
    knowledge = load_knowledge(db)
    last_minute = datetime.fromisoformat("2026-11-23T23:59:00+08:00")
    text = "今年的流感疫苗什么时候打"
    assert find(text, HAPPY, knowledge, setup.areas, last_minute)
    assert not find(text, HAPPY, knowledge, setup.areas, last_minute + timedelta(minutes=2))


def pick(db: Session, setup: Setup, wang: Resident, entry_id: int, now: datetime) -> Answer:
    return choose(
        db,
        "办证",
        entry_id,
        resident_id=wang.id,
        area_id=HAPPY,
        knowledge=load_knowledge(db),
        setup=setup,
        account="wx-desk",
        now=now,
    )


def test_a_picked_suggestion_is_counted_once(
    db: Session, publish: Publish, setup: Setup, wang: Resident, ask_desk: Ask, now: datetime
) -> None:
    card = publish("居住证怎么办理", "打{社区电话}。")
    publish("老年证怎么办理", "二")
    ask_desk("证怎么办理呀请问")
    rows = list(db.scalars(select(Question)))
    rows[0].outcome, rows[0].suggested = Outcome.SUGGESTED, [card.id]
    rows[0].entry_id = None
    db.flush()
    answer = pick(db, setup, wang, card.id, now)
    assert (answer.outcome, answer.text) == (Outcome.ANSWERED, "打幸福里的电话。")
    assert rows[0].entry_id == card.id
    assert count(db) == 1
    pick(db, setup, wang, card.id, now)
    assert kept(db) is not rows[0], "picked again later"
    assert kept(db).entry_id == card.id
    assert pick(db, setup, wang, 999, now).outcome is Outcome.MISSED


def test_unhelpful_counts_against_the_last_answer(
    db: Session, publish: Publish, ask_desk: Ask, wang: Resident, now: datetime
) -> None:
    assert mark_unhelpful(db, wang.id, now=now) is None
    publish("居住证怎么办理", "答")
    ask_desk("居住证怎么办理")
    answered = kept(db)
    assert mark_unhelpful(db, wang.id, now=now + timedelta(days=2)) is None, "long forgotten"
    assert mark_unhelpful(db, wang.id, now=now) is answered
    assert answered.unhelpful
    ask_desk("量子力学")
    assert mark_unhelpful(db, wang.id, now=now) is None, "nothing was answered"


def test_a_forgotten_residents_words_are_gone_but_still_counted(
    db: Session, publish: Publish, ask_desk: Ask, wang: Resident, now: datetime
) -> None:
    publish("居住证怎么办理", "答")
    ask_desk("居住证怎么办理")
    erase(db, wang, now=now)
    row = db.scalars(select(Question)).one()
    assert (row.text, row.resident_id, row.outcome) == (None, None, "answered")
