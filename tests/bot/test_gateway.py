"""Calls to WeChat end in time, with what was asked for or an error that says what to do."""

import io
import logging
import threading

import pytest

from bot.gateway import errors
from bot.gateway.client import Gateway, OneTimeNotice
from bot.gateway.errors import MEANINGS, WeChatError, from_answer
from tests.bot.gateways import APPID, SECRET, SEND, WANG, fails, make_gateway, refuse
from tests.bot.wechat_server import OK, Act, Cut, WeChatServer


def test_a_text_reaches_wechat_with_a_stable_token(gateway: Gateway, wechat: WeChatServer) -> None:
    gateway.send_text(WANG, "楼道灯\x0b已修好")
    gateway.send_text(WANG, "再见")
    assert [asked.path for asked in wechat.asked] == ["stable_token", SEND, SEND]
    assert wechat.asked[0].body == {
        "grant_type": "client_credential",
        "appid": APPID,
        "secret": SECRET,
    }
    assert wechat.asked[1].query == {"access_token": "token-1"}
    assert wechat.asked[1].body == {
        "touser": WANG,
        "msgtype": "text",
        "text": {"content": "楼道灯已修好"},
    }


def test_a_one_time_notice_fits_wechats_limits(gateway: Gateway, wechat: WeChatServer) -> None:
    notice = OneTimeNotice(
        "t-1", 7, "您的报修已经办结请您来评价一下吧", "好" * 201, "https://h.example/"
    )
    gateway.send_one_time_notice(WANG, notice)
    body = wechat.calls("message/template/subscribe")[0].body
    assert (body["scene"], body["template_id"], body["url"]) == ("7", "t-1", notice.url)
    assert (len(body["title"]), body["title"][-1]) == (15, "…")
    assert len(body["data"]["content"]["value"]) == 200


def test_a_user_is_told_apart_from_a_stranger(gateway: Gateway, wechat: WeChatServer) -> None:
    wechat.behave = lambda _: {
        "subscribe": 1,
        "openid": WANG,
        "subscribe_time": 5,
        "qr_scene_str": "house-3",
    }
    user = gateway.user_info(WANG)
    assert (user.follows, user.followed_at, user.scene) == (True, 5, "house-3")
    wechat.behave = lambda _: {"subscribe": 0, "openid": WANG}
    assert not gateway.user_info(WANG).follows
    wechat.behave = lambda _: {}
    assert type(fails(lambda: gateway.user_info(WANG))) is errors.NoAnswer


def test_a_menu_is_published_as_it_is(gateway: Gateway, wechat: WeChatServer) -> None:
    menu = {"button": [{"type": "click", "name": "报修", "key": "report"}]}
    gateway.publish_menu(menu)
    assert wechat.calls("menu/create")[0].body == menu


def test_a_lasting_code_of_a_scene_comes_as_an_address(
    gateway: Gateway, wechat: WeChatServer
) -> None:
    url = "http://weixin.qq.com/q/kZgfwMTm72WWPkovabbI"
    wechat.behave = lambda _: {"ticket": "gQH", "url": url}
    assert gateway.make_code("xingfu-1-b3") == url
    assert wechat.calls("qrcode/create")[0].body == {
        "action_name": "QR_LIMIT_STR_SCENE",
        "action_info": {"scene": {"scene_str": "xingfu-1-b3"}},
    }
    wechat.behave = lambda _: {"ticket": "gQH"}
    assert type(fails(lambda: gateway.make_code("x"))) is errors.NoAnswer


@pytest.mark.parametrize(
    ("code", "kind"), [(code, kind) for kind, codes in MEANINGS.items() for code in codes]
)
def test_every_known_refusal_says_what_to_do(
    gateway: Gateway, wechat: WeChatServer, code: int, kind: type[WeChatError]
) -> None:
    wechat.behave = refuse(code)
    error = fails(lambda: gateway.send_text(WANG, "您好"))
    assert type(error) is kind
    assert (error.errcode, error.rid) == (code, "5f2b1c00-1234abcd-77")
    assert "203.0.113.9" in error.detail


def test_an_unknown_refusal_keeps_its_number(gateway: Gateway, wechat: WeChatServer) -> None:
    wechat.behave = refuse(99999)
    error = fails(lambda: gateway.send_text(WANG, "您好"))
    assert (type(error), error.errcode) == (WeChatError, 99999)


def test_no_number_means_two_things() -> None:
    codes = [code for codes in MEANINGS.values() for code in codes]
    assert len(codes) == len(set(codes))


def test_a_refusal_without_words_is_still_one() -> None:
    assert from_answer(40164, None, ()).rid == ""


def test_a_refused_token_is_replaced_once(gateway: Gateway, wechat: WeChatServer) -> None:
    wechat.behave = lambda asked: (
        OK if asked.query["access_token"] == "token-2" else {"errcode": 42001}
    )
    gateway.send_text(WANG, "您好")
    assert (wechat.tokens, len(wechat.calls(SEND))) == (2, 2)
    assert gateway.token() == "token-2"


def test_a_token_refused_forever_costs_two_calls(gateway: Gateway, wechat: WeChatServer) -> None:
    wechat.behave = refuse(40001)
    assert type(fails(lambda: gateway.send_text(WANG, "您好"))) is errors.TokenRejected
    assert (wechat.tokens, len(wechat.calls(SEND))) == (2, 2)


def test_a_busy_wechat_is_asked_again_after_each_pause(
    gateway: Gateway, wechat: WeChatServer, slept: list[float]
) -> None:
    wechat.behave = refuse(-1)
    assert type(fails(lambda: gateway.send_text(WANG, "您好"))) is errors.Busy
    assert (len(wechat.calls(SEND)), slept) == (3, [0.1, 0.2])
    wechat.behave = lambda _: OK if len(wechat.calls(SEND)) == 5 else {"errcode": -1}
    gateway.send_text(WANG, "您好")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"errcode": 40164}, errors.Misconfigured),
        ({"errcode": 40001, "errmsg": f"invalid secret {SECRET}"}, errors.Misconfigured),
        ({"errcode": 40125, "errmsg": "invalid appsecret"}, errors.Misconfigured),
        ({"errcode": 45011, "errmsg": "api minute-quota reach limit"}, errors.TooFast),
        ({"access_token": ""}, errors.NotSent),
        ({"access_token": None}, errors.NotSent),
    ],
)
def test_a_refused_secret_is_a_matter_for_the_operator(
    gateway: Gateway, wechat: WeChatServer, answer: Act, kind: type[WeChatError]
) -> None:
    wechat.token = lambda _: answer
    assert type(fails(lambda: gateway.send_text(WANG, "您好"))) is kind
    assert not wechat.calls(SEND)


def test_a_busy_token_desk_is_asked_again(gateway: Gateway, wechat: WeChatServer) -> None:
    wechat.token = lambda number: (
        {"errcode": -1} if number < 3 else {"access_token": "token-3", "expires_in": 7200}
    )
    gateway.send_text(WANG, "您好")
    assert wechat.tokens == 3


def test_no_address_gets_into_a_log(gateway: Gateway, wechat: WeChatServer) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        gateway.send_text(WANG, "您好")
        wechat.behave = lambda _: Cut()
        fails(lambda: gateway.send_text(WANG, "您好"))
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
    assert not any(part in written.getvalue() for part in (SECRET, "token-1", WANG))


def test_many_at_once_on_a_cold_store_fetch_one_token(wechat: WeChatServer) -> None:
    gateway = make_gateway(wechat.url)
    failed: list[Exception] = []

    def send() -> None:
        try:
            gateway.send_text(WANG, "您好")
        except WeChatError as error:
            failed.append(error)

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (failed, wechat.tokens, len(wechat.calls(SEND))) == ([], 1, 20)
