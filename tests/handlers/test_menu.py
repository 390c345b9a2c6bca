"""The shipped menu under the chat: what WeChat takes, and what the desk understands."""

from bot.wire.push import MAX_BODY
from community.menu import check_menu, said_by, to_wechat
from handlers.commands import WORDS, read_command
from handlers.menu import SHIPPED
from simulator import menus


def test_wechat_takes_the_menu() -> None:
    check_menu(SHIPPED)
    menus.check_menu(to_wechat(SHIPPED))
    assert len(str(to_wechat(SHIPPED))) < MAX_BODY


def test_every_entry_is_a_command_of_its_own() -> None:
    commands = list(said_by(SHIPPED))
    assert set(commands) <= set(WORDS)
    assert len(set(commands)) == len(commands)
    assert all(read_command(command) for command in commands)
