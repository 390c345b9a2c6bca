"""Every message of WeChat's table as the fields it comes with, and what it has to become."""

from bot import messages
from tests.bot.event_samples import EVENTS, Sample
from tests.bot.pushes import cdata, xml

MEDIA = cdata("MediaId", "m-1")


def _message(kind: str, fields: str) -> str:
    return xml(cdata("MsgType", kind) + fields + "<MsgId>9</MsgId>")


MESSAGES: dict[str, Sample] = {
    "text": (
        _message("text", cdata("Content", "灯坏了")),
        messages.TextMessage,
        {"text": "灯坏了", "menu_id": None, "msg_id": 9},
        True,
        "message",
    ),
    "tapped link": (
        _message("text", cdata("Content", "报修") + "<bizmsgmenuid>1</bizmsgmenuid>"),
        messages.TextMessage,
        {"text": "报修", "menu_id": "1"},
        True,
        "click",
    ),
    "tapped link whose id got lost": (
        _message("text", cdata("Content", "报修") + "<bizmsgmenuid></bizmsgmenuid>"),
        messages.TextMessage,
        {"text": "报修", "menu_id": ""},
        True,
        "click",
    ),
    "image": (
        _message("image", MEDIA + cdata("PicUrl", "http://p.example/1")),
        messages.ImageMessage,
        {"media_id": "m-1", "picture_url": "http://p.example/1"},
        True,
        "message",
    ),
    "voice without words": (
        _message("voice", MEDIA + cdata("Format", "amr") + cdata("Recognition", "")),
        messages.VoiceMessage,
        {"media_id": "m-1", "format": "amr", "recognition": None, "media_id_16k": None},
        True,
        "message",
    ),
    "voice with words": (
        _message("voice", MEDIA + cdata("Recognition", "停水了") + cdata("MediaId16K", "m-16")),
        messages.VoiceMessage,
        {"recognition": "停水了", "media_id_16k": "m-16"},
        True,
        "message",
    ),
    "video": (
        _message("video", MEDIA + cdata("ThumbMediaId", "t-1")),
        messages.VideoMessage,
        {"media_id": "m-1", "thumb_media_id": "t-1", "short": False},
        True,
        "message",
    ),
    "shortvideo": (
        _message("shortvideo", MEDIA),
        messages.VideoMessage,
        {"short": True},
        True,
        "message",
    ),
    "location": (
        _message(
            "location",
            "<Location_X>23.13</Location_X><Location_Y>113.35</Location_Y><Scale>20</Scale>"
            + cdata("Label", "幸福路"),
        ),
        messages.LocationMessage,
        {"latitude": 23.13, "longitude": 113.35, "scale": 20, "label": "幸福路"},
        True,
        "message",
    ),
    "link": (
        _message("link", cdata("Title", "t") + cdata("Url", "https://l.example/")),
        messages.LinkMessage,
        {"title": "t", "description": "", "url": "https://l.example/"},
        True,
        "message",
    ),
    "file": (_message("file", ""), messages.UnknownMessage, {"kind": "file"}, True, "message"),
    "card of a mini-program": (
        _message("miniprogrampage", ""),
        messages.UnknownMessage,
        {"kind": "miniprogrampage"},
        True,
        "message",
    ),
    "what WeChat itself can't show": (
        _message("text", cdata("Content", "【收到不支持的消息类型，暂无法显示】")),
        messages.UnknownMessage,
        {"kind": "unsupported"},
        True,
        "message",
    ),
}

SAMPLES = {**MESSAGES, **EVENTS}
