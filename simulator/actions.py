"""What a person can do with the phone, as a table; each action becomes a push to the account."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from simulator import consent, pushes
from simulator.chat import Exchange, Item
from simulator.delivery import FAILED
from simulator.errors import BadAction
from simulator.media import make_photo, make_voice
from simulator.menus import find_entry
from simulator.platform import Platform
from simulator.pushes import Push
from simulator.residents import Resident

Values: TypeAlias = Mapping[str, Any]
Action: TypeAlias = Callable[[Platform, Resident, Values], Push]

_MOST_AT_ONCE = 12
BREATH_SECONDS = 0.15  # between two messages of one breath: nobody's thumb is quicker
_PAGE_SECONDS = 5.0
_SCANNED = "https://example.org/on-the-wall"
_PLACE = (31.2304, 121.4737, "幸福里 3 号楼 2 单元")
_LONGEST = 2_000  # characters; longer texts can't be typed into WeChat's box in one go


def make_push(platform: Platform, openid: str, action: str, values: Values) -> Push:
    """The push that an action sends. Raises BadAction when it can't be done."""
    resident = platform.get_resident(openid)
    if action not in ACTIONS:
        raise BadAction(f"没有这个动作：{action}")
    if resident.greeted and not resident.follows and action not in {"follow", "scan"}:
        raise BadAction("已取消关注，请先重新关注")
    return ACTIONS[action](platform, resident, values)


def burst(platform: Platform, openid: str, messages: object) -> list[Exchange]:
    """Does so many actions ({action, values}) in one breath, in order, none waiting for a reply.
    Raises BadAction, and then none is done."""
    if not isinstance(messages, list) or not 1 <= len(messages) <= _MOST_AT_ONCE:
        raise BadAction(f"一次发 1–{_MOST_AT_ONCE} 条")
    if not all(isinstance(each, dict) for each in messages):
        raise BadAction("每条写成 {action, values}")
    wanted = [(str(each.get("action")), each.get("values") or {}) for each in messages]
    made = [make_push(platform, openid, action, values) for action, values in wanted]
    begun: list[Exchange] = []
    for push in made:
        if begun:
            platform.carrier.pause(BREATH_SECONDS)
        begun.append(platform.start(openid, push))
    return begun


def outcome(exchange: Exchange, seen: list[Item]) -> dict[str, Any]:
    """How an exchange ended: its id, outcome, tries, and what the resident saw as items."""
    return {
        "exchange": exchange.id,
        "outcome": exchange.outcome,
        "failed": exchange.outcome == FAILED,
        "tries": [asdict(each) for each in exchange.tries],
        "seen": [item.as_json() for item in seen],
    }


def read(platform: Platform, openid: str, seq: int) -> None:
    """The phone was looked at: everything up to `seq` is read."""
    platform.change(openid, lambda each: replace(each, read_seq=max(each.read_seq, seq)))


def decide(platform: Platform, openid: str, link: str, *, agrees: bool) -> None:
    """The resident says yes or no on the page that asks for a notice, and the phone goes back to
    the account's own. Raises BadAction for a page that WeChat wouldn't show."""
    query = dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))
    scene, template = consent.check_request(platform.account, platform.target, query)
    if agrees:
        key = consent.key_of(scene, template)
        platform.change(openid, lambda each: each.consenting(key))
    back = consent.way_back(query, openid, agreed=agrees)
    try:
        platform.carrier.transport(back, {}, None, _PAGE_SECONDS)
    except OSError as error:
        raise BadAction("已经记下，但返回的网页打不开") from error


def close_windows(platform: Platform, openid: str) -> None:
    """Time passes: every window for customer-service messages is over."""
    platform.change(openid, lambda each: replace(each, windows={}))


def text_value(values: Values, name: str, default: str | None = None) -> str:
    """A text among the values. Raises BadAction when it is missing, empty or too long."""
    value = values.get(name, default)
    if not isinstance(value, str) or len(value) > _LONGEST or (not value and default is None):
        raise BadAction(f"{name} 要填 1–{_LONGEST} 个字")
    return value


def _number(values: Values, name: str, limit: float) -> float:
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > limit:
        raise BadAction(f"{name} 要填 ±{limit:g} 以内的数")
    return float(value)


def _file(values: Values, make: Callable[[], bytes]) -> bytes:
    if not (encoded := values.get("base64")):
        return make()
    try:
        return base64.b64decode(encoded, validate=True)
    except (TypeError, ValueError) as error:
        raise BadAction("base64 写错了") from error


def _photo(platform: Platform, _: Resident, values: Values) -> Push:
    medium = platform.media.add(_file(values, lambda: make_photo(platform.chat.seq)))
    if not medium.type.startswith("image/"):
        raise BadAction("请选一张图片")
    return pushes.image(medium.id, f"{platform.base_url}/sim/media/{medium.id}")


def _voice(platform: Platform, _: Resident, values: Values) -> Push:
    medium = platform.media.add(_file(values, make_voice))
    if medium.type != "audio/amr":
        raise BadAction("请选一段 AMR 语音")
    return pushes.voice(medium.id, text_value(values, "recognition", ""))


def _location(_: Platform, __: Resident, values: Values) -> Push:
    latitude, longitude = _number(values, "latitude", 90), _number(values, "longitude", 180)
    return pushes.location(latitude, longitude, text_value(values, "label"))


def _scan(platform: Platform, resident: Resident, values: Values) -> Push:
    """A code of the account's by its ticket, or any code in the street by its scene."""
    ticket = text_value(values, "ticket", "")
    scene = platform.codes.scan(ticket).scene if ticket else text_value(values, "scene")
    if resident.follows:
        return pushes.scan(scene, ticket)
    return pushes.subscribe(scene, ticket)


def _press(platform: Platform, _: Resident, values: Values) -> Push:
    """An entry of the account's menu by the name that stands on the phone."""
    name = text_value(values, "name")
    entry = find_entry(platform.menu, name)
    if entry is None:
        raise BadAction(f"公众号菜单里没有“{name}”")
    return _PRESSED.get(entry["type"], _pressed_pictures)(entry)


def _pressed_pictures(entry: Mapping[str, Any]) -> Push:
    return pushes.menu_pictures(entry["type"], entry["key"], ["0" * 32])


_PRESSED: Mapping[str, Callable[[Mapping[str, Any]], Push]] = {
    "click": lambda entry: pushes.menu_key(entry["key"]),
    "view": lambda entry: pushes.menu_view(entry["url"]),
    "scancode_push": lambda entry: pushes.scanned_code(entry["key"], _SCANNED, waits=False),
    "scancode_waitmsg": lambda entry: pushes.scanned_code(entry["key"], _SCANNED),
    "location_select": lambda entry: pushes.menu_location(entry["key"], *_PLACE),
}


def _follow(_: Platform, resident: Resident, values: Values) -> Push:
    return pushes.subscribe(text_value(values, "scene", resident.scene) or None)


def _link(_: Platform, __: Resident, values: Values) -> Push:
    url = text_value(values, "url")
    return pushes.link(text_value(values, "title"), text_value(values, "description", ""), url)


def _video(platform: Platform, _: Resident, __: Values) -> Push:
    thumb = platform.media.add(make_photo(platform.chat.seq))
    return pushes.video(thumb.id, thumb.id)


ACTIONS: Mapping[str, Action] = {
    "say": lambda _, __, values: pushes.text(text_value(values, "text")),
    "click": lambda _, __, values: pushes.menu_click(
        text_value(values, "text"), text_value(values, "menu_id", "0")
    ),
    "photo": _photo,
    "voice": _voice,
    "video": _video,
    "file": lambda _, __, values: pushes.other("file", Title=text_value(values, "title", "")),
    "location": _location,
    "link": _link,
    "press": _press,
    "menu": lambda _, __, values: pushes.menu_key(text_value(values, "key")),
    "view": lambda _, __, values: pushes.menu_view(text_value(values, "url")),
    "scan": _scan,
    "follow": _follow,
    "unfollow": lambda _, __, ___: pushes.unsubscribe(),
}
