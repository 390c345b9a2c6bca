"""A resident as a test or a script sees one: says, clicks, sends, and reads what comes back."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests

from simulator import actions, consent
from simulator.chat import LINE, UNASKED
from simulator.errors import BadAction
from simulator.links import plain_text, spans_of
from simulator.platform import Platform
from simulator.residents import make_openid
from simulator.server import make_app

_SECONDS = 30.0  # three tries of 5 s, two pauses, and some time for a busy machine


class Phone(Protocol):
    """What a person needs of a platform, in this process or behind HTTP."""

    def start(self, openid: str, action: str, values: Mapping[str, Any]) -> int:
        """Does an action and doesn't wait: the exchange's id. Raises BadAction."""

    def end(self, exchange: int) -> dict[str, Any]:
        """Waits for the end of an exchange; see `actions.outcome`."""

    def items(self, openid: str, since: int = 0) -> list[dict[str, Any]]:
        """The chat items after `since`, oldest first."""

    def post(self, path: str, values: Mapping[str, Any]) -> None:
        """Anything else that the phone page can do, under `/sim/`. Raises BadAction."""


@dataclass(frozen=True)
class LocalPhone:
    """The platform of this process."""

    platform: Platform

    def start(self, openid: str, action: str, values: Mapping[str, Any]) -> int:
        """Does an action and doesn't wait."""
        push = actions.make_push(self.platform, openid, action, values)
        return self.platform.start(openid, push).id

    def end(self, exchange: int) -> dict[str, Any]:
        """Waits for the end of an exchange."""
        found = self.platform.chat.get_exchange(exchange)
        if found is None or not self.platform.chat.wait_for_end(found, _SECONDS):
            raise BadAction(f"往来 {exchange} 没有结束")
        return actions.outcome(found, self.platform.replies_to(found))

    def items(self, openid: str, since: int = 0) -> list[dict[str, Any]]:
        """The chat items after `since`."""
        return [item.as_json() for item in self.platform.chat.since(since, openid=openid)]

    def post(self, path: str, values: Mapping[str, Any]) -> None:
        """What the phone page does."""
        answer = make_app(self.platform).test_client().post(f"/sim/{path}", json=dict(values))
        if answer.status_code != 200:
            raise BadAction(str((answer.get_json(silent=True) or {}).get("error", path)))


@dataclass(frozen=True)
class RemotePhone:
    """A simulator that runs elsewhere, at `url` without a slash at its end."""

    url: str

    def start(self, openid: str, action: str, values: Mapping[str, Any]) -> int:
        """Does an action and doesn't wait. Raises BadAction when it is refused."""
        answer = self._call("POST", f"/sim/residents/{openid}/{action}", json=dict(values))
        return int(_checked(answer)["exchange"])

    def end(self, exchange: int) -> dict[str, Any]:
        """Waits for the end of an exchange."""
        answer = self._call("GET", f"/sim/exchanges/{exchange}", params={"wait": "1"})
        answer.raise_for_status()
        outcome: dict[str, Any] = answer.json()
        return outcome

    def items(self, openid: str, since: int = 0) -> list[dict[str, Any]]:
        """The chat items after `since`."""
        answer = self._call("GET", "/sim/items", params={"openid": openid, "since": str(since)})
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    def post(self, path: str, values: Mapping[str, Any]) -> None:
        """What the phone page does."""
        _checked(self._call("POST", f"/sim/{path}", json=dict(values)))

    def _call(self, method: str, path: str, **arguments: Any) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False  # A proxy of the environment has no business on loopback.
            return session.request(method, self.url + path, timeout=_SECONDS, **arguments)


def _checked(answer: requests.Response) -> dict[str, Any]:
    """What was answered. Raises BadAction with the simulator's own sentence."""
    try:
        found: dict[str, Any] = answer.json()
    except ValueError:
        found = {}
    if answer.status_code != 200:
        raise BadAction(str(found.get("error") or f"HTTP {answer.status_code}"))
    return found


class Person:
    """One resident; every verb returns the text of the reply, empty when none was shown.

    `outcome` keeps how the last verb ended: outcome, tries, what was seen.
    """

    def __init__(self, phone: Phone | Platform, openid: str) -> None:
        self._phone: Phone = LocalPhone(phone) if isinstance(phone, Platform) else phone
        self.openid = openid
        self.outcome: dict[str, Any] = {}
        self._read = 0

    def says(self, text: str) -> str:
        """Types a text."""
        return self.does("say", text=text)

    def clicks(self, label: str) -> str:
        """Clicks the newest link that shows `label` and speaks. Raises BadAction when none does."""
        return self.does("click", **find_link(self._phone, self.openid, label))

    def sends_photo(self, content: bytes | None = None) -> str:
        """Sends a photo, a drawn one unless `content` is given."""
        return self.does("photo", **_encoded(content))

    def sends_voice(self, recognition: str = "") -> str:
        """Sends a voice message."""
        return self.does("voice", recognition=recognition)

    def sends_location(
        self, label: str, latitude: float = 31.2304, longitude: float = 121.4737
    ) -> str:
        """Sends a place."""
        return self.does("location", label=label, latitude=latitude, longitude=longitude)

    def presses(self, key: str) -> str:
        """Presses a key of the account's menu."""
        return self.does("menu", key=key)

    def scans(self, scene: str) -> str:
        """Scans a QR code of the account; who does not follow yet follows by it."""
        return self.does("scan", scene=scene)

    def follows(self, scene: str = "") -> str:
        """Follows the account, by a QR code when there is a scene."""
        return self.does("follow", scene=scene)

    def unfollows(self) -> str:
        """Stops following."""
        return self.does("unfollow")

    def does(self, action: str, **values: Any) -> str:
        """Any action of the table; the text of what was shown, the failure line included."""
        self.outcome = self._phone.end(self._phone.start(self.openid, action, values))
        return "\n".join(words_of(item) for item in self.outcome["seen"])

    @property
    def saw_failure(self) -> bool:
        """Whether the last verb ended with WeChat's failure line."""
        return any(item["via"] == LINE and item["kind"] == "text" for item in self.outcome["seen"])

    def inbox(self) -> list[str]:
        """The texts that came by themselves (messages and notices), oldest first."""
        found = self._phone.items(self.openid)
        return [words_of(item) for item in found if item["via"] in UNASKED]

    def news(self) -> list[str]:
        """What came by itself since the last call."""
        found = [
            item for item in self._phone.items(self.openid, self._read) if item["via"] in UNASKED
        ]
        self._read = max((item["seq"] for item in found), default=self._read)
        return [words_of(item) for item in found]


def find_link(phone: Phone, openid: str, label: str) -> dict[str, str]:
    """What clicking the newest link that shows `label` sends. Raises BadAction without one."""
    for item in reversed(phone.items(openid)):
        for span in spans_of(item["text"]):
            if span.text == label and span.says and item["via"] != "push":
                return {"text": span.says, "menu_id": span.menu_id or "0"}
    raise BadAction(f"没有可以点的“{label}”")


def find_consent(phone: Phone, openid: str) -> str:
    """The newest link that asks for a notice. Raises BadAction without one."""
    for item in reversed(phone.items(openid)):
        for span in spans_of(item["text"]):
            if urlsplit(span.href).path == consent.PATH:
                return span.href
    raise BadAction("没有问过要不要通知")


def find_person(platform: Platform, nickname: str) -> Person:
    """One of the platform's residents by nickname. Raises UnknownResident."""
    openid = make_openid(platform.account.appid, nickname)
    return Person(platform, platform.get_resident(openid).openid)


def _encoded(content: bytes | None) -> dict[str, str]:
    return {"base64": base64.b64encode(content).decode()} if content else {}


def words_of(item: Mapping[str, Any]) -> str:
    """The text as a person reads it; of a card its title and description."""
    card = item["card"]
    return f"{card['title']}\n{card['description']}" if card else plain_text(item["text"])
