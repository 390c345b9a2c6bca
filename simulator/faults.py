"""Faults that can be switched on, for some calls or until switched off."""

import threading
from collections.abc import Mapping

from simulator.errors import BadAction

# name -> what the switchboard says about it
FAULTS: Mapping[str, str] = {
    "slow": "微信接口变慢，每次调用多等 3 秒",
    "token_invalid": "微信接口不认令牌（40001）",
    "busy": "微信接口繁忙（-1）",
    "quota_full": "客服消息条数已用完（45047）",
    "media_gone": "照片和语音取不到了（40007）",
    "down": "微信接口断线，不回答就挂断",
    "unavailable": "微信接口回答 503",
    "killed_after_send": "消息已送到，但回执前断线",
    "duplicate": "同一条消息同时推送两次",
}
SLOW_SECONDS = 3.0
FOREVER = -1


class Faults:
    """Which faults are on and for how many more calls; safe for threads."""

    def __init__(self, *on: str) -> None:
        self._lock = threading.Lock()
        self._left: dict[str, int] = {}
        for name in on:
            self.set(name)

    def set(self, name: str, times: int = FOREVER) -> None:
        """Switches a fault on for `times` calls, off with 0. Raises BadAction for unknown names."""
        if name not in FAULTS:
            raise BadAction(f"unknown fault {name!r}")
        with self._lock:
            if times:
                self._left[name] = times
            else:
                self._left.pop(name, None)

    def strikes(self, name: str) -> bool:
        """Whether the fault strikes now; counts the call."""
        with self._lock:
            left = self._left.get(name, 0)
            if left > 1:
                self._left[name] = left - 1
            elif left == 1:
                del self._left[name]
            return left != 0

    def on(self) -> dict[str, int]:
        """The faults that are on, with the calls left (FOREVER: until switched off)."""
        with self._lock:
            return dict(self._left)
