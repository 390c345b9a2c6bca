"""陈编辑's first day: she has never seen the console, and answers what was asked most."""

import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.staff import find_staff
from tests.backends import Backend
from tests.browser.desk import PHONE, SCREEN, opened
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.console.office import PASSWORD, Office
from tests.journeys.town import Town, found

pytestmark = pytest.mark.browser

ASKED = "楼顶可不可以装太阳能光伏板"
PHRASINGS = "屋顶装光伏板行吗\n想在楼顶装太阳能\n光伏板怎么申请"
ANSWER = "可以装，先到物业登记，再由供电公司并网。"
SECONDS = 90


@pytest.fixture
def town(sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    """A town on SQLite whose account may do everything."""
    town = found(Backend("sqlite+memory", sqlite_url, None), tmp_path)
    town.platform.greet()
    yield town
    town.stop()


def code(town: Town) -> str:
    """What the app on her phone shows now, after she has scanned the picture."""
    with town.sessions() as db:
        staff = find_staff(db, "陈编辑")
        assert staff
        return pyotp.TOTP(staff.totp_next or "").at(town.clock())


def signs_in(page: Page, hands: Hands, town: Town) -> None:
    """With name and password, and then a second factor of her own accord."""
    expect(page.get_by_label("姓名")).to_be_focused()
    hands.write(page.get_by_label("姓名"), "陈编辑")
    hands.write(page.get_by_label("密码"), PASSWORD)
    hands.press(page.get_by_role("button", name="登录"))
    hands.press(page.get_by_role("link", name="陈编辑"))
    hands.press(page.get_by_role("link", name="设置动态验证码"))
    hands.press(page.get_by_role("button", name="开始设置"))
    expect(page.get_by_role("img", name="动态验证码的二维码")).to_be_visible()
    hands.write(page.get_by_label("6 位数字"), code(town))
    hands.press(page.get_by_role("button", name="完成设置"))
    expect(page.locator(".codes li")).to_have_count(10)
    hands.press(page.get_by_role("link", name="抄好了"))


def answers_what_was_asked_most(page: Page, hands: Hands) -> None:
    """From the first page to the miss, to its entry, to what residents get."""
    hands.press(page.get_by_role("link", name="4 次 7 天内没答上"))
    first = page.locator(".groups > li").first
    expect(first.get_by_role("heading", level=2)).to_have_text(ASKED)
    expect(first).to_contain_text("3 次")
    hands.press(first.get_by_role("button", name="写成新知识"))
    expect(page.get_by_label("标准问")).to_have_value(ASKED)
    hands.write(page.get_by_label("答复", exact=True), ANSWER)
    hands.write(page.get_by_label("相似问"), PHRASINGS)
    expect(page.locator(".bubble")).to_have_text(ANSWER)
    hands.press(page.get_by_role("button", name="保存并发布"))
    expect(page.get_by_text("已发布，居民一秒内就能问到。")).to_be_visible()


@pytest.mark.parametrize(
    ("by_keyboard", "size"),
    [(False, SCREEN), (True, SCREEN), (False, PHONE)],
    ids=["mouse", "keyboard", "phone"],
)
def test_an_editor_answers_what_was_asked_most_on_her_first_day(
    town: Town, browser: Browser, by_keyboard: bool, size: dict[str, int]
) -> None:
    residents = [town.newcomer() for _ in range(3)]
    for resident in residents:
        assert "登记" in resident.says(ASKED)
        resident.says("0")
    town.newcomer().says("社区有没有围棋班")
    town.work()
    office = Office(town.app, town.sessions, town.clock())
    office.staff("陈编辑", "editor")
    with opened(office, browser) as workplace:
        page = workplace.anybody(size=size)
        hands: Hands = Keyboard(page) if by_keyboard else Mouse()
        began = time.monotonic()
        signs_in(page, hands, town)
        answers_what_was_asked_most(page, hands)
        assert time.monotonic() - began < SECONDS
    town.look_anew()
    town.work()
    for resident in residents:
        assert ANSWER in resident.inbox()[-1]
        assert f"您问过“{ASKED}”" in resident.inbox()[-1]
    assert ANSWER in town.newcomer().says("屋顶装光伏板行吗")
