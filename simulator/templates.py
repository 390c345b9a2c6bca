"""Template messages (模板消息): their typed fields, and the ids that WeChat gives them."""

import itertools
import re
import threading
from collections.abc import Callable, Mapping
from typing import Any

from simulator.account import Account
from simulator.errors import ApiError

REPEAT_SECONDS = 600.0  # a client_msg_id is remembered so long
# Kinds of fields with what their values may be: WeChat's page about 类目模板 (thing, number, …).
_FIELDS: Mapping[str, str] = {
    "thing": r".{1,20}",
    "number": r"\d{1,32}",
    "letter": r"[A-Za-z]{1,32}",
    "symbol": r".{1,5}",
    "character_string": r"[\x20-\x7e]{1,32}",
    "time": r"[\d年月日时分秒:：~/ -]{1,32}",
    "date": r"[\d年月日:：~/ -]{1,32}",
    "amount": r"[¥￥$]?[\d.,]{1,12}元?",
    "phone_number": r"[\d+\-转 ]{1,17}",
    "car_number": r".{1,8}",
    "name": r"\D{1,20}",
    "phrase": r"[\u4e00-\u9fff]{1,5}",
    "const": r".{1,20}",
}
_KEY = re.compile(r"([a-z_]+?)\d{1,2}")


class Templates:
    """Numbers of the messages sent, and which of them were sent before; safe for threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._numbers = itertools.count(int(clock() * 1000))
        self._sent: dict[str, tuple[float, int]] = {}

    def number(self, client_id: str) -> tuple[int, bool]:
        """The message's id, and whether it is a new one; "" is always new."""
        with self._lock:
            now = self._clock()
            self._sent = {
                key: kept for key, kept in self._sent.items() if kept[0] > now - REPEAT_SECONDS
            }
            if client_id and client_id in self._sent:
                return self._sent[client_id][1], False
            number = next(self._numbers)
            if client_id:
                self._sent[client_id] = (now, number)
            return number, True


def template_item(account: Account, message: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the chat item that a template message becomes. Raises ApiError."""
    template, data = message.get("template_id"), message.get("data")
    if not isinstance(template, str) or not template:
        raise ApiError(40037)
    if account.templates and template not in account.templates:
        raise ApiError(40037)
    if not isinstance(data, dict) or not data:
        raise ApiError(47003, "data")
    # WeChat has dropped these two since 2023: they may stand there, and nobody sees them.
    lines = [_line(name, value) for name, value in data.items() if name not in {"first", "remark"}]
    if not lines:
        raise ApiError(47003, "data")
    url = message.get("url", "")
    if not isinstance(url, str):
        raise ApiError(47001, "url")
    card = {"title": "服务通知", "description": "\n".join(lines), "url": url, "picture": ""}
    return {"kind": "notice", "card": card}


def _line(name: str, given: Any) -> str:
    """The value of a field whose name begins with its kind."""
    kind = _KEY.fullmatch(name)
    value = given.get("value") if isinstance(given, dict) else None
    pattern = _FIELDS.get(kind[1]) if kind else None
    if pattern is None or not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise ApiError(47003, f"data.{name}.value")
    return value
