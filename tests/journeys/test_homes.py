"""Where residents live: said once, remembered, and decisive for what they are told."""

import pytest

from accounts.models import Home, OpenQuestion
from core import clock
from core.actor import OPERATOR
from faq.content import EntryContent
from faq.entries import create_entry, publish_entry
from simulator.person import Person
from tests.journeys.reading import count, rows
from tests.journeys.town import Town

QUESTION = "书法班什么时候开课"


def homes(town: Town, person: Person) -> list[tuple[str, bool]]:
    """The name of each home of somebody's and whether it is the present one."""
    areas = town.parts.snapshots.setup.now().areas
    with town.sessions() as db:
        own = rows(db, Home, resident_id=town.resident(db, person).id)
        return [(areas.name_of(home.area_id), home.current) for home in own]


@pytest.fixture
def classes(street: Town) -> None:
    """The street's answer to one question, and those of two of its communities."""
    areas = street.parts.snapshots.setup.now().areas
    where = {None: "各社区不同", "xingfuli": "每周二", "anning": "每周四"}
    if any(entry.question == QUESTION for entry in street.knowledge().entries.values()):
        return
    with street.sessions.begin() as db:
        for scene, day in where.items():
            area = areas.by_scene(scene) if scene else None
            own = area.id if area else None
            content = EntryContent(QUESTION, f"书法班{day}开课。", area_id=own)
            entry = create_entry(db, content, actor=OPERATOR, now=clock.now())
            publish_entry(db, entry, areas=areas, actor=OPERATOR, now=clock.now())
    street.knowledge()


def test_a_home_is_bound_by_typing(street: Town) -> None:
    luren = street.newcomer("")
    assert homes(street, luren) == []
    assert "2 安宁社区" in luren.says("绑定")
    assert "您住在安宁社区" in luren.says("2")
    assert homes(street, luren) == [("安宁社区", True)]
    assert "您住在白云村" in luren.says("绑定 白云村")
    assert homes(street, luren) == [("安宁社区", False), ("白云村", True)]


def test_a_home_is_bound_by_scanning_a_code(street: Town) -> None:
    luren = street.newcomer("")
    assert "您住在安宁社区" in luren.scans("anning")
    assert homes(street, luren) == [("安宁社区", True)]
    assert "有事直接说" in luren.scans("no-such-scene")
    assert homes(street, luren) == [("安宁社区", True)]


def test_who_says_no_is_not_bound(street: Town) -> None:
    luren = street.newcomer("")
    luren.says("绑定")
    assert "先不记" in luren.says("9")
    assert homes(street, luren) == []


@pytest.mark.usefixtures("classes")
def test_somebody_with_two_homes_gets_the_answer_of_the_one_he_lives_in_now(street: Town) -> None:
    zhang = street.newcomer("xingfu-2")
    assert zhang.says(QUESTION).startswith("书法班每周二开课")
    zhang.says("绑定 安宁社区")
    assert zhang.says(QUESTION) == "书法班每周四开课。"
    zhang.says("绑定 白云村")
    assert zhang.says(QUESTION) == "书法班各社区不同开课。"
    zhang.says("绑定 幸福里")
    assert zhang.says(QUESTION) == "书法班每周二开课。"


@pytest.mark.usefixtures("classes")
def test_the_area_is_asked_once_where_it_decides_and_then_remembered(street: Town) -> None:
    luren = street.newcomer("")
    asked = luren.says(QUESTION)
    assert "您住在哪里" in asked
    assert "9 其他" in asked
    assert luren.says("2") == "按您住在安宁社区来说，不对就发 绑定。\n书法班每周四开课。"
    assert homes(street, luren) == [("安宁社区", True)]
    assert luren.says(QUESTION).startswith("书法班每周四开课。")
    with street.sessions() as db:
        assert count(db, OpenQuestion, resident_id=street.resident(db, luren).id) == 0


@pytest.mark.usefixtures("classes")
def test_who_lives_elsewhere_gets_the_answer_for_everybody(street: Town) -> None:
    luren = street.newcomer("")
    luren.says(QUESTION)
    assert luren.says("9") == "书法班各社区不同开课。"
    assert homes(street, luren) == []
