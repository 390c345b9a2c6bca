"""An answer that is not clear leaves a doubt, and only where there can be one."""

import socket
import time

import pytest

from bot.gateway import errors
from core.memory_store import MemoryStore
from tests.bot.gateways import HASTY, SEND, WANG, fails, make_gateway
from tests.bot.wechat_server import Act, Cut, Drip, Says, Silence, WeChatServer

UNCLEAR: dict[str, Act] = {
    "silence": Silence(),
    "a cut line": Cut(),
    "half an answer": Says(b'{"errcode"', length=100),
    "an endless answer": Drip(),
    "a page": Says(b"<html>Bad Gateway</html>", "text/html"),
    "a broken server": Says(b"<html>502</html>", "text/html", 502),
    "a missing page": Says(b"{}", status=404),
    "a way elsewhere": Says(b"", status=302, headers={"Location": "http://127.0.0.1:1/"}),
    "nothing": Says(b""),
    "an empty object": {},
    "a list": Says(b"[]"),
    "a number": Says(b"0"),
    "a number in words": {"errcode": "forty"},
    "no number": {"errcode": None},
    "wrong bytes": Says(b"\xff\xfe\x00"),
    "false compression": Says(b"not gzip", headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("name", UNCLEAR)
def test_an_unclear_answer_leaves_a_send_in_doubt(wechat: WeChatServer, name: str) -> None:
    gateway = make_gateway(wechat.url, patience=HASTY)
    wechat.behave = lambda _: UNCLEAR[name]
    begun = time.monotonic()
    assert type(fails(lambda: gateway.send_text(WANG, "您好"))) is errors.NoAnswer
    assert time.monotonic() - begun < 2 * HASTY.call
    assert len(wechat.calls(SEND)) == 1  # in doubt, nothing is sent twice


@pytest.mark.parametrize("name", UNCLEAR)
def test_without_a_token_nothing_was_sent(wechat: WeChatServer, name: str) -> None:
    gateway = make_gateway(wechat.url, patience=HASTY)
    wechat.token = lambda _: UNCLEAR[name]
    begun = time.monotonic()
    assert type(fails(lambda: gateway.send_text(WANG, "您好"))) is errors.NotSent
    assert time.monotonic() - begun < 2 * HASTY.call
    assert not wechat.calls(SEND)


def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    gateway = make_gateway(f"http://127.0.0.1:{port}")
    assert type(fails(lambda: gateway.send_text(WANG, "您好"))) is errors.NotSent
    gateway = make_gateway("http://nobody.invalid")
    assert type(fails(lambda: gateway.send_text(WANG, "您好"))) is errors.NotSent


def test_a_known_token_and_a_dead_host_are_still_not_sent(wechat: WeChatServer) -> None:
    store = MemoryStore()
    make_gateway(wechat.url, store=store).token()
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    gateway = make_gateway(f"http://127.0.0.1:{port}", store=store)
    assert type(fails(lambda: gateway.send_text(WANG, "您好"))) is errors.NotSent
