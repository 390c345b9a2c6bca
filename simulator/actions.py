"""What a person can do with the phone, as a table; each action becomes a push to the account."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any, TypeAlias

from simulator import pushes
from simulator.chat import Exchange, Item
from simulator.delivery import FAILED
from simulator.errors import BadAction
from simulator.media import make_photo, make_voice
from simulator.platform import Platform
from simulator.pushes import Push
from simulator.residents import Resident

Values: TypeAlias = Mapping[str, Any]
Action: TypeAlias = Callable[[Platform, Resident, Values], Push]

_LONGEST = 2_000  # characters; longer texts can't be typed into WeChat's box in one go


def make_push(platform: Platform, openid: str, action: str, values: Values) -> Push:
    """The push that an action sends. Raises BadAction when it can't be done."""
    resident = platform.get_resident(openid)
    if action not in ACTIONS:
        raise BadAction(f"没有这个动作：{action}")
    if resident.greeted and not resident.follows and action not in {"follow", "scan"}:
        raise BadAction("已取消关注，请先重新关注")
    return ACTIONS[action](platform, resident, values)


def outcome_of(platform: Platform, number: int) -> dict[str, Any]:
    """See `outcome`. Raises BadAction when there is no exchange of that id."""
    exchange = platform.chat.get_exchange(number)
    if exchange is None:
        raise BadAction(f"没有往来 {number}")
    return outcome(exchange, platform.replies_to(exchange))


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


def agree(platform: Platform, openid: str, scene: str, template_id: str) -> None:
    """The resident agrees to one later notice. Raises BadAction for a scene outside 0–10000."""
    if not scene.isdecimal() or int(scene) > 10_000 or not template_id:
        raise BadAction("scene 是 0–10000 的数字，template_id 不能为空")
    platform.change(openid, lambda each: each.consented(f"{int(scene)} {template_id}", 1))


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


def _scan(_: Platform, resident: Resident, values: Values) -> Push:
    scene = text_value(values, "scene")
    return pushes.scan(scene) if resident.follows else pushes.subscribe(scene)


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
    "location": _location,
    "link": _link,
    "menu": lambda _, __, values: pushes.menu_key(text_value(values, "key")),
    "view": lambda _, __, values: pushes.menu_view(text_value(values, "url")),
    "scan": _scan,
    "follow": _follow,
    "unfollow": lambda _, __, ___: pushes.unsubscribe(),
}
