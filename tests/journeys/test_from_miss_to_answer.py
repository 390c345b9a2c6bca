"""王阿姨 asks what nothing answers; 陈编辑 answers once; whoever asked hears of it, once."""

from datetime import timedelta

from notices.models import Notice
from simulator.person import Person
from tests.console.faq import words
from tests.console.office import Desk, Office
from tests.console.test_misses import groups
from tests.journeys.town import Town

ASKED = "楼顶可不可以装太阳能光伏板"
OTHERS = "屋顶装光伏板行吗\n想在楼顶装太阳能"


def editor(town: Town) -> Desk:
    """陈编辑 at her desk."""
    office = Office(town.app, town.sessions, town.clock())
    return office.signed_in("陈编辑", "editor")


def answers(town: Town, desk: Desk, asked: str = ASKED) -> str:
    """She makes an entry of the most frequent miss, with an answer and phrasings; its id."""
    made = desk.post("/misses/take", **groups(desk)[0], act="entry", text=asked)
    entry_id = str(made.location).rsplit("/", 1)[1]
    done = desk.post(
        f"/entries/{entry_id}",
        question=asked,
        answer="可以装，先到物业登记。",
        phrasings=OTHERS,
        version="1",
        act="publish",
    )
    assert done.status_code == 303, done.text
    town.look_anew()
    return entry_id


def told(town: Town) -> int:
    """How many notices there are."""
    with town.sessions() as db:
        return db.query(Notice).filter(Notice.kind == "answer").count()


def asks_in_vain(person: Person, text: str = ASKED) -> None:
    """Nothing answers him, and he wants no case of it."""
    assert "登记" in person.says(text)
    person.says("0")


def test_who_asked_in_vain_is_told_once_and_the_page_counts_it(town: Town) -> None:
    auntie = town.newcomer()
    asks_in_vain(auntie)
    desk = editor(town)
    entry_id = answers(town, desk)
    assert "还有 1 人等答案" in words(desk.get(f"/entries/{entry_id}").text)
    town.work()
    assert "可以装，先到物业登记。" in auntie.inbox()[-1]
    assert f"您问过“{ASKED}”" in auntie.inbox()[-1]
    town.work()
    assert told(town) == 1
    assert "已送到 1 人" in words(desk.get(f"/entries/{entry_id}").text)
    assert "可以装" in town.newcomer().says("想在楼顶装太阳能")


def test_who_has_a_case_or_was_answered_is_left_in_peace(town: Town) -> None:
    registered, again = town.newcomer(), town.newcomer()
    registered.says(ASKED)
    registered.says("1")
    asks_in_vain(again)
    answers(town, editor(town))
    assert "可以装" in again.says(ASKED)
    town.work()
    assert told(town) == 0


def test_after_two_days_nobody_is_told(town: Town) -> None:
    asks_in_vain(town.newcomer())
    town.clock.jump(timedelta(hours=49))
    answers(town, editor(town))
    town.work()
    assert told(town) == 0


def test_without_a_way_to_push_it_comes_with_the_next_reply(quiet_town: Town) -> None:
    auntie = quiet_town.newcomer()
    asks_in_vain(auntie)
    desk = editor(quiet_town)
    entry_id = answers(quiet_town, desk)
    quiet_town.work()
    assert "等着送 1 人" in words(desk.get(f"/entries/{entry_id}").text)
    assert "可以装，先到物业登记。" in auntie.says("你好")
