"""An admin's first sign-in in a real browser: by mouse, by keyboard, on a phone."""

import pyotp
import pytest
from playwright.sync_api import Page, expect

from accounts.models import Staff
from accounts.staff import find_staff
from tests.browser.desk import PHONE, SCREEN, Workplace, axe, overflows
from tests.console.office import PASSWORD

pytestmark = pytest.mark.browser


def own(workplace: Workplace) -> Staff:
    """The admin's row."""
    with workplace.office.sessions() as db:
        found = find_staff(db, "管理员")
        assert found
        return found


def code(workplace: Workplace, secret: str | None) -> str:
    """What the app on her phone shows now."""
    return pyotp.TOTP(secret or "").at(workplace.office.now)


def is_fine(page: Page) -> None:
    """Nothing is inaccessible, nothing must be scrolled sideways."""
    assert axe(page) == []
    assert not overflows(page)


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["screen", "phone"])
def test_by_mouse(workplace: Workplace, size: dict[str, int]) -> None:
    workplace.office.staff("管理员", "admin")
    page = workplace.anybody(at="/staff/", size=size)
    page.get_by_label("姓名").fill("管理员")
    page.get_by_label("密码").fill("not-this-one-12")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_have_text("姓名或密码不对。")
    is_fine(page)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name="开始设置").click()
    picture = page.get_by_role("img", name="动态验证码的二维码")
    expect(picture).to_be_visible()
    page.wait_for_function("image => image.naturalWidth > 100", arg=picture.element_handle())
    page.get_by_text("扫不了").click()
    expect(page.locator("code.secret")).to_have_text(own(workplace).totp_next or "")
    is_fine(page)
    page.get_by_label("6 位数字").fill(code(workplace, own(workplace).totp_next))
    page.get_by_role("button", name="完成设置").click()
    expect(page.locator(".codes li")).to_have_count(10)
    is_fine(page)
    page.get_by_role("link", name="抄好了").click()
    expect(page.get_by_text("管理员，您好")).to_be_visible()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_text("您已退出登录")).to_be_visible()


def test_by_keyboard_alone(workplace: Workplace) -> None:
    workplace.office.staff("管理员", "admin")
    page = workplace.anybody()
    # The cursor waits in the first field, a moment after the page is there.
    expect(page.get_by_label("姓名")).to_be_focused()
    keys = page.keyboard
    keys.type("管理员")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(page.get_by_role("button", name="开始设置")).to_be_focused()
    keys.press("Enter")
    field = page.get_by_label("6 位数字")
    expect(field).to_be_visible()
    for _ in range(12):
        keys.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    keys.type(code(workplace, own(workplace).totp_next))
    keys.press("Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    workplace.office.later(minutes=1)
    page.context.clear_cookies()
    page.goto(f"{workplace.url}/console/staff/")
    expect(page.get_by_label("姓名")).to_be_focused()
    keys.type("管理员")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(page.get_by_label("验证码")).to_be_focused()
    is_fine(page)
    keys.type(code(workplace, own(workplace).totp))
    keys.press("Enter")
    expect(page.get_by_role("heading", name="工作人员")).to_be_visible()


def test_before_a_session_ends_she_is_warned_and_can_stay(workplace: Workplace) -> None:
    workplace.office.staff("陈编辑", "editor")
    page = workplace.open("陈编辑", "editor", at="/me/password")
    page.get_by_label("新密码", exact=True).fill("half a pass")
    workplace.office.later(minutes=57)
    # What the page does by itself once a minute.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    warning = page.get_by_role("alert").filter(has_text="登录就会过期")
    expect(warning).to_contain_text("3 分钟")
    is_fine(page)
    page.get_by_role("button", name="继续工作").click()
    expect(warning).to_be_hidden()
    expect(page.get_by_label("新密码", exact=True)).to_have_value("half a pass")


def test_a_personal_field_appears_in_its_place_after_a_reason(workplace: Workplace) -> None:
    case = workplace.office.case("王阿姨")
    page = workplace.open("小李", "officer", at=f"/cases/{case.public_id}/contact", area="xingfuli")
    is_fine(page)
    phone = page.locator("dl.facts > div").filter(has_text="查看电话")
    phone.get_by_label("原因").select_option("联系居民")
    phone.get_by_role("button", name="查看电话").click()
    expect(page.get_by_text("13912345678")).to_be_visible()
    expect(page.get_by_text("已记录这次查看")).to_be_visible()
    assert page.url.endswith("/contact")
    is_fine(page)
