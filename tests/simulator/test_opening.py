"""The first start: the URL is verified, then everybody follows by the code of their home."""

import threading

from click.testing import CliRunner

from simulator.__main__ import main, open_for_business, parse_grants
from simulator.account import ALL, Account
from simulator.platform import Platform
from simulator.transport import wsgi_transport
from tests.simulator.desk import AES_KEY, TARGET, Desk, echo, make_account, make_platform


def test_everybody_follows_by_the_code_of_their_home() -> None:
    platform, desk = make_platform()
    open_for_business(platform, threading.Event())
    keys = [each["EventKey"] for each in desk.heard]
    assert keys == ["qrscene_xingfu-1", "qrscene_xingfu-2", "qrscene_anning", ""]
    assert all(each.follows for each in platform.residents)
    assert [item.text for item in platform.chat.since(0)] == ["您好"] * 4
    assert platform.waiting == ""


def test_a_wrong_token_is_told_and_nobody_is_sent() -> None:
    desk = Desk(make_account(), echo)
    stranger = Account("wx0123456789abcdef", "secret", "another-token", AES_KEY)
    platform = Platform(stranger, TARGET, transport=wsgi_transport(desk.app()))
    assert not platform.verify()
    assert platform.waiting == "服务地址验证失败（HTTP 200），请核对 Token"
    stopping = threading.Event()
    stopping.set()
    open_for_business(platform, stopping)
    assert not desk.heard


def test_a_server_that_is_not_up_yet_is_waited_for() -> None:
    def nobody(*_: object) -> tuple[int, bytes]:
        raise ConnectionRefusedError

    platform = Platform(make_account(), TARGET, transport=nobody)
    assert not platform.verify()
    assert platform.waiting == "等待服务启动"


def test_grants_come_from_the_option_or_the_accounts_abilities() -> None:
    assert parse_grants(None, None) == ALL
    assert parse_grants(None, "") == {"media", "user_info"}
    assert parse_grants(None, "menu, kf") == {"media", "user_info", "menu", "kf"}
    assert parse_grants("menu media", "kf") == {"menu", "media"}
    assert parse_grants("", "kf") == frozenset()


def test_wrong_settings_are_refused_with_a_sentence() -> None:
    good = ["--appid", "wx1", "--secret", "s", "--token", "t", "--aes-key", AES_KEY]
    for wrong in (["--aes-key", "short"], ["--grants", "fly"], ["--token", ""], ["--mode", "x"]):
        result = CliRunner().invoke(main, [*good, *wrong])
        assert result.exit_code == 2, wrong
        assert "Error" in result.output
