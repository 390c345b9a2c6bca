"""An admin teaches a word by keyboard alone, and words a sentence on a phone as he sees it."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PHONE, Workplace, overflows

pytestmark = pytest.mark.browser


def test_a_word_is_taught_with_the_keyboard_alone(workplace: Workplace) -> None:
    workplace.office.stock()
    page = workplace.open("老周", "admin", at="/words/new")
    expect(page.get_by_label("本地的说法")).to_be_focused()
    page.keyboard.type("绿本本")
    page.keyboard.press("Tab")
    page.keyboard.type("居住证")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("绿本本怎么办")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="先试一试")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="试出来的")).to_be_visible()
    expect(page.get_by_label("本地的说法")).to_have_value("绿本本")
    page.get_by_role("button", name="保存").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已记住，一秒内生效。")).to_be_visible()


def test_a_sentence_is_seen_on_the_phone_while_it_is_typed(workplace: Workplace) -> None:
    page = workplace.open("老周", "admin", at="/texts/ask.action", size=PHONE)
    field = page.get_by_label("居民收到的话")
    field.fill("要我登记的话，说一声。")
    expect(page.get_by_text("保存前要改：少了“1”")).to_be_visible()
    field.fill("要我帮着登记，回复 1 就行。")
    expect(page.locator(".bubble")).to_have_text("要我帮着登记，回复 1 就行。")
    expect(page.get_by_text("保存前要改")).to_be_hidden()
    assert not overflows(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已改好，居民一秒内就读到新的。")).to_be_visible()
