"""A WeChat on loopback and a gateway to it; generated examples may take their time.

The machine that runs them is busy with others.
"""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from bot.gateway.client import Gateway
from tests.backends import Backend
from tests.bot.gateways import make_gateway
from tests.bot.house import House, house_of
from tests.bot.wechat_server import WeChatServer, wechat_server

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def wechat() -> Iterator[WeChatServer]:
    with wechat_server() as server:
        yield server


@pytest.fixture
def slept() -> list[float]:
    """Every pause the gateway took; none of them takes time here."""
    return []


@pytest.fixture
def gateway(wechat: WeChatServer, slept: list[float]) -> Gateway:
    return make_gateway(wechat.url, slept.append)


@pytest.fixture
def house(backend: Backend) -> Iterator[House]:
    """Processes of the channel over one database and store."""
    with house_of(backend) as shared:
        yield shared
