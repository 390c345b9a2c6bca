"""The menu under the chat, and what WeChat takes of it: pure.

Limits from WeChat's documents on custom menus (自定义菜单): at most three keys of five entries; a
key shows four Chinese characters, an entry eight; names up to 16 and 60 bytes, keys up to 128,
addresses up to 1,024.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from core.errors import Invalid

MOST_KEYS, MOST_ENTRIES = 3, 5
KEY_BYTES, ENTRY_BYTES, SAYS_BYTES, URL_BYTES = 16, 60, 128, 1024
# Columns of a Chinese character: what is wider is cut on the phone.
KEY_COLUMNS, ENTRY_COLUMNS = 8, 16
LINK = "https://"


@dataclass(frozen=True)
class MenuEntry:
    """What one tap does: the desk hears `does` as if it had been typed, or a page is opened when it
    begins with https://."""

    name: str
    does: str

    @property
    def is_link(self) -> bool:
        """Whether a page is opened."""
        return self.does.startswith(LINK)


@dataclass(frozen=True)
class MenuKey:
    """One of the keys at the bottom: with entries, or doing something itself."""

    name: str
    entries: tuple[MenuEntry, ...] = ()
    does: str = ""


Menu = tuple[MenuKey, ...]


def check_menu(menu: Menu) -> None:
    """Raises `Invalid` for what WeChat would not take or would cut; fields are named like
    `name_0`, `does_0`, `name_0_2` and `does_0_2`, counted from 0."""
    if not 1 <= len(menu) <= MOST_KEYS:
        raise Invalid("name_0", f"底部要有 1 到 {MOST_KEYS} 个按钮。")
    for place, key in enumerate(menu):
        _check_name(f"name_{place}", key.name, KEY_BYTES, KEY_COLUMNS)
        if len(key.entries) > MOST_ENTRIES:
            raise Invalid(f"name_{place}", f"一个按钮下最多 {MOST_ENTRIES} 项。")
        if bool(key.entries) == bool(key.does):
            raise Invalid(f"does_{place}", "下面有几项，就不写点了做什么；没有，就要写。")
        if key.does:
            _check_does(f"does_{place}", key.does)
        for number, entry in enumerate(key.entries):
            _check_name(f"name_{place}_{number}", entry.name, ENTRY_BYTES, ENTRY_COLUMNS)
            _check_does(f"does_{place}_{number}", entry.does)
    _check_told_apart(menu)


def to_wechat(menu: Menu) -> dict[str, Any]:
    """The menu in the form of WeChat's call menu/create."""
    return {"button": [_button(key) for key in menu]}


def to_json(menu: Menu) -> list[dict[str, Any]]:
    """The menu as a row keeps it."""
    return [
        {
            "name": key.name,
            "does": key.does,
            "entries": [{"name": one.name, "does": one.does} for one in key.entries],
        }
        for key in menu
    ]


def from_json(rows: Sequence[Mapping[str, Any]]) -> Menu:
    """The menu that a row keeps."""
    return tuple(
        MenuKey(
            row["name"],
            tuple(MenuEntry(one["name"], one["does"]) for one in row["entries"]),
            row["does"],
        )
        for row in rows
    )


def said_by(menu: Menu) -> Iterator[str]:
    """What the desk hears when its keys are tapped, pages left out."""
    for key in menu:
        for entry in key.entries or (MenuEntry(key.name, key.does),):
            if not entry.is_link:
                yield entry.does


def _button(key: MenuKey) -> dict[str, Any]:
    if key.entries:
        return {"name": key.name, "sub_button": [_tapped(entry) for entry in key.entries]}
    return _tapped(MenuEntry(key.name, key.does))


def _tapped(entry: MenuEntry) -> dict[str, Any]:
    if entry.is_link:
        return {"type": "view", "name": entry.name, "url": entry.does}
    return {"type": "click", "name": entry.name, "key": entry.does}


def _check_name(field: str, name: str, most_bytes: int, columns: int) -> None:
    if not name:
        raise Invalid(field, "要有名字。")
    if not name.isprintable() or len(name.encode()) > most_bytes or _width(name) > columns:
        raise Invalid(field, f"太长了，最多 {columns // 2} 个汉字，多了手机上会被截断。")


def _check_does(field: str, does: str) -> None:
    if not does:
        raise Invalid(field, "要写点了做什么：居民发的话，或者 https:// 开头的网址。")
    if does.startswith(LINK):
        if len(does.encode()) > URL_BYTES or not urlsplit(does).hostname or " " in does:
            raise Invalid(field, "网址不对或者太长。")
    elif "://" in does:
        raise Invalid(field, "网址要以 https:// 开头。")
    elif len(does.encode()) > SAYS_BYTES:
        raise Invalid(field, f"太长了，最多 {SAYS_BYTES // 3} 个汉字。")


def _check_told_apart(menu: Menu) -> None:
    seen: set[str] = set()
    for place, key in enumerate(menu):
        names = [(f"name_{place}", key.name)]
        names += [(f"name_{place}_{n}", entry.name) for n, entry in enumerate(key.entries)]
        for field, name in names:
            if name in seen:
                raise Invalid(field, f"有两个“{name}”，居民分不清。")
            seen.add(name)


def _width(name: str) -> int:
    """Columns the name takes: a Chinese character two, a Latin one one."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in name)
