"""The webhook over a real database, with a desk whose effects are counted."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from hypothesis import settings

from bot.wire.account import Account
from tests.backends import Backend
from tests.bot.house import House, house_of
from tests.web.client import client_of

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
MakeClient = Callable[[Account], FlaskClient]


@pytest.fixture
def house(backend: Backend) -> Iterator[House]:
    with house_of(backend) as shared:
        yield shared


@pytest.fixture
def make_client(house: House) -> MakeClient:
    """A client of the webhook of an account."""
    process = house.process()
    return lambda account: client_of(account, process.once)


@pytest.fixture
def make_quick_client(sqlite_url: str) -> Iterator[MakeClient]:
    """The same on SQLite alone, for what does not depend on the database."""
    with house_of(Backend("sqlite+memory", sqlite_url, None)) as house:
        process = house.process()
        yield lambda account: client_of(account, process.once)
