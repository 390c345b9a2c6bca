"""Customer-service messages and one-time notices: their form, their right, their arrival."""

from collections.abc import Mapping
from typing import Any

from simulator import consent, pushes
from simulator.agents import known_agent
from simulator.chat import NOTICE, SERVICE
from simulator.errors import ApiError, UnknownResident
from simulator.media import Media
from simulator.platform import Platform
from simulator.replies import TEXT_BYTES
from simulator.residents import Resident
from simulator.templates import template_item
from simulator.windows import spend

TITLE_CHARACTERS, NOTICE_CHARACTERS = 15, 200


def send_service(platform: Platform, message: Mapping[str, Any]) -> None:
    """Puts a customer-service message into the inbox and uses up a window. Raises ApiError."""
    resident = _follower(platform, message.get("touser"))
    item = service_item(message, platform.media)
    speaker = message.get("customservice")
    if isinstance(speaker, dict):
        item["by"] = known_agent(platform.agents, speaker.get("kf_account")).nickname
    if platform.faults.strikes("quota_full"):
        raise ApiError(45047)
    platform.change(resident.openid, lambda each: _spent(each, platform.clock()))
    platform.chat.add(resident.openid, platform.clock(), SERVICE, **item)


def send_notice(platform: Platform, message: Mapping[str, Any]) -> None:
    """Puts a one-time notice into the inbox and uses up a consent. Raises ApiError."""
    resident = resident_of(platform, message.get("touser"))
    item = notice_item(message)
    template = str(message.get("template_id", ""))
    if platform.account.templates and template not in platform.account.templates:
        raise ApiError(40037)
    key = consent.key_of(str(message.get("scene", "")), template)

    def use(each: Resident) -> Resident:
        if each.consents.get(key, 0) < 1:
            raise ApiError(43101)
        return each.consenting(key, agrees=False)

    platform.change(resident.openid, use)
    platform.chat.add(resident.openid, platform.clock(), NOTICE, **item)


def send_template(platform: Platform, message: Mapping[str, Any]) -> int:
    """Puts a template message into the inbox, tells the account that it arrived, and returns its
    number; the same `client_msg_id` again sends nothing. Raises ApiError."""
    resident = _follower(platform, message.get("touser"))
    item = template_item(platform.account, message)
    number, is_new = platform.templates.number(str(message.get("client_msg_id") or ""))
    if is_new:
        platform.chat.add(resident.openid, platform.clock(), NOTICE, **item)
        platform.start(resident.openid, pushes.template_sent(number))
    return number


def resident_of(platform: Platform, openid: Any) -> Resident:
    """The resident that the account names. Raises ApiError 40003."""
    try:
        return platform.get_resident(str(openid))
    except UnknownResident as error:
        raise ApiError(40003) from error


def _follower(platform: Platform, openid: Any) -> Resident:
    resident = resident_of(platform, openid)
    if not resident.follows:
        raise ApiError(43004)
    return resident


def _spent(resident: Resident, now: float) -> Resident:
    try:
        spent = spend(resident.windows, now)
    except LookupError as error:
        raise ApiError(45015) from error
    if spent is None:
        raise ApiError(45047)
    return resident.with_window(*spent)


def service_item(message: Mapping[str, Any], media: Media) -> dict[str, Any]:
    """The fields of the chat item that a customer-service message becomes. Raises ApiError."""
    kind = message.get("msgtype")
    body = message.get(str(kind))
    if not isinstance(kind, str) or kind not in _KINDS:
        raise ApiError(40008)
    if not isinstance(body, dict):
        raise ApiError(44004)
    return {"kind": kind, **_KINDS[kind](body, media)}


def notice_item(message: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the chat item that a one-time subscribed notice becomes. Raises ApiError."""
    title, data = message.get("title"), message.get("data")
    content = data.get("content", {}) if isinstance(data, dict) else {}
    value = content.get("value") if isinstance(content, dict) else None
    if not isinstance(title, str) or not 0 < len(title) <= TITLE_CHARACTERS:
        raise ApiError(47003, "title")
    if not isinstance(value, str) or not 0 < len(value) <= NOTICE_CHARACTERS:
        raise ApiError(47003, "data.content")
    card = {"title": title, "description": value, "url": _text(message, "url"), "picture": ""}
    return {"kind": "notice", "card": card}


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise ApiError(47001, name)
    return value


def _as_text(body: Mapping[str, Any], _: Media) -> dict[str, Any]:
    content = _text(body, "content")
    if not content:
        raise ApiError(44004)
    if len(content.encode()) > TEXT_BYTES:
        raise ApiError(45002)
    return {"text": content}


def _as_media(body: Mapping[str, Any], media: Media) -> dict[str, Any]:
    media_id = _text(body, "media_id")
    media.get(media_id)
    return {"media_id": media_id}


def _as_news(body: Mapping[str, Any], _: Media) -> dict[str, Any]:
    articles = body.get("articles")
    if not isinstance(articles, list) or not all(isinstance(each, dict) for each in articles):
        raise ApiError(47001)
    if len(articles) != 1:
        raise ApiError(45008)
    names = {"title": "title", "description": "description", "picture": "picurl", "url": "url"}
    return {"card": {name: _text(articles[0], key) for name, key in names.items()}}


def _as_menu(body: Mapping[str, Any], media: Media) -> dict[str, Any]:
    """msgmenu: shown as the text it is, each entry a link that speaks."""
    entries = body.get("list")
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise ApiError(47001)
    lines = [_text(body, "head_content")]
    lines += [_menu_link(_text(each, "id"), _text(each, "content")) for each in entries]
    lines.append(_text(body, "tail_content"))
    return _as_text({"content": "\n".join(line for line in lines if line)}, media)


def _menu_link(id_: str, content: str) -> str:
    return (
        f'<a href="weixin://bizmsgmenu?msgmenucontent={content}&amp;msgmenuid={id_}">{content}</a>'
    )


_KINDS = {
    "text": _as_text,
    "image": _as_media,
    "voice": _as_media,
    "news": _as_news,
    "msgmenu": _as_menu,
}
