"""陈编辑 sees what nothing answered and makes something of it with one click."""

import re
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from faq.models import Entry, Outcome, Question, Settled
from faq.questions import note_question
from tests.console.faq import resident_hears, words, write
from tests.console.office import APPID, Desk, Office

SOLAR = ["楼顶能不能装太阳能板", "楼顶能不能装太阳能板？", "楼顶能装太阳能板吗"]
HIDDEN = re.compile(r'name="questions" value="([^"]+)"')
BUTTON = re.compile(r'name="entry" value="([^"]+)">([^<]+)')


def missed(office: Office, *texts: str, area: str = "xingfuli") -> None:
    """Residents ask and nothing answers."""
    area_id = next(one.id for one in office.setup.areas if one.key == area)
    with office.sessions.begin() as db:
        for text in texts:
            note_question(
                db,
                text,
                account=APPID,
                resident_id=None,
                area_id=area_id,
                outcome=Outcome.MISSED,
                now=office.now,
            )


def groups(desk: Desk, **asked: str) -> list[str]:
    """The ids of each group's questions, as its form holds them."""
    return HIDDEN.findall(desk.get("/misses/", query_string=asked).text)


def settled(office: Office) -> set[Any]:
    """What became of all questions."""
    with office.sessions() as db:
        return set(db.scalars(select(Question.settled)))


def test_what_is_asked_most_stands_first_with_counts_and_areas(office: Office) -> None:
    missed(office, "蜻蜓怎么养")
    missed(office, *SOLAR)
    page = words(office.signed_in("陈编辑", "editor").get("/misses/").text)
    assert page.index("太阳能") < page.index("蜻蜓")
    assert "3 次 · 幸福里社区 3" in page


def test_a_miss_becomes_an_entry_with_its_writings(office: Office) -> None:
    missed(office, *SOLAR)
    desk = office.signed_in("陈编辑", "editor")
    ids = groups(desk)[0]
    answer = desk.post("/misses/take", questions=ids, act="entry", text=[SOLAR[0], SOLAR[2]])
    assert answer.status_code == 303
    assert "/console/entries/" in answer.location
    page = desk.get(answer.location.removeprefix("/console")).text
    assert f'value="{SOLAR[0]}"' in page
    assert SOLAR[2] in page
    assert settled(office) == {Settled.ENTRY}
    assert groups(desk) == []
    assert "等答案" not in page


def test_a_miss_becomes_a_phrasing_that_is_live_at_once(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    write(desk, "屋顶光伏怎么申请？", act="publish")
    missed(office, "楼顶想装太阳能")
    found = desk.get("/misses/entries", query_string={"find": "光伏", "group": "1"}).text
    chosen, label = BUTTON.findall(found)[0]
    assert unescape(label) == "屋顶光伏怎么申请？"
    desk.post("/misses/take", questions=groups(desk)[0], entry=chosen, text="楼顶想装太阳能")
    assert resident_hears(office, "楼顶想装太阳能") == ["屋顶光伏怎么申请？"]


def test_an_entry_under_work_is_not_published_by_a_phrasing(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    entry_id = write(desk, "屋顶光伏怎么申请？")
    missed(quick_office, "楼顶想装太阳能")
    fields = {"questions": groups(desk)[0], "text": "楼顶想装太阳能", "entry": f"{entry_id}.1"}
    answer = desk.post("/misses/take", **fields)
    assert answer.status_code == 303
    assert resident_hears(quick_office, "楼顶想装太阳能") == []


def test_a_version_that_somebody_changed_meanwhile_is_refused(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    entry_id = write(desk, "屋顶光伏怎么申请？", act="publish")
    missed(office, "楼顶想装太阳能")
    ids = groups(desk)[0]
    desk.post(f"/entries/{entry_id}", question="屋顶光伏怎么申请？", answer="新的", version="1")
    late = desk.post("/misses/take", questions=ids, entry=f"{entry_id}.1", text="楼顶想装太阳能")
    assert (late.status_code, "内容刚被别人改过" in late.text) == (409, True)
    assert groups(desk) == [ids]


def test_what_is_ignored_can_be_taken_back(office: Office) -> None:
    missed(office, *SOLAR)
    desk = office.signed_in("陈编辑", "editor")
    ids = groups(desk)[0]
    answer = desk.post("/misses/take", questions=ids, act="ignore")
    assert groups(desk) == []
    assert "太阳能" in desk.get("/misses/", query_string={"tab": "ignored"}).text
    page = desk.get(answer.location.removeprefix("/console")).text
    assert "撤销" in page
    desk.post("/misses/undo", question=ids.split(",")[1])
    assert groups(desk) == [ids]


def test_a_group_is_settled_once(quick_office: Office) -> None:
    missed(quick_office, *SOLAR)
    desk = quick_office.signed_in("陈编辑", "editor")
    ids = groups(desk)[0]
    desk.post("/misses/take", questions=ids, act="entry", text=SOLAR[0])
    again = desk.post("/misses/take", questions=ids, act="entry", text=SOLAR[0])
    assert (again.status_code, "已经处理过" in again.text) == (409, True)
    with quick_office.sessions() as db:
        assert len(db.scalars(select(Entry).where(Entry.question == SOLAR[0])).all()) == 1


@pytest.mark.parametrize("fields", [{}, {"act": "entry"}, {"act": "x"}, {"entry": "no.1"}])
def test_what_can_not_be_done_is_said(quick_office: Office, fields: dict[str, Any]) -> None:
    missed(quick_office, *SOLAR)
    desk = quick_office.signed_in("陈编辑", "editor")
    ids = groups(desk)[0]
    assert desk.post("/misses/take", questions=ids, **fields).status_code in {400, 404}
    assert settled(quick_office) == {None}


def test_other_areas_questions_are_neither_seen_nor_settled(quick_office: Office) -> None:
    missed(quick_office, *SOLAR)
    ids = groups(quick_office.signed_in("陈编辑", "editor"))[0]
    elsewhere = quick_office.signed_in("外乡人", "editor", area="qingshui-town")
    assert groups(elsewhere) == []
    assert elsewhere.post("/misses/take", questions=ids, act="ignore").status_code == 403
    assert settled(quick_office) == {None}


def test_a_question_tried_out_is_answered_as_residents_are_and_kept_nowhere(
    office: Office,
) -> None:
    desk = office.signed_in("陈编辑", "editor")
    write(desk, "屋顶光伏怎么申请？", answer="到大厅。", phrasings="楼顶想装太阳能")
    asked = {"words": "楼顶想装太阳能"}
    assert "命中：直接答复" not in desk.get("/try", query_string=asked).text
    page = words(desk.get("/try", query_string={**asked, "drafts": "1"}).text)
    assert "命中：直接答复" in page
    assert "到大厅。" in page
    assert "100.0%" in page
    assert settled(office) == set()
