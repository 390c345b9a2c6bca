"""Whoever has the duty finds a cry for help on her phone, reads it and says what she did."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PHONE, Workplace, axe, overflows
from tests.console.crying import cry

pytestmark = pytest.mark.browser


def test_a_cry_is_found_read_and_answered_for_on_a_phone(workplace: Workplace) -> None:
    office = workplace.office
    area = next(one.id for one in office.setup.areas if one.key == "xingfuli")
    office.case("王阿姨")
    cry(office, "王阿姨", "我不想活了", area_id=area)
    page = workplace.open("小周", "duty", size=PHONE)
    expect(page.get_by_role("link", name="菜单 1 条等处理")).to_be_visible()
    page.get_by_role("link", name="1 条值班提醒，请先看").click()
    expect(page.get_by_text("马上打电话")).to_be_visible()
    page.get_by_role("row", name="幸福里社区").get_by_role("link").click()
    expect(page.get_by_text("未看")).to_be_visible()
    for shown in ("said", "phone"):
        field = page.locator(f"#field-{shown}")
        field.get_by_label("原因").select_option("emergency")
        field.get_by_role("button").click()
        expect(field.get_by_text("已记录这次查看")).to_be_visible()
    expect(page.get_by_text("我不想活了")).to_be_visible()
    expect(page.get_by_text("已看，还没联系")).to_be_visible()
    expect(page.locator("#field-phone a")).to_have_attribute("href", "tel:13912345678")
    assert axe(page) == []
    assert not overflows(page)
    page.get_by_role("textbox", name="情况").fill("女儿在身边")
    page.get_by_role("button", name="已联系").click()
    expect(page.get_by_text("已记下。")).to_be_visible()
    expect(page.get_by_role("link", name="菜单", exact=True)).to_be_visible()
