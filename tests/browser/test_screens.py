"""Small and large screens, large text, the keyboard, contrast."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.street import Street

pytestmark = pytest.mark.browser

# The relative luminance of WCAG 2 for every piece of text on the page, against what is behind it.
CONTRASTS = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *:not(svg *)")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push([element.textContent.trim().slice(0, 20), ratio.toFixed(2)]);
  }
  return found;
}"""


def overflows(page: Page) -> bool:
    """Whether anything must be scrolled sideways."""
    width = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(width))


def test_four_phones_stand_side_by_side_on_an_office_screen(street: Street) -> None:
    boxes = [street.phone(name).bounding_box() for name in ("王阿姨", "小张", "老李", "路人")]
    assert len({round(box["y"]) for box in boxes if box}) == 1
    assert all(box and box["y"] + box["height"] <= 768 for box in boxes)
    assert not overflows(street.page)


def test_a_small_screen_shows_one_phone_and_tabs(street: Street) -> None:
    street.page.set_viewport_size({"width": 390, "height": 844})
    expect(street.phone("王阿姨")).to_be_visible()
    expect(street.phone("小张")).to_be_hidden()
    street.page.get_by_role("tab", name="小张").click()
    expect(street.phone("小张")).to_be_visible()
    expect(street.phone("王阿姨")).to_be_hidden()
    expect(street.say("小张", "你好")).to_contain_text("收到text：你好")
    box = street.phone("小张").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 844
    assert not overflows(street.page)


def test_the_tabs_follow_the_arrow_keys_and_carry_the_badge(street: Street) -> None:
    street.page.set_viewport_size({"width": 390, "height": 844})
    street.push("小张", "师傅明天上门")
    tab = street.page.get_by_role("tab", name="小张")
    expect(tab.locator(".badge")).to_have_text("1")
    street.page.get_by_role("tab", name="王阿姨").focus()
    street.page.keyboard.press("ArrowRight")
    expect(tab).to_be_focused()
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(tab.locator(".badge")).to_be_hidden()


@pytest.mark.parametrize("width", [1366, 390])
def test_text_of_200_percent_loses_nothing(street: Street, width: int) -> None:
    street.page.set_viewport_size({"width": width, "height": 768})
    street.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not overflows(street.page)
    expect(street.say("王阿姨", "你好")).to_contain_text("收到text：你好")


def test_everything_can_be_done_with_the_keyboard(street: Street) -> None:
    box = street.phone("王阿姨").get_by_label("替王阿姨说一句")
    box.focus()
    street.page.keyboard.type("灯坏了")
    street.page.keyboard.press("Enter")
    link = street.phone("王阿姨").get_by_role("button", name="登记", exact=True)
    link.focus()
    street.page.keyboard.press("Enter")
    expect(street.phone("王阿姨")).to_contain_text("工单编号")


def test_all_text_stands_out_from_what_is_behind_it(street: Street) -> None:
    street.say("王阿姨", "灯坏了")
    street.say("路人", "乱")
    expect(street.phone("路人").locator(".line.failed")).to_be_visible()
    street.push("小张", "师傅明天上门")
    expect(street.phone("小张").locator(".badge")).to_be_visible()
    assert street.page.evaluate(CONTRASTS) == []
    street.page.get_by_role("button", name="故障").click()
    assert street.page.evaluate(CONTRASTS) == []


def test_every_control_has_a_name(street: Street) -> None:
    unnamed = """() => [...document.querySelectorAll("button, input, select")]
      .filter((each) => each.checkVisibility())
      .filter((each) => !(each.textContent.trim() || each.ariaLabel || each.labels?.length))
      .map((each) => each.outerHTML)"""
    for name in ("照片", "位置", "更多"):
        street.phone("老李").get_by_role("button", name=name, exact=True).click()
        assert street.page.evaluate(unnamed) == []


def test_nothing_comes_from_elsewhere_and_nothing_stands_inline(street: Street) -> None:
    asked: list[str] = []
    street.page.on("request", lambda request: asked.append(request.url))
    street.open()
    assert asked
    assert all(url.startswith(street.url) for url in asked)
    html = street.page.request.get(street.url).text()
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick" not in html
