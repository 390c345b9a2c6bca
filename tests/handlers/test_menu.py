"""The menu under the chat: what WeChat takes, and what the desk understands."""

from bot.wire.push import MAX_BODY
from handlers.commands import WORDS, read_command
from handlers.menu import MENU, menu
from simulator.menus import check_menu


def test_wechat_takes_the_menu() -> None:
    check_menu(menu())
    assert len(str(menu())) < MAX_BODY


def test_every_entry_is_a_command_of_its_own() -> None:
    commands = [command for _, entries in MENU for _, command in entries]
    assert set(commands) <= set(WORDS)
    assert len(set(commands)) == len(commands)
    assert all(read_command(command) for command in commands)


def test_entries_are_told_apart_by_their_names() -> None:
    names = [name for top, entries in MENU for name in (top, *(label for label, _ in entries))]
    assert len(set(names)) == len(names)
