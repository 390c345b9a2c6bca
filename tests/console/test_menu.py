"""The admin changes the menu, sees it as on the phone, and gives it to WeChat."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot.gateway.errors import BadContent, Busy, Misconfigured, NoAnswer, WeChatError
from community.menu import MenuKey, to_wechat
from handlers.menu import SHIPPED
from tests.console.conftest import MakeOffice
from tests.console.faq import words
from tests.console.office import Desk, Office
from worker.kinds import functions
from worker.tasks import do_next

OWN = {
    "name_0": "找我们",
    "does_0": "人工",
    "name_2": "报事",
    "name_2_1": "报修",
    "does_2_1": "报修",
}


def admin(office: Office, name: str = "老周") -> Desk:
    return office.signed_in(name, "admin")


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """An office whose account may have a menu."""
    return make_office(wechat_can="menu")


def work(office: Office, publish: Callable[[Mapping[str, Any]], None] | None) -> None:
    """The worker does what was asked of it, with that way to WeChat."""
    while do_next(office.sessions, functions(None, publish), clock=lambda: office.now):
        pass


def test_a_menu_is_changed_and_published(office: Office) -> None:
    desk = admin(office)
    sent: list[Mapping[str, Any]] = []
    looked = words(desk.post("/menu/live", **OWN).text)
    assert looked.endswith("找我们 报修 报事")
    assert desk.post("/menu/", **OWN, version="0").status_code == 303
    assert "还没有从这里发布过" in desk.get("/menu/").text
    assert desk.post("/menu/publish").status_code == 303
    assert "正在发布" in desk.get("/menu/").text
    assert "正在发布，请等一会儿" in desk.post("/menu/publish").text
    work(office, sent.append)
    assert sent[0]["button"][0] == {"type": "click", "name": "找我们", "key": "人工"}
    assert sent[0]["button"][1]["sub_button"][0]["key"] == "报修"
    assert "居民手机上就是这一版" in desk.get("/menu/").text
    desk.post("/menu/shipped")
    assert "和保存的不一样" in desk.get("/menu/").text
    desk.post("/menu/publish")
    work(office, sent.append)
    assert sent[1] == to_wechat(SHIPPED)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Misconfigured(48001), "微信不让这个公众号改菜单，没有发布。请把错误号 48001 告诉运维。"),
        (BadContent(40018), "微信没有收下这个菜单"),
        (NoAnswer(), "微信没有回应，不知道发布了没有"),
        (Busy(-1), "微信现在没空"),
        (None, "还没有连上微信"),
    ],
)
def test_why_wechat_did_not_take_it_is_said(
    office: Office, error: WeChatError | None, sentence: str
) -> None:
    def refuse(menu: Mapping[str, Any]) -> None:
        assert menu
        assert error
        raise error

    desk = admin(office)
    desk.post("/menu/publish")
    work(office, refuse if error else None)
    page = desk.get("/menu/").text
    assert sentence in page
    assert "发布保存的菜单" in page, "it can be tried again"


def test_an_account_without_a_menu_is_told_so(quick_office: Office) -> None:
    desk = admin(quick_office)
    page = desk.get("/menu/").text
    assert ("WECHAT_CAN 里没有 menu" in page, "发布保存的菜单" in page) == (True, False)
    answer = desk.post("/menu/publish")
    assert (answer.status_code, "WECHAT_CAN 里没有 menu" in answer.text) == (403, True)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(office: Office) -> None:
    wrong = {**OWN, "name_2_1": "这个名字实在太长了啊"}
    answer = admin(office).post("/menu/", **wrong, version="0")
    assert answer.status_code == 400
    assert 'id="name_2_1-error"' in answer.text
    assert 'value="找我们"' in answer.text
    assert "这个名字实在太长了啊" in answer.text


def test_two_admins_never_overwrite_each_other_unseen(office: Office) -> None:
    zhou, wu = admin(office), admin(office, "老吴")
    theirs = {"name_0": "老吴的", "does_0": "人工", "version": "0"}
    assert wu.post("/menu/", **theirs).status_code == 303
    stale = zhou.post("/menu/", **OWN, version="0")
    assert stale.status_code == 409
    assert "现在存着的（老吴" in stale.text
    assert 'value="找我们"' in stale.text
    assert zhou.post("/menu/", **OWN, version="1").status_code == 303


def test_who_works_in_one_area_changes_nothing(office: Office) -> None:
    local = office.signed_in("小赵", "admin", area="xingfuli")
    assert local.post("/menu/", **OWN, version="0").status_code == 403
    assert local.post("/menu/shipped").status_code == 403
    assert MenuKey("找我们", does="人工") not in SHIPPED
