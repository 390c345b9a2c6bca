"""陈编辑 looks at what publishing would change, and ticks what is lost or swapped."""

from tests.console.faq import resident_hears, version_of, words, write
from tests.console.office import Office
from tests.console.test_misses import missed
from tests.console.test_sheets import work

LIFT = "升降平台卡住找谁？"


def test_what_is_lost_must_be_looked_at_before_publishing(office: Office) -> None:
    desk = office.signed_in("陈编辑", "editor")
    entry_id = write(desk, LIFT, phrasings="铁厢子卡住了没人管", act="publish")
    missed(office, "铁厢子卡住了没人管", "轿厢里憋得慌怎么弄")
    less = {"question": LIFT, "answer": "找物业。", "phrasings": "轿厢里憋得慌怎么弄"}
    desk.post(f"/entries/{entry_id}", version="1", **less)
    page = f"/entries/{entry_id}/check"
    assert f'href="/console{page}"' in desk.get(f"/entries/{entry_id}").text
    desk.post(page)
    assert "正在检查" in desk.get(page).text
    early = desk.post(f"{page}/publish")
    assert (early.status_code, "还没有检查好" in early.text) == (400, True)
    work(office)
    said = words(desk.get(page).text)
    assert "看了最近 90 天居民问过的 2 句" in said
    assert "答得上了：1 句" in said
    assert "答不上了：1 句 居民问" in said
    refused = desk.post(f"{page}/publish")
    assert (refused.status_code, "请先看过，再打勾" in refused.text) == (400, True)
    assert desk.post(f"{page}/publish", lost="1").status_code == 303
    assert resident_hears(office, "轿厢里憋得慌怎么弄") == [LIFT]


def test_a_check_is_of_one_version(quick_office: Office) -> None:
    desk = quick_office.signed_in("陈编辑", "editor")
    entry_id = write(desk, LIFT)
    desk.post(f"/entries/{entry_id}/check")
    work(quick_office)
    said = words(desk.get(f"/entries/{entry_id}/check").text)
    assert "居民还没有问过什么" in said
    desk.post(f"/entries/{entry_id}", question=LIFT, answer="另一个", version="1")
    assert version_of(desk, entry_id) == "2"
    stale = desk.post(f"/entries/{entry_id}/check/publish")
    assert (stale.status_code, "又保存过" in stale.text) == (400, True)
