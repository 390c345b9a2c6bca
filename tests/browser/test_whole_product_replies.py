"""The same morning where the account may do nothing but reply: WECHAT_CAN is set and empty."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from cases.workflow import Step
from tests.browser import stories
from tests.browser.product import Product, Visit, number_in, started

pytestmark = pytest.mark.browser
ONCE = "发“进度”可查"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product, started once for all of these tests."""
    with started(tmp_path_factory.mktemp("replies") / "data", {"WECHAT_CAN": ""}) as product:
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


def test_the_update_comes_first_thing_with_the_next_message(visit: Visit, product: Product) -> None:
    said = stories.a_report_gets_place_and_photo(visit, "王阿姨")
    number = number_in(said)
    assert ONCE in said
    assert f"{number}：路灯不亮\n状态：等待受理" in visit.says("王阿姨", "进度")
    # The bytes can only come from media/get: the secret is set, so it may be called.
    product.waits_for_photos(number, "saved")
    assert product.kept_files()
    product.step(number, "accept")
    first, _, rest = visit.says("王阿姨", "居住证怎么办").partition("\n\n")
    assert number in first
    assert "已受理" in first
    assert "居住登记" in rest
    assert "已受理" not in visit.says("王阿姨", "谢谢")
    expect(visit.phone("王阿姨").locator(".bubble.fresh")).to_have_count(0)
    assert ONCE not in visit.says("王阿姨", "报修 楼下井盖坏了")
    stories.a_stranger_learns_nothing(visit, number)


def test_a_photo_that_wechat_refuses_is_owned_up_to(visit: Visit, product: Product) -> None:
    number = number_in(visit.says("小张", "报修 路灯不亮"))
    visit.says("小张", "0")
    visit.switches("照片和语音取不到了", on=True)
    visit.sends_photo("小张")
    product.waits_for_photos(number, "refused")
    visit.switches("照片和语音取不到了", on=False)
    assert product.timeline(number)[-2:] == [Step.ATTACH, Step.LOSE_MEDIA]
    first, _, rest = visit.says("小张", "谢谢").partition("\n\n")
    assert number in first
    assert "没能保存" in first
    assert "不客气" in rest
