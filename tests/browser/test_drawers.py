"""The drawers: raw messages both ways, and faults that can be switched on."""

import pytest
from playwright.sync_api import expect

from tests.browser.street import Street

pytestmark = pytest.mark.browser


def test_the_raw_messages_are_shown_sealed_and_plain(street: Street) -> None:
    expect(street.say("小张", "看报文")).to_contain_text("收到text：看报文")
    street.page.get_by_role("button", name="报文").click()
    drawer = street.page.get_by_role("dialog", name="往来报文")
    expect(drawer.get_by_label("手机")).to_have_value(street.openid("小张"))
    drawer.locator("summary").first.click()
    expect(drawer.locator("pre").first).to_contain_text("<Content><![CDATA[看报文]]></Content>")
    expect(drawer.locator("pre.sealed").first).to_contain_text("<Encrypt>")
    expect(drawer).to_contain_text("收到text：看报文")
    expect(drawer).to_contain_text("第 1 次")
    expect(drawer.locator("#raw-windows")).to_contain_text("消息窗口还能发 5 条")


def test_another_phones_messages_can_be_chosen_and_the_drawer_closed(street: Street) -> None:
    street.page.get_by_role("button", name="报文").click()
    drawer = street.page.get_by_role("dialog", name="往来报文")
    drawer.get_by_label("手机").select_option("老李")
    drawer.locator("summary").first.click()
    expect(drawer.locator("pre").first).to_contain_text("qrscene_anning")
    street.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_a_call_of_the_account_stands_in_the_raw_view(street: Street) -> None:
    street.push("王阿姨", "师傅明天上门")
    street.page.get_by_role("button", name="报文").click()
    drawer = street.page.get_by_role("dialog", name="往来报文")
    drawer.locator("summary").first.click()
    expect(drawer.locator("pre").first).to_contain_text("师傅明天上门")


def test_a_fault_is_switched_on_counted_and_off_again(street: Street) -> None:
    street.page.get_by_role("button", name="故障").click()
    drawer = street.page.get_by_role("dialog", name="故障开关")
    drawer.get_by_label("微信接口繁忙（-1）").check()
    expect(street.page.locator("#fault-count")).to_have_text("1")
    assert street.platform.faults.on() == {"busy": -1}
    drawer.get_by_role("button", name="关掉全部故障").click()
    expect(drawer.get_by_role("status")).to_have_text("全部恢复正常")
    expect(drawer.get_by_label("微信接口繁忙（-1）")).not_to_be_checked()
    assert street.platform.faults.on() == {}


def test_tokens_can_be_revoked_and_windows_closed(street: Street) -> None:
    before, _ = street.platform.tokens.stable()
    street.page.get_by_role("button", name="故障").click()
    drawer = street.page.get_by_role("dialog", name="故障开关")
    drawer.get_by_role("button", name="作废现在的令牌").click()
    expect(drawer.get_by_role("status")).to_contain_text("令牌已作废")
    assert street.platform.tokens.stable()[0] != before
    drawer.get_by_role("button", name="让所有发送窗口过期").click()
    expect(drawer.get_by_role("status")).to_contain_text("窗口都过期了")
    assert all(not each.windows for each in street.platform.residents)
