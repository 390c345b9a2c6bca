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
from worker.kinds import FUNCTIONS
from worker.misses import group
from worker.tasks import do_next

SOLAR = ["楼顶能不能装太阳能板", "楼顶能不能装太阳能板？", "楼顶能装太阳能板吗"]
HIDDEN = re.compile(r'name="(group|until|days)" value="([^"]+)"')
Group = dict[str, str]
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
    regroup(office)


def regroup(office: Office) -> None:
    """What the worker does every quarter of a minute."""
    group(office.sessions, {}, lambda _: None, clock=lambda: office.now)


def groups(desk: Desk, **asked: str) -> list[Group]:
    """What each group's form holds of it."""
    found = HIDDEN.findall(desk.get("/misses/", query_string=asked).text)
    fields = [(name, unescape(value)) for name, value in found if name != "group" or len(value) > 2]
    return [dict(fields[start : start + 3]) for start in range(0, len(fields), 3)]


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
    answer = desk.post("/misses/take", **ids, act="entry", text=[SOLAR[0], SOLAR[2]])
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
    desk.post("/misses/take", **groups(desk)[0], entry=chosen, text="楼顶想装太阳能")
    assert resident_hears(office, "楼顶想装太阳能") == ["屋顶光伏怎么申请？"]


def test_an_entry_under_work_is_not_published_by_a_phrasing(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    entry_id = write(desk, "屋顶光伏怎么申请？")
    missed(quick_office, "楼顶想装太阳能")
    fields = {**groups(desk)[0], "text": "楼顶想装太阳能", "entry": f"{entry_id}.1"}
    answer = desk.post("/misses/take", **fields)
    assert answer.status_code == 303
    assert resident_hears(quick_office, "楼顶想装太阳能") == []


def test_a_version_that_somebody_changed_meanwhile_is_refused(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    entry_id = write(desk, "屋顶光伏怎么申请？", act="publish")
    missed(office, "楼顶想装太阳能")
    ids = groups(desk)[0]
    desk.post(f"/entries/{entry_id}", question="屋顶光伏怎么申请？", answer="新的", version="1")
    late = desk.post("/misses/take", **ids, entry=f"{entry_id}.1", text="楼顶想装太阳能")
    assert (late.status_code, "内容刚被别人改过" in late.text) == (409, True)
    assert groups(desk) == [ids]


def test_what_is_ignored_can_be_taken_back(office: Office) -> None:
    missed(office, *SOLAR)
    desk = office.signed_in("陈编辑", "editor")
    ids = groups(desk)[0]
    answer = desk.post("/misses/take", **ids, act="ignore")
    assert groups(desk) == []
    assert "太阳能" in desk.get("/misses/", query_string={"tab": "ignored"}).text
    page = desk.get(answer.location.removeprefix("/console")).text
    assert "撤销" in page
    desk.post("/misses/undo", question=ids["group"])
    assert groups(desk) == [ids]


def test_a_group_is_settled_once(quick_office: Office) -> None:
    missed(quick_office, *SOLAR)
    desk = quick_office.signed_in("陈编辑", "editor")
    ids = groups(desk)[0]
    desk.post("/misses/take", **ids, act="entry", text=SOLAR[0])
    again = desk.post("/misses/take", **ids, act="entry", text=SOLAR[0])
    assert (again.status_code, "已经处理过" in again.text) == (409, True)
    with quick_office.sessions() as db:
        assert len(db.scalars(select(Entry).where(Entry.question == SOLAR[0])).all()) == 1


@pytest.mark.parametrize(
    "fields",
    [
        *({}, {"act": "entry"}, {"act": "x"}, {"entry": "no.1"}, {"group": "no", "act": "ignore"}),
        *({"until": "x", "act": "ignore"}, {"until": "2026-11-24", "act": "ignore"}),
        *({"topic": "no"}, {"topic": "1"}, {"topic": "1", "words": "的"}),
    ],
)
def test_what_can_not_be_done_is_said(quick_office: Office, fields: dict[str, Any]) -> None:
    missed(quick_office, *SOLAR)
    desk = quick_office.signed_in("陈编辑", "editor")
    ids = groups(desk)[0]
    assert desk.post("/misses/take", **{**ids, **fields}).status_code in {400, 404}
    assert settled(quick_office) == {None}


def test_other_areas_questions_are_neither_seen_nor_settled(quick_office: Office) -> None:
    missed(quick_office, *SOLAR)
    ids = groups(quick_office.signed_in("陈编辑", "editor"))[0]
    elsewhere = quick_office.signed_in("外乡人", "editor", area="qingshui-town")
    assert groups(elsewhere) == []
    assert elsewhere.post("/misses/take", **ids, act="ignore").status_code == 403
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


def test_a_miss_goes_to_a_topic_with_the_words_it_is_known_by(office: Office) -> None:
    missed(office, "小区门口的丰巢打不开了", "丰巢打不开咋整")
    desk = office.signed_in("陈编辑", "editor")
    page = desk.get("/misses/").text
    assert 'value="丰巢打不开"' in page
    lift = next(topic for topic in office.setup.topics.values() if topic.key == "lift")
    given = {**groups(desk)[0], "topic": str(lift.id), "words": "丰巢、丰巢柜"}
    answer = desk.post("/misses/take", **given)
    assert groups(desk) == []
    office.parts.snapshots.setup.refresh()
    (found,) = office.setup.topic_words.found("丰巢打不开")
    assert found.topic.key == "lift"
    settled_page = words(desk.get("/misses/", query_string={"tab": "topic"}).text)
    assert "事项：电梯故障，居民的说法：丰巢、丰巢柜" in settled_page
    undone = desk.post("/misses/undo", question=answer.location.partition("undo=")[2])
    assert undone.status_code == 303
    office.parts.snapshots.setup.refresh()
    assert office.setup.topic_words.found("丰巢打不开") == []
    assert len(groups(desk)) == 1


def test_another_topics_word_is_refused_with_its_name(quick_office: Office) -> None:
    missed(quick_office, "小区门口的丰巢又打不开了")
    desk = quick_office.signed_in("陈编辑", "editor")
    by_key = {topic.key: topic for topic in quick_office.setup.topics.values()}
    given = {"topic": str(by_key["lift"].id), "words": "路灯坏了"}
    refused = desk.post("/misses/take", **groups(desk)[0], **given)
    assert refused.status_code == 400
    assert f"已经是“{by_key['street_light'].name}”的说法" in refused.text
    assert settled(quick_office) == {None}


def test_what_was_asked_after_the_page_came_stays_open(quick_office: Office) -> None:
    missed(quick_office, *SOLAR)
    desk = quick_office.signed_in("陈编辑", "editor")
    ids = groups(desk)[0]
    quick_office.later(minutes=1)
    missed(quick_office, SOLAR[1])
    desk.post("/misses/take", **ids, act="entry", text=SOLAR[0])
    assert settled(quick_office) == {Settled.ENTRY, None}
    assert "1 次" in words(desk.get("/misses/").text)


def test_what_was_just_asked_is_there_at_once_and_can_be_grouped(quick_office: Office) -> None:
    with quick_office.sessions.begin() as db:
        more: dict[str, Any] = {"resident_id": None, "area_id": None, "now": quick_office.now}
        for text in SOLAR:
            note_question(db, text, account=APPID, outcome=Outcome.MISSED, **more)
    desk = quick_office.signed_in("陈编辑", "editor")
    assert len(groups(desk)) == 3
    assert "有 3 句是刚问的" in desk.get("/misses/").text
    desk.post("/misses/group")
    assert "马上把意思相近的归到一起" in desk.get("/misses/grouping").text
    assert do_next(quick_office.sessions, FUNCTIONS, clock=lambda: quick_office.now)
    assert "已经归到一起" in desk.get("/misses/grouping").text
    assert len(groups(desk)) == 1
