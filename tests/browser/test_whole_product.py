"""A morning on the phone page of the whole product, its account allowed everything."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from cases.workflow import Step
from cli.secret_file import find_secrets
from tests.browser import stories
from tests.browser.product import Product, Visit, number_in, started

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product, started once for all of these tests."""
    with started(tmp_path_factory.mktemp("whole") / "data") as product:
        yield product


@pytest.fixture
def visit(page: Page, product: Product) -> Iterator[Visit]:
    """The phone page, open."""
    yield Visit(page, product).open()
    page.goto("about:blank")  # The page must not see its server go.


def test_questions_in_residents_own_words_are_answered(visit: Visit) -> None:
    stories.questions_are_answered(visit)


def test_an_ambiguous_question_is_settled_by_digit_and_by_click(visit: Visit) -> None:
    stories.a_choice_is_made_by_digit_and_by_click(visit)


def test_a_report_is_followed_from_its_photo_to_its_update(visit: Visit, product: Product) -> None:
    said = stories.a_report_gets_place_and_photo(visit, "王阿姨")
    number = number_in(said)
    assert "发“进度”可查" not in said
    assert f"{number}：路灯不亮\n状态：等待受理" in visit.says("王阿姨", "进度")
    product.waits_for_photos(number, "saved")
    visit.looks_at("老李")
    product.step(number, "accept")
    assert "已受理" in visit.hears("王阿姨", number)
    expect(visit.badge("王阿姨")).to_have_text("1")
    visit.looks_at("王阿姨")
    expect(visit.badge("王阿姨")).to_be_hidden()
    assert "状态：已受理" in visit.says("王阿姨", "进度")
    stories.a_stranger_learns_nothing(visit, number)


def test_a_photo_that_wechat_refuses_is_owned_up_to(visit: Visit, product: Product) -> None:
    number = number_in(visit.says("小张", "报修 路灯不亮"))
    visit.says("小张", "0")
    visit.switches("照片和语音取不到了", on=True)
    visit.sends_photo("小张")
    assert "没能保存" in visit.hears("小张", number)
    visit.switches("照片和语音取不到了", on=False)
    assert product.photos(number) == ["refused"]
    assert product.timeline(number)[-2:] == [Step.ATTACH, Step.LOSE_MEDIA]


def test_the_menu_under_the_chat_is_understood(visit: Visit) -> None:
    phone, heard = visit.phone("路人"), visit.bubbles("路人").count()
    phone.get_by_role("button", name="更多", exact=True).last.click()
    phone.get_by_role("button", name="怎么用").click()
    expect(visit.bubbles("路人").nth(heard)).to_contain_text("进度：看办到哪一步")


def test_the_printed_staff_open_the_console(page: Page, product: Product) -> None:
    kept = find_secrets(product.linli.folder)
    assert kept
    door = f"http://127.0.0.1:{product.linli.port}/console/"
    for name, words in (("示例编辑", "示例编辑，您好"), ("示例管理员", "动态验证码")):
        page.goto(door)
        page.get_by_label("姓名").fill(name)
        page.get_by_label("密码").fill(kept["staff_password"])
        page.get_by_role("button", name="登录").click()
        expect(page.locator("main")).to_contain_text(words)
        page.get_by_role("button", name="退出").click()
        expect(page.get_by_text("您已退出登录")).to_be_visible()
    page.goto("about:blank")
