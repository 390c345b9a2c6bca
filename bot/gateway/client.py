"""The calls we make to WeChat's servers, wechatpy's client being the catalogue of them."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wechatpy import WeChatClient

from bot.gateway.caller import Caller, Patience
from bot.gateway.errors import NoAnswer
from bot.gateway.media import Media, media_of
from bot.gateway.users import UserInfo, user_of
from bot.wire.text import clean
from core.store import Store

TITLE_LENGTH = 15
CONTENT_LENGTH = 200
DOWNLOADS = Patience(call=60.0, attempt=30.0, pauses=(0.5, 2.0))


@dataclass(frozen=True, slots=True)
class OneTimeNotice:
    """A one-time subscribed notice; scene: the 0-10000 the resident consented with.

    WeChat takes 15 characters of title and 200 of content; more is cut with an ellipsis.
    """

    template_id: str
    scene: int
    title: str
    content: str
    url: str = ""


class Gateway:
    """WeChat's server API for one account; never used while a push waits for its answer.

    api_url: WeChat's host or a simulator's. Every call ends within its patience and
    raises a `WeChatError` of bot.gateway.errors when it did not succeed.
    """

    def __init__(
        self,
        appid: str,
        secret: str,
        store: Store,
        *,
        api_url: str,
        patience: Patience = Patience(),  # noqa: B008 - frozen
        downloads: Patience = DOWNLOADS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._patience, self._downloads, self._clock = patience, downloads, clock
        self._caller = Caller(appid, secret, store, api_url=api_url, clock=clock, sleep=sleep)

    def token(self) -> str:
        """The access token, from the store or fresh."""
        return self._caller.tokens.get(self._clock() + self._patience.call)

    def send_text(self, openid: str, text: str) -> None:
        """Send a customer-service message; returns when WeChat has taken it."""
        words = clean(text)
        self._do(lambda client: client.message.send_text(openid, words), openid)

    def send_one_time_notice(self, openid: str, notice: OneTimeNotice) -> None:
        """Send the one notice a resident agreed to for this template and scene."""
        body = {
            "touser": openid,
            "template_id": notice.template_id,
            "scene": str(notice.scene),
            "title": _cut(notice.title, TITLE_LENGTH),
            "data": {"content": {"value": _cut(notice.content, CONTENT_LENGTH)}},
        }
        if notice.url:
            body["url"] = notice.url
        self._do(lambda client: client.post("message/template/subscribe", data=body), openid)

    def get_media(self, media_id: str) -> Media:
        """What a resident sent under this id; MediaGone or TooBig when asking again is no use."""
        return self._caller.call(lambda client: self._download(client, media_id), self._downloads)

    def agents_online(self) -> int:
        """How many agents of WeChat's customer service take chats now."""
        listed = self._caller.call(
            lambda client: client.customservice.get_online_accounts(), self._patience
        )
        return sum(1 for agent in listed if agent.get("status"))

    def user_info(self, openid: str) -> UserInfo:
        """What WeChat tells about this openid."""
        return self._caller.call(
            lambda client: user_of(client.user.get(openid)), self._patience, hidden=openid
        )

    def publish_menu(self, menu: Mapping[str, Any]) -> None:
        """Make this the account's menu: {"button": [...]} as WeChat's documents describe it."""
        self._do(lambda client: client.menu.create(dict(menu)))

    def make_code(self, scene: str) -> str:
        """The address to be drawn as the lasting QR code of the scene (1-64 characters).

        Asked again for a scene WeChat gives the same code; an account has at most 100,000.
        Source: WeChat's documentation, 生成带参数二维码.
        """
        wanted = {
            "action_name": "QR_LIMIT_STR_SCENE",
            "action_info": {"scene": {"scene_str": scene}},
        }
        return self._caller.call(
            lambda client: str(client.qrcode.create(wanted)["url"]), self._patience
        )

    def _do(self, ask: Callable[[WeChatClient], Any], openid: str = "") -> None:
        self._caller.call(lambda client: _accepted(ask(client)), self._patience, hidden=openid)

    def _download(self, client: WeChatClient, media_id: str) -> Media:
        answer = client.media.download(media_id)
        if isinstance(answer, dict):
            # A video comes as an address of its own, which needs no token.
            url = str(answer["video_url"])
            answer = self._caller.http.get(url, timeout=self._downloads.attempt)
        return media_of(answer)


def _accepted(answer: object) -> None:
    """Nothing when WeChat said yes; NoAnswer for anything but that."""
    if not (isinstance(answer, dict) and answer.get("errcode") == 0):
        raise NoAnswer(detail="an answer of an unknown shape")


def _cut(words: str, length: int) -> str:
    words = clean(words)
    return words if len(words) <= length else words[: length - 1] + "…"
