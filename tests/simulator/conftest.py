"""A simulator on a real port, for what only a network shows."""

from collections.abc import Iterator

import pytest

from simulator.platform import Platform
from simulator.server import make_app
from tests.simulator.desk import Desk, echo, make_account
from tests.simulator.serving import serve


@pytest.fixture
def desk() -> Desk:
    """The account that the served platform speaks to."""
    return Desk(make_account(), echo)


@pytest.fixture
def desk_url(desk: Desk) -> Iterator[str]:
    """The account's webhook."""
    with serve(desk.app()) as url:
        yield f"{url}/wechat"


@pytest.fixture
def platform(desk: Desk, desk_url: str) -> Platform:
    """A platform that reaches the account over HTTP."""
    return Platform(desk.account, desk_url)


@pytest.fixture
def url(platform: Platform) -> Iterator[str]:
    """The simulator's address."""
    with serve(make_app(platform)) as url:
        yield url
