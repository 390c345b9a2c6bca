"""陈编辑 keeps the knowledge: finds, writes, previews, publishes, compares, brings back."""

from typing import Any

import pytest

from faq.loading import load_starter
from tests.console.faq import resident_hears, version_of, words, write
from tests.console.office import Office

NEW = "楼顶能不能装太阳能板？"


def test_what_an_editor_publishes_residents_can_ask(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    entry_id = write(
        desk, NEW, phrasings="屋顶装光伏板行吗\n想在楼顶装太阳能\n\n光伏板能装吗", act="publish"
    )
    page = desk.get(f"/entries/{entry_id}").text
    assert "已发布" in page
    for asked in (NEW, "屋顶装光伏板行吗", "光伏板能装吗"):
        assert resident_hears(office, asked) == [NEW]
    desk.post(f"/entries/{entry_id}/retire")
    assert NEW not in resident_hears(office, NEW)


def test_a_draft_is_not_said_until_it_is_published(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    entry_id = write(desk, NEW)
    assert NEW not in resident_hears(quick_office, NEW)
    desk.post(f"/entries/{entry_id}/publish")
    assert "已发布，居民一秒内就能问到" in desk.get(f"/entries/{entry_id}").text
    assert resident_hears(quick_office, NEW) == [NEW]


@pytest.mark.parametrize("word", ["光伏", "太阳能 楼顶", "大厅一角", "太陽能"])
def test_words_of_question_answer_and_phrasings_find_it(office: Office, word: str) -> None:
    desk = office.signed_in("陈编辑", "editor")
    write(desk, NEW, answer="请到大厅一角询问。", phrasings="光伏板能装吗")
    found = desk.get("/entries/", query_string={"words": word}, headers={"HX-Request": "true"})
    assert NEW in found.text
    assert "<html" not in found.text
    assert "1 条" in found.text


@pytest.mark.parametrize("word", ["%", "_", "'", "\\", "没有这个词"])
def test_signs_of_the_database_are_only_signs(office: Office, word: str) -> None:
    desk = office.signed_in("陈编辑", "editor")
    assert "没有找到" in desk.get("/entries/", query_string={"words": word}).text


def test_filters_leave_only_what_is_wanted(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    write(desk, NEW, category="节能", valid_until="2026-12-01")
    for asked in (
        {"state": "draft"},
        {"category": "节能"},
        {"expiring": "1"},
        {"unpublished": "1"},
    ):
        page = desk.get("/entries/", query_string=asked).text
        assert (asked, NEW in page, "1 条" in page) == (asked, True, True)
    for asked in ({"state": "published"}, {"area": "2"}, {"category": "没有"}):
        assert NEW not in desk.get("/entries/", query_string=asked).text


def test_the_list_has_pages(quick_office: Office) -> None:
    with quick_office.sessions.begin() as db:
        load_starter(db, published=True, now=quick_office.now)
    desk = quick_office.signed_in("陈编辑", "editor")
    first = desk.get("/entries/").text
    second = desk.get(
        "/entries/", query_string={"page": "2", "words": "", "state": "published"}
    ).text
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in second
    assert "state=published" in second
    assert desk.get("/entries/", query_string={"page": "x"}).status_code == 200
    assert desk.get("/entries/", query_string={"page": "999999"}).status_code == 200


def test_several_at_once_are_counted_before_and_the_refused_are_named(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    good, empty = write(desk, NEW), write(desk, "没有答复的一条？", answer="")
    asked = desk.post("/entries/bulk/confirm", deed="publish", entry=[good, empty])
    said = words(asked.text)
    assert "勾选了 2 条，可以发布 1 条，有 1 条不能发布" in said
    assert "没有答复的一条？：答复不能为空。" in said
    assert NEW not in resident_hears(office, NEW)
    done = desk.post("/entries/bulk/confirm", deed="publish", entry=[good], confirmed="1")
    assert done.status_code == 303
    assert resident_hears(office, NEW) == [NEW]
    done = desk.post("/entries/bulk/confirm", deed="retire", entry=[good], confirmed="1")
    assert resident_hears(office, NEW) != [NEW]


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    quick_office: Office,
) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    answer = desk.post(
        "/entries/new",
        question=NEW,
        answer="{社区电话",
        phrasings="想在楼顶装太阳能",
        valid_from="2026-12-02",
        valid_until="2026-12-01",
    )
    assert answer.status_code == 400
    assert "有效期的结束早于开始。" in answer.text
    assert "{社区电话</textarea>" in answer.text
    assert "想在楼顶装太阳能" in answer.text
    without = desk.post("/entries/new", question="  ", answer="有")
    assert (without.status_code, "标准问不能为空。" in without.text) == (400, True)
    odd = desk.post("/entries/new", question=NEW, area_id="999999")
    assert odd.status_code == 400


def test_what_is_typed_outlives_the_session(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    entry_id = write(desk, NEW)
    version = version_of(desk, entry_id)
    desk.post(
        "/entries/new/live",
        entry_id=entry_id,
        version=version,
        question=NEW,
        answer="写到一半的答复",
        phrasings="",
        valid_until="2027-01-05",
    )
    again = office.signed_in("陈编辑", "editor").get(f"/entries/{entry_id}").text
    assert "写到一半的答复" in again
    assert "没有保存的改动" in again
    assert "2027-01-05" in again
    other = office.signed_in("小李", "editor").get(f"/entries/{entry_id}").text
    assert "写到一半的答复" not in other
    desk.post(f"/entries/{entry_id}/discard")
    assert "写到一半的答复" not in desk.get(f"/entries/{entry_id}").text


def test_a_new_entry_is_kept_before_it_has_a_name(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    desk.post("/entries/new/live", entry_id="", version="0", question="刚开了个头", answer="")
    assert "刚开了个头" in desk.get("/entries/new").text
    desk.post("/entries/new/discard")
    assert "刚开了个头" not in desk.get("/entries/new").text


def test_who_else_is_in_the_entry_is_named(office: Office) -> None:
    chen, li = office.signed_in("陈编辑", "editor"), office.signed_in("小李", "editor")
    entry_id = write(chen, NEW)
    form: dict[str, Any] = {"entry_id": entry_id, "version": "1", "question": NEW}
    assert "正在编辑" not in chen.post("/entries/new/live", **form).text
    assert "陈编辑正在编辑" in li.post("/entries/new/live", **form).text
    office.later(minutes=6)
    assert "陈编辑正在编辑" not in li.post("/entries/new/live", **form).text


def test_two_editors_lose_nothing(office: Office) -> None:
    chen, li = office.signed_in("陈编辑", "editor"), office.signed_in("小李", "editor")
    entry_id = write(chen, NEW)
    read = version_of(chen, entry_id)
    li.post(f"/entries/{entry_id}", question=NEW, answer="小李写的答复", version=read)
    mine = chen.post(f"/entries/{entry_id}", question=NEW, answer="陈编辑写的答复", version=read)
    assert mine.status_code == 409
    said = words(mine.text)
    assert "小李写的答复" in said
    assert "陈编辑写的答复" in said
    assert "小李在您编辑时保存了新的一版" in said
    newest = version_of(li, entry_id)
    assert f'value="{newest}"' in mine.text
    done = chen.post(f"/entries/{entry_id}", question=NEW, answer="两边合在一起", version=newest)
    assert done.status_code == 303
    history = words(chen.get(f"/entries/{entry_id}/history").text)
    assert "小李" in history


def test_a_revision_is_compared_and_brought_back(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    entry_id = write(desk, NEW, answer="可以装。", phrasings="光伏板能装吗")
    desk.post(f"/entries/{entry_id}", question=NEW, answer="不可以装。", version="1")
    history = desk.get(f"/entries/{entry_id}/history").text
    assert "<ins>不</ins>可以装。" in history
    assert "<del>光伏板能装吗</del>" in history
    desk.post(f"/entries/{entry_id}/revisions/1/restore", version="2")
    page = desk.get(f"/entries/{entry_id}").text
    assert "光伏板能装吗" in page
    late = desk.post(f"/entries/{entry_id}/revisions/2/restore", version="2")
    assert version_of(desk, entry_id) == "3"
    assert late.location.endswith("/history")


def test_review_is_another_persons(office: Office) -> None:
    chen, li = office.signed_in("陈编辑", "editor"), office.signed_in("小李", "editor")
    entry_id = write(chen, NEW, act="review")
    own = chen.post(f"/entries/{entry_id}/publish")
    assert (own.status_code, "另一位同事" in own.text) == (400, True)
    assert NEW not in resident_hears(office, NEW)
    assert "待审核" in li.get(f"/entries/{entry_id}").text
    li.post(f"/entries/{entry_id}/publish")
    assert resident_hears(office, NEW) == [NEW]


def test_the_phone_shows_the_answer_as_it_will_be_sent(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    topic = next(str(one.id) for one in quick_office.setup.topics.values())
    shown = desk.post(
        "/entries/new/live",
        question=NEW,
        answer='请看<a href="https://example.invalid/">说明</a>，<b>不行</b>',
        topic_id=topic,
    ).text
    assert '<span class="phone-link">说明</span>' in shown
    assert "&lt;b&gt;" in shown
    assert "回复 1" in shown
    size = len('请看<a href="https://example.invalid/">说明</a>，<b>不行</b>'.encode())
    assert f"{size} / 1900 字节" in shown
    long = desk.post("/entries/new/live", question=NEW, answer="好" * 700).text
    assert "发布前要改：答复有 2100 字节" in long
    missing = desk.post("/entries/new/live", question=NEW, answer="打 {没有的占位词}").text
    assert "还没有填写" in missing


def test_words_of_another_entry_are_named_while_typing(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    write(desk, NEW, phrasings="光伏板能装吗", act="publish")
    quick_office.parts.snapshots.knowledge.refresh()
    shown = words(desk.post("/entries/new/live", question="别的？", phrasings="光伏板能装吗").text)
    assert f"“光伏板能装吗”已经在“{NEW}”里" in shown


def test_an_editor_of_one_area_sees_but_does_not_change_what_holds_everywhere(
    quick_office: Office,
) -> None:
    entry_id = write(quick_office.signed_in("陈编辑", "editor"), NEW)
    local = quick_office.signed_in("小李", "editor", area="xingfuli")
    page = local.get(f"/entries/{entry_id}").text
    assert "disabled" in page
    assert "保存并发布" not in page
    assert local.post(f"/entries/{entry_id}", question=NEW, version="1").status_code == 403
    assert local.post("/entries/new", question="我这里的？", answer="好").status_code == 403


def test_what_is_written_is_only_text(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    evil = "<script>alert(1)</script>"
    entry_id = write(desk, evil, answer=evil, phrasings=evil + "？", category=evil)
    for path in ("/entries/", f"/entries/{entry_id}", f"/entries/{entry_id}/history"):
        assert evil not in desk.get(path).text
