"""What residents send and what we answer, free of XML; events stand in bot/events.py."""

from dataclasses import dataclass
from typing import Literal

CountsAs = Literal["message", "click", "follow", "scan", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One push of WeChat.

    sender: the resident's openid; account: the gh_ name of the official account;
    created_at: unix seconds by WeChat's clock; key: the same for every try of one push and
    different for two pushes of one account (contains the openid: keep only its keyed hash).
    """

    sender: str
    account: str
    created_at: int
    key: str

    @property
    def may_answer(self) -> bool:
        """Whether WeChat shows a passive reply to this push; else only NoReply makes sense."""
        return False

    @property
    def counts_as(self) -> CountsAs:
        """Which window for customer-service messages this push opens."""
        return "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Incoming):
    """Something a person sent; msg_id is None where WeChat gave none (or no 64-bit number)."""

    msg_id: int | None = None

    @property
    def may_answer(self) -> bool:
        """Every message may be answered."""
        return True

    @property
    def counts_as(self) -> CountsAs:
        """A message opens the long window."""
        return "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMessage(Message):
    """Words; menu_id is not None when they came from tapping a menu link (it may be empty)."""

    text: str
    menu_id: str | None = None

    @property
    def counts_as(self) -> CountsAs:
        """A tapped link counts as a click: three messages within a minute."""
        return "message" if self.menu_id is None else "click"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageMessage(Message):
    """A photo or sticker; picture_url is for display only, media_id is what we fetch."""

    media_id: str
    picture_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceMessage(Message):
    """A voice message; recognition is None where WeChat gave no words (the usual case)."""

    media_id: str
    media_id_16k: str | None = None
    format: str = ""
    recognition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoMessage(Message):
    """A video, or a short one filmed in the chat."""

    media_id: str
    thumb_media_id: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationMessage(Message):
    """A place picked on the map: degrees in GCJ-02, zoom scale, the map's own words for it."""

    latitude: float
    longitude: float
    scale: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMessage(Message):
    """A shared article or page."""

    title: str
    description: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownMessage(Message):
    """A message we have no type for; kind is WeChat's MsgType in lower case, or unsupported."""

    kind: str


@dataclass(frozen=True, slots=True)
class TextReply:
    """Words as answer; text above 1,900 bytes is cut with a hint, see bot.wire.text.split_text."""

    text: str


@dataclass(frozen=True, slots=True)
class LeadReply(TextReply):
    """Words to which the next messages of a burst may belong: they are said when the sender
    pauses, and the desk is asked once more how, naming the reply by `lead`. `head` is what must
    be said even when the rest no longer holds."""

    lead: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class NewsReply:
    """One card leading to a page; url and picture_url are absolute, picture_url may be empty."""

    title: str
    description: str
    url: str
    picture_url: str = ""


@dataclass(frozen=True, slots=True)
class TransferReply:
    """Hands the chat to WeChat's customer service; agent None lets WeChat choose."""

    agent: str | None = None


@dataclass(frozen=True, slots=True)
class NoReply:
    """Tells WeChat that the push arrived and nothing will be said."""


Reply = TextReply | NewsReply | TransferReply | NoReply
