"""The rules for an account's menu: at most three entries of five, with sizes in bytes."""

from collections.abc import Mapping
from typing import Any

from simulator.errors import ApiError

TOP, SUB = 3, 5
_KEYED = {
    "click",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
}


def check_menu(menu: Mapping[str, Any]) -> None:
    """Raises ApiError for a menu that WeChat would not take."""
    buttons = menu.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= TOP:
        raise ApiError(40017)
    for button in buttons:
        _check_button(button, 16)
        for each in button.get("sub_button") or []:
            _check_button(each, 60)


def find_entry(menu: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """The entry of that name that does something, on whichever level."""
    for button in menu.get("button", []):
        for entry in button.get("sub_button") or [button]:
            if entry["name"] == name:
                found: Mapping[str, Any] = entry
                return found
    return None


def _check_button(button: Any, name_bytes: int) -> None:
    if not isinstance(button, dict):
        raise ApiError(47001)
    if not 1 <= len(_bytes(button, "name")) <= name_bytes:
        raise ApiError(40018)
    if children := button.get("sub_button"):
        if not isinstance(children, list) or len(children) > SUB or name_bytes != 16:
            raise ApiError(40023)
        return
    if button.get("type") == "view":
        if not 1 <= len(_bytes(button, "url")) <= 1024:
            raise ApiError(40020)
    elif button.get("type") not in _KEYED:
        raise ApiError(40017)
    elif not 1 <= len(_bytes(button, "key")) <= 128:
        raise ApiError(40019)


def _bytes(button: Mapping[str, Any], name: str) -> bytes:
    value = button.get(name, "")
    if not isinstance(value, str):
        raise ApiError(47001)
    return value.encode()
