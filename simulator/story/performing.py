"""How what a story says is done: with the phone, or at WeChat's customer service."""

from collections.abc import Mapping
from typing import Any

from simulator.agents import STARTERS
from simulator.person import Phone, find_consent, find_link

AGENT = STARTERS[0].account
_PLACE = {"latitude": 31.2304, "longitude": 121.4737}
_SHOWN = {
    "photo": "[照片]",
    "voice": "[语音]",
    "video": "[视频]",
    "file": "[文件]",
    "follow": "[关注]",
    "unfollow": "[取消关注]",
    "scan": "[扫码]",
    "press": "[菜单]",
    "location": "[位置]",
    "link": "[链接]",
    "agree": "[同意通知]",
    "decline": "[不要通知]",
    "accept": "[客服接入]",
    "speak": "[客服说]",
    "close": "[客服结束]",
}


def shown(action: str, values: Mapping[str, str]) -> str:
    """What stands in the dialogue for an action."""
    return " ".join([_SHOWN.get(action, ""), *values.values()]).strip()


def perform(phone: Phone, openid: str, action: str, values: Mapping[str, str]) -> int:
    """Does it; the id of the exchange to wait for, 0 where there is none. Raises BadAction."""
    if action in {"agree", "decline"}:
        link = find_consent(phone, openid)
        phone.post(f"residents/{openid}/decide", {"link": link, "agrees": action == "agree"})
        return 0
    if action in {"accept", "speak", "close"}:
        phone.post(f"sessions/{openid}/{action}", {"agent": AGENT, **values})
        return 0
    return phone.start(openid, action, _completed(phone, openid, action, values))


def sign(phone: Phone, *, online: bool) -> None:
    """The agent signs in or out."""
    phone.post(f"agents/{AGENT}", {"online": online})


def _completed(
    phone: Phone, openid: str, action: str, values: Mapping[str, str]
) -> Mapping[str, Any]:
    """The values that the phone wants, where a story leaves some of them out."""
    if action == "click":
        return find_link(phone, openid, values["label"])
    if action == "location":
        return {**values, **_PLACE}
    if action == "link":
        return {**values, "url": "https://example.org/"}
    return values
