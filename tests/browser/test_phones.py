"""The phones: what a visitor can do on them, and what comes back."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulator.media import make_photo
from simulator.platform import FAILURE_LINE
from tests.browser.street import WICKED, Street

pytestmark = pytest.mark.browser


def test_four_neighbours_are_greeted(street: Street) -> None:
    for nickname in ("王阿姨", "小张", "老李", "路人"):
        expect(street.phone(nickname)).to_contain_text("您好，我是邻里。")
    expect(street.page.get_by_role("status").first).to_have_text("已接通，安全模式")


def test_a_typed_question_is_answered_on_that_phone_alone(street: Street) -> None:
    phone = street.say("小张", "居住证怎么办")
    expect(phone.locator(".bubble.mine")).to_contain_text("居住证怎么办")
    expect(phone).to_contain_text("收到text：居住证怎么办")
    expect(phone.get_by_label("替小张说一句")).to_have_value("")
    expect(street.phone("王阿姨")).not_to_contain_text("居住证")


def test_a_hint_is_sent_with_one_click(street: Street) -> None:
    phone = street.phone("老李")
    phone.get_by_role("button", name="电梯又停了").click()
    expect(phone).to_contain_text("收到text：电梯又停了")


def test_a_link_that_speaks_sends_its_words_and_the_lamp_goes_on(street: Street) -> None:
    phone = street.say("王阿姨", "楼道灯坏了")
    expect(street.page.locator("body.lamp-told")).to_have_count(0)
    phone.get_by_role("button", name="登记", exact=True).click()
    expect(phone.locator(".bubble.mine").last).to_contain_text("登记路灯")
    expect(phone).to_contain_text("工单编号 20261122-0007")
    expect(street.page.locator("body.lamp-told")).to_have_count(1)
    street.push("王阿姨", "您的工单 20261122-0007 已受理")
    expect(street.page.locator("body.lamp-mended")).to_have_count(1)
    street.push("王阿姨", "您的工单 20261122-0007 已办结")
    expect(street.page.locator("body.lamp-on")).to_have_count(1)


def test_a_web_link_opens_elsewhere_and_a_script_is_no_link(street: Street) -> None:
    phone = street.say("王阿姨", "楼道灯坏了")
    link = phone.get_by_role("link", name="说明")
    expect(link).to_have_attribute("href", "https://example.org/lamp")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(phone).to_contain_text("别点")
    expect(phone.get_by_role("link", name="别点")).to_have_count(0)


def test_words_of_others_never_become_markup(street: Street) -> None:
    phone = street.say("路人", "坏")
    expect(phone.locator(".bubble").last).to_contain_text(WICKED)
    phone = street.say("路人", WICKED)
    expect(phone.locator(".bubble.mine").last).to_contain_text(WICKED)
    expect(phone.locator(".chat img")).to_have_count(0)
    expect(street.page).to_have_title("幸福社区：居民的手机")


def test_a_drawn_photo_and_a_chosen_one_are_sent(street: Street, tmp_path: Path) -> None:
    phone = street.phone("老李")
    phone.get_by_role("button", name="照片").click()
    phone.get_by_role("button", name="拍一张楼道灯").click()
    expect(phone).to_contain_text("收到image")
    expect(phone.get_by_role("img", name="照片")).to_have_js_property("naturalWidth", 480)
    mine = tmp_path / "lamp.jpg"
    mine.write_bytes(make_photo(1))
    phone.get_by_role("button", name="照片").click()
    phone.get_by_label("从相册选").set_input_files(mine)
    expect(phone.get_by_role("img", name="照片")).to_have_count(2)


def test_a_photo_over_two_megabytes_is_refused_with_a_sentence(
    street: Street, tmp_path: Path
) -> None:
    large = tmp_path / "large.jpg"
    large.write_bytes(b"\xff\xd8\xff" + bytes(2 << 20))
    phone = street.phone("老李")
    phone.get_by_role("button", name="照片").click()
    phone.get_by_label("从相册选").set_input_files(large)
    expect(phone).to_contain_text("照片超过 2 MB，请换一张小的")


def test_a_voice_and_a_place_are_sent(street: Street) -> None:
    phone = street.phone("王阿姨")
    phone.get_by_role("button", name="语音").click()
    phone.get_by_role("button", name="没认出字的").click()
    expect(phone).to_contain_text("收到voice")
    phone.get_by_role("button", name="语音").click()
    phone.get_by_role("button", name="楼道灯不亮了").click()
    expect(phone.locator(".sound")).to_have_count(2)
    newest = street.platform.chat.exchanges(street.openid("王阿姨"))[0]
    assert "<Recognition><![CDATA[楼道灯不亮了]]></Recognition>" in newest.plain
    phone.get_by_role("button", name="位置").click()
    phone.get_by_role("button", name="幸福里 3 号楼 2 单元").click()
    expect(phone).to_contain_text("收到location")
    expect(phone.locator(".bubble.mine .place")).to_have_text("幸福里 3 号楼 2 单元")


def test_leaving_and_coming_back(street: Street) -> None:
    phone = street.phone("路人")
    phone.get_by_role("button", name="更多").click()
    phone.get_by_role("button", name="取消关注").click()
    expect(phone.get_by_label("替路人说一句")).to_be_hidden()
    phone.get_by_role("button", name="重新关注公众号").click()
    expect(phone.get_by_label("替路人说一句")).to_be_visible()
    expect(phone.locator(".bubble")).to_have_count(2)


def test_a_code_on_the_wall_is_scanned(street: Street) -> None:
    phone = street.phone("路人")
    phone.get_by_role("button", name="更多").click()
    phone.get_by_role("button", name="扫一扫").click()
    wall = street.page.get_by_role("dialog", name="扫一扫")
    expect(wall.locator("img").first).to_have_js_property("complete", value=True)
    wall.get_by_role("button", name="扫幸福里东区的码（xingfu-1）").click()
    expect(phone.locator(".bubble")).to_have_count(2)
    newest = street.platform.chat.exchanges(street.openid("路人"))[0]
    assert newest.name == "SCAN"
    assert "xingfu-1" in newest.plain


def test_a_message_that_comes_by_itself_raises_the_badge_until_it_is_looked_at(
    street: Street,
) -> None:
    street.say("小张", "你好")
    street.phone("王阿姨").get_by_label("替王阿姨说一句").focus()
    street.push("小张", "师傅明天上门")
    phone = street.phone("小张")
    expect(phone.locator(".badge")).to_have_text("1")
    expect(phone.locator(".bubble.fresh")).to_contain_text("师傅明天上门")
    phone.get_by_label("替小张说一句").focus()
    expect(phone.locator(".badge")).to_be_hidden()


def test_agreeing_to_a_notice_is_asked_first(street: Street) -> None:
    phone = street.say("王阿姨", "楼道灯坏了")
    wang = street.openid("王阿姨")
    phone.get_by_role("button", name="办结通知我").click()
    street.page.get_by_role("button", name="不用了").click()
    assert street.platform.get_resident(wang).consents == {}
    phone.get_by_role("button", name="办结通知我").click()
    street.page.get_by_role("button", name="同意", exact=True).click()
    expect(phone).to_contain_text("已同意接收 1 条通知")
    assert street.platform.get_resident(wang).consents == {"7 T1": 1}


def test_a_broken_reply_shows_the_line_that_wechat_shows(street: Street) -> None:
    phone = street.say("路人", "乱")
    expect(phone.locator(".line.failed")).to_have_text(FAILURE_LINE)


def test_the_menu_of_the_account_stands_on_every_phone(street: Street) -> None:
    key = {"type": "click", "name": "报修", "key": "report"}
    more = [{"type": "click", "name": "进度", "key": "status"}, {**key, "name": "催办"}]
    street.platform.set_menu({"button": [key, {"name": "更多事", "sub_button": more}]})
    phone = street.phone("小张")
    phone.get_by_role("button", name="报修", exact=True).click()
    expect(phone.locator(".bubble")).to_have_count(2)
    expect(phone.locator(".sub")).to_be_hidden()
    opener = phone.get_by_role("button", name="更多事")
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    street.page.keyboard.press("Escape")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(opener).to_be_focused()
    opener.click()
    phone.locator(".sub").get_by_role("button", name="进度").click()
    expect(phone.locator(".bubble")).to_have_count(3)
    newest = street.platform.chat.exchanges(street.openid("小张"))[0]
    assert "<EventKey><![CDATA[status]]></EventKey>" in newest.plain
    street.platform.set_menu({})
    expect(phone.get_by_role("group", name="公众号菜单")).to_be_hidden()


def test_chats_are_still_there_after_loading_the_page_again(street: Street) -> None:
    expect(street.say("小张", "你好")).to_contain_text("收到text：你好")
    street.open()
    expect(street.phone("小张")).to_contain_text("收到text：你好")
