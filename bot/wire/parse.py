"""From WeChat's XML to our own types; wechatpy sorts the kinds, we read the fields."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers.expat import ExpatError

from wechatpy import parse_message
from wechatpy.events import BaseEvent

from bot.messages import (
    ImageMessage,
    Incoming,
    LinkMessage,
    LocationMessage,
    TextMessage,
    UnknownMessage,
    VideoMessage,
    VoiceMessage,
)
from bot.wire.errors import Unreadable
from bot.wire.events import read_event
from bot.wire.values import Fields, degrees, optional, text, whole
from bot.wire.xml import guarded

_UNSUPPORTED = "【收到不支持的消息类型，暂无法显示】"
_LONGEST_NAME = 128
Common = dict[str, Any]


def read_message(body: bytes) -> Incoming:
    """The message or event in a plain XML body; Unreadable and nothing else when there is none."""
    xml = guarded(body)
    try:
        parsed = parse_message(xml)
    except (ExpatError, ValueError):
        raise Unreadable("xml") from None
    except (KeyError, TypeError, AttributeError):
        raise Unreadable("type") from None
    fields: Fields = parsed._data
    kind = text(fields, "MsgType").lower()
    if isinstance(parsed, BaseEvent) or kind == "event" or kind.startswith("device_"):
        name = getattr(parsed, "event", "") or text(fields, "Event").lower() or kind
        return read_event(name, fields, _common(fields, _event_key(fields)))
    return _read(kind, fields, xml)


def _read(kind: str, fields: Fields, xml: str) -> Incoming:
    msg_id = whole(fields, "MsgId", "MsgID")
    common = {**_common(fields, _message_key(fields, msg_id, xml)), "msg_id": msg_id}
    reader = _READERS.get(kind)
    return reader(fields, common) if reader else UnknownMessage(kind=kind, **common)


def _common(fields: Fields, key: str) -> Common:
    sender, account = text(fields, "FromUserName"), text(fields, "ToUserName")
    if not (0 < len(sender) <= _LONGEST_NAME and 0 < len(account) <= _LONGEST_NAME):
        raise Unreadable("sender")
    created_at = whole(fields, "CreateTime")
    if created_at is None:
        raise Unreadable("time")
    return {"sender": sender, "account": account, "created_at": created_at, "key": key}


def _message_key(fields: Fields, msg_id: int | None, xml: str) -> str:
    """Sender, id and time: ids alone repeat over people. Without an id the body stands in."""
    sent = hashlib.sha256(xml.encode()).hexdigest() if msg_id is None else str(msg_id)
    return "|".join((text(fields, "FromUserName"), sent, text(fields, "CreateTime")))


def _event_key(fields: Fields) -> str:
    names = ("FromUserName", "CreateTime", "Event", "EventKey")
    parts = [text(fields, name) for name in names]
    return "|".join([*parts, text(fields, "MsgID", "MsgId"), text(fields, "UserCardCode")])


def _text(fields: Fields, common: Common) -> Incoming:
    words = text(fields, "Content")
    if words == _UNSUPPORTED:
        return UnknownMessage(kind="unsupported", **common)
    menu_id = text(fields, "bizmsgmenuid") if "bizmsgmenuid" in fields else None
    return TextMessage(text=words, menu_id=menu_id, **common)


def _image(fields: Fields, common: Common) -> Incoming:
    return ImageMessage(
        media_id=text(fields, "MediaId"), picture_url=text(fields, "PicUrl"), **common
    )


def _voice(fields: Fields, common: Common) -> Incoming:
    return VoiceMessage(
        media_id=text(fields, "MediaId"),
        media_id_16k=optional(fields, "MediaId16K"),
        format=text(fields, "Format"),
        recognition=optional(fields, "Recognition"),
        **common,
    )


def _video(fields: Fields, common: Common) -> Incoming:
    return VideoMessage(
        media_id=text(fields, "MediaId"),
        thumb_media_id=text(fields, "ThumbMediaId"),
        short=text(fields, "MsgType").lower() == "shortvideo",
        **common,
    )


def _location(fields: Fields, common: Common) -> Incoming:
    return LocationMessage(
        latitude=degrees(fields, "Location_X"),
        longitude=degrees(fields, "Location_Y"),
        scale=whole(fields, "Scale"),
        label=text(fields, "Label"),
        **common,
    )


def _link(fields: Fields, common: Common) -> Incoming:
    return LinkMessage(
        title=text(fields, "Title"),
        description=text(fields, "Description"),
        url=text(fields, "Url"),
        **common,
    )


_READERS: Mapping[str, Callable[[Fields, Common], Incoming]] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "shortvideo": _video,
    "location": _location,
    "link": _link,
}
