"""The FAQ desk in the browser: the list that follows what is typed, two editors in one entry."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Workplace
from tests.console.faq import write

pytestmark = pytest.mark.browser

ASKED = "楼顶可不可以装太阳能光伏板"
PHRASINGS = "屋顶装光伏板行吗\n想在楼顶装太阳能\n光伏板怎么申请"
ANSWER = "可以装，先到物业登记。"


def test_the_list_follows_what_is_typed(workplace: Workplace) -> None:
    desk = workplace.office.signed_in("小李", "editor")
    write(desk, ASKED, answer=ANSWER, phrasings=PHRASINGS)
    write(desk, "蜻蜓怎么养？")
    page = workplace.open("陈编辑", "editor", at="/entries/")
    page.get_by_label("搜索").press_sequentially("光伏")
    expect(page.get_by_role("link", name="蜻蜓怎么养？")).to_be_hidden()
    expect(page.get_by_role("link", name=ASKED)).to_be_visible()
    expect(page.get_by_text("1 条", exact=True)).to_be_visible()
    page.get_by_label("全选这一页").check()
    page.get_by_role("button", name="发布勾选的").click()
    page.get_by_role("button", name="发布 1 条").click()
    expect(page.get_by_text("已发布 1 条。")).to_be_visible()


def test_two_editors_in_two_windows_lose_nothing(workplace: Workplace) -> None:
    entry_id = write(workplace.office.signed_in("小李", "editor"), ASKED, answer=ANSWER)
    page = workplace.open("陈编辑", "editor", at=f"/entries/{entry_id}")
    page.get_by_label("答复", exact=True).fill("写到一半")
    expect(page.get_by_text("已自动存为草稿")).to_be_visible()
    li = workplace.office.signed_in("小李", "editor")
    fields = {"question": ASKED, "answer": "小李的答复", "version": "1"}
    li.post(f"/entries/{entry_id}", **fields)
    page.reload()
    expect(page.get_by_label("答复", exact=True)).to_have_value("写到一半")
    page.get_by_role("button", name="只保存").click()
    expect(page.get_by_text("小李在您编辑时保存了新的一版")).to_be_visible()
    expect(page.get_by_text("小李的答复").first).to_be_visible()
    expect(page.get_by_label("答复", exact=True)).to_have_value("写到一半")
