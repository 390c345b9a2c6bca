"""QR codes of the account: made by its API, hung up in the street, scanned with a phone."""

import io
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import segno

from simulator.errors import ApiError, BadAction
from simulator.history import History

LONGEST, SHORTEST = 2_592_000, 60  # seconds of a temporary code: at most, and when none is given
MOST_LASTING = 100_000
_KINDS = ("QR_SCENE", "QR_STR_SCENE", "QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE")


@dataclass(frozen=True, slots=True)
class Code:
    """A code with a scene; `ends_at` in Unix seconds, 0 for a lasting one."""

    ticket: str
    scene: str
    url: str
    ends_at: float = 0.0


class Codes:
    """The account's codes, oldest first; safe for threads."""

    def __init__(self, clock: Callable[[], float], history: History) -> None:
        self._clock = clock
        self._history = history
        self._lock = threading.Lock()
        self._codes: dict[str, Code] = {}

    def restore(self, kinds: Mapping[str, Mapping[str, Any]]) -> None:
        """Takes up what an earlier process left."""
        for value in kinds.get("code", {}).values():
            self._codes[value["ticket"]] = Code(**value)

    def create(self, wanted: Mapping[str, Any]) -> Code:
        """The code that a call of qrcode/create asks for. Raises ApiError."""
        kind = wanted.get("action_name")
        if kind not in _KINDS:
            raise ApiError(40053)
        scene = _scene(wanted)
        lasting = "LIMIT" in str(kind)
        seconds = 0 if lasting else _seconds(wanted)
        with self._lock:
            old = next((each for each in self._codes.values() if _is(each, scene, lasting)), None)
            if old and lasting:
                return old
            if lasting and sum(not each.ends_at for each in self._codes.values()) >= MOST_LASTING:
                raise ApiError(45029)
            return self._add(scene, self._clock() + seconds if seconds else 0.0)

    def all(self) -> list[Code]:
        """Every code that can still be scanned."""
        with self._lock:
            found = list(self._codes.values())
        return [each for each in found if not self._is_over(each)]

    def scan(self, ticket: str) -> Code:
        """The code of that ticket. Raises BadAction when it is unknown or over."""
        code = self.find(ticket)
        if code is None:
            raise BadAction("没有这个二维码")
        if self._is_over(code):
            raise BadAction("这个二维码已经过期了")
        return code

    def find(self, ticket: str) -> Code | None:
        """The code of that ticket, over or not."""
        with self._lock:
            return self._codes.get(ticket)

    def _is_over(self, code: Code) -> bool:
        return 0 < code.ends_at <= self._clock()

    def _add(self, scene: str, ends_at: float) -> Code:
        ticket = f"gQ{secrets.token_urlsafe(60)}"
        code = Code(ticket, scene, f"http://weixin.qq.com/q/{secrets.token_urlsafe(16)}", ends_at)
        self._codes[ticket] = code
        self._history.write("code", ticket, code)
        return code


def draw(url: str) -> bytes:
    """An address as the PNG of a QR code of about 300 pixels."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", scale=9, border=2)
    return out.getvalue()


def _is(code: Code, scene: str, lasting: bool) -> bool:
    return code.scene == scene and (not code.ends_at) is lasting


def _seconds(wanted: Mapping[str, Any]) -> int:
    seconds = wanted.get("expire_seconds", SHORTEST)
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 1 <= seconds <= LONGEST:
        raise ApiError(40054)
    return seconds


def _scene(wanted: Mapping[str, Any]) -> str:
    """The scene as the push will name it."""
    info = wanted.get("action_info")
    scene = info.get("scene") if isinstance(info, dict) else None
    kind = wanted.get("action_name")
    if not isinstance(scene, dict):
        raise ApiError(47001)
    if "STR" in str(kind):
        text = scene.get("scene_str")
        if not isinstance(text, str) or not 1 <= len(text) <= 64:
            raise ApiError(40052)
        return text
    number = scene.get("scene_id")
    most = 100_000 if kind == "QR_LIMIT_SCENE" else 2**32 - 1
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= most:
        raise ApiError(40052)
    return str(number)
