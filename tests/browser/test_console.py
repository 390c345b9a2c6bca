"""The console on office screens and phones: reachable, readable, nothing from elsewhere."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import PHONE, SCREEN, Workplace, axe, overflows
from tests.console.pages import EVERY_ROLE, path_of, real_ids
from web.console.table import ROUTES

pytestmark = pytest.mark.browser

PAGES = [route for route in ROUTES if "GET" in route.methods.split()]
# Pieces of pages, pictures and files.
NO_PAGES = {"me_left", "me_totp_code", "misses_entries", "misses_grouping", "sheet_download"}


def big(page: Page) -> None:
    """Text of 200 per cent."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["screen", "phone"])
def test_every_page_can_be_read_by_everybody(workplace: Workplace, size: dict[str, int]) -> None:
    page = workplace.open("全能", *EVERY_ROLE, size=size)
    ids = real_ids(workplace.office)
    for route in PAGES:
        if route.name in NO_PAGES:
            continue
        page.goto(f"{workplace.url}/console{path_of(route, ids)}")
        assert (route.name, axe(page)) == (route.name, [])
        assert not overflows(page), route.name
        big(page)
        assert not overflows(page), f"{route.name} at 200 %"


def test_everything_comes_from_here(workplace: Workplace) -> None:
    page = workplace.anybody()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert asked
    assert all(url.startswith(workplace.url) for url in asked)


def test_an_editor_gets_in_with_the_keyboard_alone(workplace: Workplace) -> None:
    workplace.office.staff("陈编辑", "editor")
    page = workplace.anybody()
    expect(page.get_by_label("姓名")).to_be_focused()
    page.keyboard.type("陈编辑")
    page.keyboard.press("Tab")
    page.keyboard.type("mifuza-peroba-dokane")
    page.keyboard.press("Enter")
    expect(page.get_by_text("陈编辑，您好")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_text("跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_on_a_phone_the_menu_opens_where_it_is_called(workplace: Workplace) -> None:
    page = workplace.open("陈编辑", "editor", size=PHONE)
    menu = page.get_by_role("navigation", name="主菜单")
    expect(menu).to_be_hidden()
    page.get_by_role("link", name="菜单", exact=True).click()
    expect(menu).to_be_visible()
    page.get_by_role("link", name="收起菜单").click()
    expect(menu).to_be_hidden()
    page.get_by_role("link", name="菜单", exact=True).click()
    menu.get_by_role("link", name="未命中").click()
    expect(page.get_by_role("heading", name="未命中")).to_be_visible()
    expect(menu).to_be_hidden()
