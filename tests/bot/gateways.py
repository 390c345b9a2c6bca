"""Gateways to a WeChat on loopback, and a look at their errors for the tests."""

import time
import traceback
from collections.abc import Callable

import pytest

from bot.gateway.caller import Patience
from bot.gateway.client import Gateway
from bot.gateway.errors import WeChatError
from core.memory_store import MemoryStore
from core.store import Store
from tests.bot.wechat_server import Act, Asked

APPID = "wx0123456789abcdef"
SECRET = "s3cr3t-of-the-account"
WANG = "oWangAyi00000000000000000001"
SEND = "message/custom/send"
CALM = Patience(call=30, attempt=20, pauses=(0.1, 0.2))
HASTY = Patience(call=3, attempt=2, pauses=())


def make_gateway(
    url: str,
    sleep: Callable[[float], object] = time.sleep,
    *,
    store: Store | None = None,
    patience: Patience = CALM,
) -> Gateway:
    return Gateway(
        APPID,
        SECRET,
        store or MemoryStore(),
        api_url=url,
        patience=patience,
        downloads=patience,
        sleep=sleep,
    )


def fails(call: Callable[[], object]) -> WeChatError:
    """The error of a call, which shows no secret however it is printed."""
    with pytest.raises(WeChatError) as caught:
        call()
    error = caught.value
    shown = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__context__)
    assert not any(secret in shown for secret in (SECRET, "token-", WANG))
    assert error.__context__ is None
    return error


def refuse(errcode: int) -> Callable[[Asked], Act]:
    """WeChat's refusal with that number."""
    words = f"no access_token={SECRET} openid {WANG} ip 203.0.113.9 rid: 5f2b1c00-1234abcd-77"
    return lambda _: {"errcode": errcode, "errmsg": words}
