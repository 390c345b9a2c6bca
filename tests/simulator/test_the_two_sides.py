"""The simulator and the product were written apart: here each must understand the other."""

import os
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import pytest

from bot import events, messages
from bot.wire import account as desk_account
from bot.wire.push import Push as OpenedPush
from bot.wire.push import open_push
from bot.wire.reply import seal_reply
from simulator import pushes
from simulator.platform import Platform
from simulator.pushes import Push
from simulator.residents import make_starters
from simulator.transport import Transport
from tests.simulator.desk import AES_KEY, NOON, TARGET, Clock, make_account

MODES: tuple[desk_account.Mode, ...] = ("plain", "compatible", "safe")
POPUP = [("T1", "accept"), ("T2", "reject")]
ALL_PUSHES: list[tuple[Push, type[messages.Incoming]]] = [
    (pushes.text("楼道灯坏了 ]]> <&"), messages.TextMessage),
    (pushes.menu_click("报修", "1"), messages.TextMessage),
    (pushes.image("media", "http://127.0.0.1/p"), messages.ImageMessage),
    (pushes.voice("media"), messages.VoiceMessage),
    (pushes.video("media", "thumb"), messages.VideoMessage),
    (pushes.video("media", "thumb", short=True), messages.VideoMessage),
    (pushes.location(31.2, 121.4, "村口"), messages.LocationMessage),
    (pushes.link("文章", "说明", "https://example.org"), messages.LinkMessage),
    (pushes.other("file", Title="a.pdf"), messages.UnknownMessage),
    (pushes.subscribe(), events.Subscribe),
    (pushes.subscribe("xingfu-1"), events.Subscribe),
    (pushes.unsubscribe(), events.Unsubscribe),
    (pushes.scan("xingfu-1"), events.Scan),
    (pushes.menu_key("report"), events.Click),
    (pushes.menu_view("https://example.org"), events.View),
    (pushes.position(31.2, 121.4), events.LocationReport),
    (pushes.scanned_code("scan", "hello"), events.ScanCode),
    (pushes.scanned_code("scan", "hello", waits=False), events.ScanCode),
    (pushes.menu_pictures("pic_weixin", "photo", ["0" * 32, "1" * 32]), events.PictureEvent),
    (pushes.menu_location("where", 31.2, 121.4, "村口"), events.LocationSelect),
    (pushes.template_sent(123456789), events.TemplateSent),
    (pushes.subscription_popup(POPUP), events.ConsentChanged),
    (
        pushes.subscription_popup(POPUP[:1], name="subscribe_msg_change_event"),
        events.ConsentChanged,
    ),
    (pushes.human_session("kf_create_session", "agent@desk"), events.HumanSession),
    (pushes.human_session("kf_close_session", "agent@desk"), events.HumanSession),
    (pushes.event("annual_renew", ExpiredTime=int(NOON)), events.AccountNotice),
    (pushes.event("debug_demo"), events.UnknownEvent),
]


def product(mode: desk_account.Mode, opened: list[OpenedPush]) -> Transport:
    """The product's reading and answering, as far as the wire goes."""
    account = desk_account.Account("wx0123456789abcdef", "token", AES_KEY, mode=mode)

    def send(url: str, _: Mapping[str, str], body: bytes | None, __: float) -> tuple[int, bytes]:
        push = open_push(dict(parse_qsl(urlsplit(url).query)), body or b"", account, NOON)
        opened.append(push)
        reply = messages.TextReply("收到 ]]> <b>，谢谢")
        return 200, seal_reply(reply, push, account, now=NOON, random=os.urandom)

    return send


@pytest.mark.parametrize("mode", MODES)
def test_the_product_reads_every_push_and_the_platform_shows_its_reply(
    mode: desk_account.Mode,
) -> None:
    opened: list[OpenedPush] = []
    account = make_account(mode)
    platform = Platform(
        account,
        TARGET,
        transport=product(mode, opened),
        residents=make_starters(account.appid),
        clock=Clock(),
    )
    openid = platform.residents[0].openid
    for push, kind in ALL_PUSHES:
        exchange = platform.send(openid, push)
        message = opened[-1].message
        assert type(message) is kind, push.name
        assert message.sender == openid
        shown = [item.text for item in platform.replies_to(exchange)]
        assert shown == (["收到 ]]> <b>，谢谢"] if push.answerable else []), push.name
        assert exchange.outcome == ("answered" if message.may_answer else "silent"), push.name


def test_what_a_resident_typed_arrives_as_it_was_typed() -> None:
    opened: list[OpenedPush] = []
    account = make_account()
    platform = Platform(account, TARGET, transport=product("safe", opened), clock=Clock())
    for words in ("３号楼２单元", "😀 ]]> &amp; <a>", "一\n二", "a" * 600):
        platform.send(platform.residents[0].openid, pushes.text(words))
        message = opened[-1].message
        assert isinstance(message, messages.TextMessage)
        assert message.text == words
