"""The menu is made by a command, where the account may have one."""

from collections.abc import Iterator

import pytest

from community.menu import MenuKey, to_wechat
from community.own_menu import save_menu
from core import clock
from core.actor import OPERATOR
from core.database import make_engine, make_sessions
from handlers.menu import SHIPPED
from simulator.platform import Platform
from simulator.server import make_app
from tests.cli.conftest import Operate
from tests.cli.linli import PRODUCTION, Linli
from tests.simulator.desk import SECRET, make_platform
from tests.simulator.serving import serve


@pytest.fixture
def platform() -> Platform:
    platform, _ = make_platform()
    return platform


@pytest.fixture
def weixin(platform: Platform, linli: Linli) -> Iterator[dict[str, str]]:
    """The installation's settings, which lead to that WeChat."""
    with serve(make_app(platform)) as url:
        linli.settings = {**PRODUCTION, "WECHAT_API_URL": url}
        yield linli.settings


def test_the_menu_is_published(
    operate: Operate, weixin: dict[str, str], platform: Platform
) -> None:
    weixin.update(WECHAT_SECRET=SECRET, WECHAT_CAN="menu")
    operate("manage", "db", "upgrade")
    assert operate("manage", "menu", "publish").status == 0
    assert platform.menu == to_wechat(SHIPPED)


def test_what_staff_saved_is_published(
    operate: Operate, linli: Linli, weixin: dict[str, str], platform: Platform
) -> None:
    weixin.update(WECHAT_SECRET=SECRET, WECHAT_CAN="menu")
    operate("manage", "db", "upgrade")
    own = (MenuKey("找我们", does="人工"),)
    engine = make_engine(linli.database)
    with make_sessions(engine).begin() as db:
        save_menu(db, own, version=0, actor=OPERATOR, now=clock.now())
    engine.dispose()
    assert operate("manage", "menu", "publish").status == 0
    assert platform.menu == to_wechat(own)


def test_an_account_that_may_have_none_is_told_so(
    operate: Operate, weixin: dict[str, str], platform: Platform
) -> None:
    refused = operate("manage", "menu", "publish")
    assert refused.status == 1
    assert "WECHAT_CAN does not name menu" in refused.complained
    weixin.update(WECHAT_SECRET="wrong", WECHAT_CAN="menu")
    assert operate("manage", "menu", "publish").status == 1
    assert platform.menu == {}
