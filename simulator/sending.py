"""What the account's customer-service messages and one-time notices must look like."""

from collections.abc import Mapping
from typing import Any

from simulator.errors import ApiError
from simulator.media import Media
from simulator.replies import TEXT_BYTES

TITLE_CHARACTERS, NOTICE_CHARACTERS = 15, 200


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
