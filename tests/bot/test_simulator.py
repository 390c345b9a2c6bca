"""The simulator, whose crypto and rules are its own, and our channel understand each other."""

import os
from collections.abc import Iterator

import pytest
from flask import Flask, request

from bot.gateway import errors
from bot.gateway.client import Gateway, OneTimeNotice
from bot.messages import Incoming, TextMessage, TextReply
from bot.wire.account import Account, Mode
from bot.wire.push import open_push
from bot.wire.reply import seal_reply
from bot.wire.signature import verify_url
from core.memory_store import MemoryStore
from simulator import pushes
from simulator.media import make_photo
from simulator.platform import Platform
from simulator.residents import make_starters
from simulator.server import make_app
from simulator.transport import wsgi_transport
from tests.simulator.desk import AES_KEY, NOON, SECRET, TARGET, TOKEN, Clock, make_account
from tests.simulator.desk import make_open_platform as make_scripted_platform
from tests.simulator.serving import serve

MODES: tuple[Mode, ...] = ("safe", "compatible", "plain")


def make_desk(mode: Mode, heard: list[Incoming]) -> Flask:
    """The smallest desk on our wire: says back what was said."""
    app = Flask(__name__)
    account = Account(make_account().appid, TOKEN, AES_KEY, mode=mode)

    @app.get("/wechat")
    def verify() -> str:
        return verify_url(request.args, TOKEN)

    @app.post("/wechat")
    def push() -> bytes:
        opened = open_push(request.args, request.get_data(), account, NOON)
        heard.append(opened.message)
        words = opened.message.text if isinstance(opened.message, TextMessage) else "您好"
        return seal_reply(TextReply(words), opened, account, now=NOON, random=os.urandom)

    return app


@pytest.mark.parametrize("mode", MODES)
def test_what_a_resident_says_comes_back_on_the_phone(mode: Mode) -> None:
    heard: list[Incoming] = []
    account = make_account(mode)
    platform = Platform(
        account,
        TARGET,
        transport=wsgi_transport(make_desk(mode, heard)),
        residents=make_starters(account.appid),
        clock=Clock(),
    )
    assert platform.verify()
    platform.greet()
    wang = platform.residents[0].openid
    for words in ("楼道灯坏了找谁", "a]]>b <Encrypt>x</Encrypt>", "👨‍👩‍👧", "好" * 600):
        exchange = platform.send(wang, pushes.text(words))
        assert [item.text for item in platform.replies_to(exchange)] == [words]
    assert {message.sender for message in heard} >= {wang}


@pytest.fixture
def platform() -> Platform:
    """A platform whose residents all follow; its clock stands still."""
    return make_scripted_platform()[0]


@pytest.fixture
def gateway(platform: Platform) -> Iterator[Gateway]:
    with serve(make_app(platform, sleep=lambda _: None)) as url:
        yield Gateway(
            platform.account.appid, SECRET, MemoryStore(), api_url=url, sleep=lambda _: None
        )


@pytest.fixture
def wang(platform: Platform) -> str:
    """王阿姨, who has just written."""
    openid = platform.residents[0].openid
    platform.send(openid, pushes.text("您好"))
    return openid


def inbox(platform: Platform, openid: str) -> list[str]:
    return [item.text for item in platform.chat.since(0, openid=openid)]


def test_an_update_arrives_on_the_phone(platform: Platform, gateway: Gateway, wang: str) -> None:
    gateway.send_text(wang, "您的工单已受理")
    assert inbox(platform, wang)[-1] == "您的工单已受理"


def test_a_revoked_token_costs_nothing_but_a_call(
    platform: Platform, gateway: Gateway, wang: str
) -> None:
    gateway.send_text(wang, "一")
    platform.tokens.revoke()
    gateway.send_text(wang, "二")
    assert inbox(platform, wang)[-2:] == ["一", "二"]


def test_a_closed_window_is_told_apart_from_a_spent_one(
    platform: Platform, gateway: Gateway, wang: str
) -> None:
    platform.faults.set("quota_full", 1)
    with pytest.raises(errors.WindowClosed) as caught:
        gateway.send_text(wang, "一")
    assert caught.value.errcode == 45047
    with pytest.raises(errors.Unreachable):
        gateway.send_text("oNobody", "一")
    platform.send(wang, pushes.unsubscribe())
    with pytest.raises(errors.Unreachable):
        gateway.send_text(wang, "一")


@pytest.mark.parametrize(
    ("fault", "kind", "arrives"),
    [
        ("busy", errors.Busy, 0),
        ("unavailable", errors.NotSent, 0),
        ("down", errors.NotSent, 0),
        ("token_invalid", errors.TokenRejected, 0),
        ("killed_after_send", errors.NoAnswer, 1),
    ],
)
def test_every_fault_of_wechat_has_its_error(
    platform: Platform,
    gateway: Gateway,
    wang: str,
    fault: str,
    kind: type[errors.WeChatError],
    arrives: int,
) -> None:
    platform.faults.set(fault)
    with pytest.raises(kind):
        gateway.send_text(wang, "电梯修好了")
    assert inbox(platform, wang).count("电梯修好了") == arrives
    platform.faults.set(fault, 0)
    gateway.send_text(wang, "电梯修好了")
    assert inbox(platform, wang).count("电梯修好了") == arrives + 1


def test_a_photo_is_fetched_until_it_is_gone(platform: Platform, gateway: Gateway) -> None:
    photo = make_photo()
    media = gateway.get_media(platform.media.add(photo).id)
    assert (media.content, media.content_type) == (photo, "image/jpeg")
    with pytest.raises(errors.MediaGone):
        gateway.get_media("no-such-medium")


def test_a_notice_needs_consent(gateway: Gateway, wang: str) -> None:
    with pytest.raises(errors.ConsentMissing):
        gateway.send_one_time_notice(wang, OneTimeNotice("t-1", 7, "办结", "路灯已修好"))


def test_a_follower_and_a_menu_are_known(platform: Platform, gateway: Gateway, wang: str) -> None:
    assert gateway.user_info(wang).follows
    menu = {"button": [{"type": "click", "name": "报修", "key": "report"}]}
    gateway.publish_menu(menu)
    assert platform.menu == menu
