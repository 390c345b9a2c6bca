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


def test_two_editors_in_two_browsers_lose_nothing(workplace: Workplace) -> None:
    entry_id = write(workplace.office.signed_in("小李", "editor"), ASKED, answer=ANSWER)
    chen = workplace.open("陈编辑", "editor", at=f"/entries/{entry_id}")
    expect(chen.get_by_label("手机预览")).to_contain_text(ANSWER)
    with workplace.another_browser() as beside:
        li = beside.open("小李", "editor", at=f"/entries/{entry_id}")
        expect(li.get_by_text("陈编辑正在编辑这一条。")).to_be_visible()
        chen.get_by_label("答复", exact=True).fill("陈编辑写到一半")
        expect(chen.get_by_text("已自动存为草稿")).to_be_visible()
        expect(chen.get_by_text("小李正在编辑这一条。")).to_be_visible()
        li.get_by_label("答复", exact=True).fill("小李的答复")
        li.get_by_role("button", name="只保存").click()
        expect(li.get_by_text("第 2 版").first).to_be_visible()
        chen.reload()
        expect(chen.get_by_label("答复", exact=True)).to_have_value("陈编辑写到一半")
        chen.get_by_role("button", name="只保存").click()
        expect(chen.get_by_text("小李在您编辑时保存了新的一版")).to_be_visible()
        expect(chen.get_by_text("小李的答复").first).to_be_visible()
        expect(chen.get_by_label("答复", exact=True)).to_have_value("陈编辑写到一半")
        chen.get_by_label("答复", exact=True).fill("小李的答复，陈编辑写完了")
        chen.get_by_role("button", name="只保存").click()
        expect(chen.get_by_text("第 3 版").first).to_be_visible()
        li.reload()
        expect(li.get_by_label("答复", exact=True)).to_have_value("小李的答复，陈编辑写完了")
        li.get_by_role("link", name="第 2 版").click()
        expect(li.get_by_text("小李的答复", exact=True)).to_be_visible()
