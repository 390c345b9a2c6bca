"""What only a browser shows of the settings: what comes out of the printer, and the keyboard."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from community.models import Area
from tests.browser.desk import Workplace

pytestmark = pytest.mark.browser

PAGE = re.compile(rb"/Type\s*/Page[^s]")


def test_cards_fill_whole_sheets_and_nothing_else_is_printed(workplace: Workplace) -> None:
    with workplace.office.sessions.begin() as db:
        db.execute(update(Area).values(code_url="http://weixin.qq.com/q/kZgfwMTm72WWPkovabbI"))
    page = workplace.open("陈主任", "admin", at="/areas/xingfuli/codes?per=6")
    page.emulate_media(media="print")
    for what in (page.locator(".top"), page.locator(".side"), page.get_by_text("换一换")):
        expect(what).to_be_hidden()
    expect(page.get_by_role("img", name="幸福里社区3号楼的二维码")).to_be_visible()
    assert len(PAGE.findall(page.pdf(prefer_css_page_size=True))) == 2, "nine cards, six a sheet"


def test_buildings_are_added_with_the_keyboard_alone(workplace: Workplace) -> None:
    page = workplace.open("陈主任", "admin", at="/areas/new?parent=xingfuli-1")
    expect(page.get_by_label("名称")).to_be_focused()
    page.keyboard.type("31-40号楼")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已添加 10 个楼栋，马上生效。")).to_be_visible()
    expect(page.get_by_role("link", name="40号楼")).to_be_visible()
