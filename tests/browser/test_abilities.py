"""What an account of full rights can do and a visitor can try: codes, bursts, a talk, a notice."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.street import Street
from tests.browser.test_screens import CONTRASTS, overflows

pytestmark = pytest.mark.browser


def more(street: Street, nickname: str, name: str) -> Locator:
    """Press something under 更多; the phone."""
    phone = street.phone(nickname)
    phone.get_by_role("button", name="更多", exact=True).click()
    phone.get_by_role("button", name=name).click()
    return phone


def console(street: Street, *, online: bool = True) -> Locator:
    """Open WeChat's customer service and sign in."""
    street.page.get_by_role("button", name="客服台").click()
    drawer = street.page.get_by_role("dialog", name="客服台")
    drawer.get_by_label("小李在线").set_checked(online)
    return drawer


def test_a_code_that_the_account_made_hangs_on_the_wall(street: Street) -> None:
    scene = {"scene": {"scene_str": "xingfu-9"}}
    made = street.platform.codes.create({"action_name": "QR_LIMIT_STR_SCENE", "action_info": scene})
    street.platform.chat.touch()
    phone = more(street, "路人", "扫一扫")
    street.page.get_by_role("button", name="扫公众号生成的码（xingfu-9）").click()
    expect(phone.locator(".bubble")).to_have_count(2)
    assert made.ticket in street.platform.chat.exchanges(street.openid("路人"))[0].plain


def test_several_messages_leave_before_the_first_is_answered(street: Street) -> None:
    phone = more(street, "小张", "连发几条")
    dialog = street.page.get_by_role("dialog", name="连发几条")
    dialog.get_by_label("一行一条").fill("漏水了\n\n 滴到床上 ")
    dialog.get_by_label("再加照片").select_option("1 张")
    dialog.get_by_role("button", name="一起发").click()
    expect(phone).to_contain_text("收到image")
    sent = phone.locator(".bubble.mine")
    expect(sent).to_have_count(3)
    expect(sent.nth(1)).to_contain_text("滴到床上")
    more(street, "小张", "连发几条")
    dialog.get_by_role("button", name="不发了").click()
    expect(sent).to_have_count(3)


def test_several_photos_chosen_are_sent_together(street: Street) -> None:
    phone = street.phone("老李")
    phone.get_by_role("button", name="照片").click()
    chosen = [
        {"name": f"{number}.gif", "mimeType": "image/gif", "buffer": b"GIF89a" + bytes(20)}
        for number in range(3)
    ]
    phone.get_by_label("从相册选").set_input_files(chosen)  # type: ignore[arg-type]
    expect(phone.get_by_role("img", name="照片")).to_have_count(3)


def test_a_person_is_asked_for_comes_talks_and_goes(street: Street) -> None:
    phone = street.say("老李", "人工")
    expect(phone).to_contain_text("已转给人工客服，排队中")
    expect(street.page.locator("#agents-count")).to_have_text("1")
    drawer = console(street, online=False)
    drawer.get_by_role("button", name="接待").click()
    expect(drawer.get_by_role("status")).to_have_text("小李还没上线")
    drawer.get_by_label("小李在线").check()
    drawer.get_by_role("button", name="接待").click()
    talk = drawer.get_by_role("region", name="和老李的谈话")
    expect(talk).to_contain_text("人工")
    talk.get_by_label("对老李说").fill("您好，我是小李")
    street.page.keyboard.press("Enter")
    street.page.keyboard.press("Escape")
    expect(phone.locator(".bubble.agent")).to_contain_text("客服 小李")
    expect(phone.locator(".bubble.agent")).to_contain_text("您好，我是小李")
    bubbles = phone.locator(".bubble")
    count = bubbles.count()
    street.say("老李", "电梯坏了")
    expect(bubbles).to_have_count(count + 1)
    drawer = console(street)
    expect(talk).to_contain_text("电梯坏了")
    talk.get_by_role("button", name="结束").click()
    expect(talk).to_have_count(0)
    street.page.keyboard.press("Escape")
    expect(street.say("老李", "谢谢")).to_contain_text("收到text：谢谢")
    events = [each.name for each in street.platform.chat.exchanges(street.openid("老李"))]
    assert {"kf_create_session", "kf_close_session"} <= set(events)


def test_a_notice_arrives_as_a_card(street: Street) -> None:
    phone = street.say("王阿姨", "楼道灯坏了")
    phone.get_by_role("button", name="办结通知我").click()
    street.page.get_by_role("button", name="同意", exact=True).click()
    expect(phone).to_contain_text("已同意接收 1 条通知")
    street.notify("王阿姨", "工单办结", "楼道灯修好了")
    expect(phone.locator(".bubble.fresh")).to_contain_text("服务通知")
    expect(phone.locator(".bubble.fresh .card-title")).to_have_text("工单办结")


@pytest.mark.parametrize("width", [1366, 390])
def test_the_new_dialogs_fit_every_screen_and_can_be_read(street: Street, width: int) -> None:
    street.page.set_viewport_size({"width": width, "height": 844})
    street.say("王阿姨", "人工")
    for name in ("扫一扫", "连发几条"):
        more(street, "王阿姨", name)
        box = street.page.get_by_role("dialog", name=name).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert street.page.evaluate(CONTRASTS) == []
        street.page.keyboard.press("Escape")
    drawer = console(street)
    drawer.get_by_role("button", name="接待").click()
    expect(drawer.get_by_role("region", name="和王阿姨的谈话")).to_be_visible()
    assert street.page.evaluate(CONTRASTS) == []
    assert not overflows(street.page)


def test_more_neighbours_than_four_find_room(street: Street) -> None:
    for number in range(5):
        name = f"新邻居{number}"
        street.page.request.post(f"{street.url}/sim/residents", data={"nickname": name})
        expect(street.phone(name)).to_have_count(1)
    assert not overflows(street.page)
    street.page.set_viewport_size({"width": 390, "height": 844})
    street.page.get_by_role("tab", name="新邻居4").click()
    expect(street.phone("新邻居4")).to_be_visible()
    assert not overflows(street.page)
