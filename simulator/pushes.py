"""What residents and WeChat itself can send to the account: every message type and event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from simulator.xml import Value

# The trigger that opens a window for customer-service messages (see windows.py).
MESSAGE, CLICK, FOLLOW, SCAN = "message", "click", "follow", "scan"


@dataclass(frozen=True, slots=True)
class Push:
    """One message or event before it has a sender, a time and an id.

    `shown` is the resident's own bubble (empty: none), `trigger` the window it opens (empty: none),
    `answerable` whether WeChat shows a reply, and the failure line, to the resident.
    """

    type: str
    fields: Mapping[str, Value] = field(default_factory=dict)
    shown: str = ""
    trigger: str = MESSAGE
    answerable: bool = True
    media_id: str = ""

    @property
    def is_event(self) -> bool:
        """Whether it is an event, which carries no MsgId."""
        return self.type == "event"

    @property
    def name(self) -> str:
        """The message type, or the name of the event."""
        return str(self.fields["Event"]) if self.is_event else self.type


def text(content: str) -> Push:
    """A text that the resident typed."""
    return Push("text", {"Content": content}, shown=content)


def menu_click(content: str, menu_id: str) -> Push:
    """A text sent by clicking a `weixin://bizmsgmenu` link; its quota is that of a click."""
    return Push("text", {"Content": content, "bizmsgmenuid": menu_id}, shown=content, trigger=CLICK)


def image(media_id: str, url: str) -> Push:
    """A photo, also kept under `url`."""
    return Push("image", {"PicUrl": url, "MediaId": media_id}, shown="[图片]", media_id=media_id)


def voice(media_id: str, recognition: str = "") -> Push:
    """A voice message; WeChat has left `recognition` empty since 2023."""
    fields = {"MediaId": media_id, "Format": "amr", "Recognition": recognition}
    return Push("voice", fields, shown="[语音]", media_id=media_id)


def video(media_id: str, thumb_id: str, *, short: bool = False) -> Push:
    """A video with its thumbnail."""
    fields = {"MediaId": media_id, "ThumbMediaId": thumb_id}
    return Push("shortvideo" if short else "video", fields, shown="[视频]", media_id=media_id)


def location(latitude: float, longitude: float, label: str, scale: int = 16) -> Push:
    """A place chosen on the map; degrees, GCJ-02."""
    fields: dict[str, Value] = {
        "Location_X": f"{latitude:.6f}",
        "Location_Y": f"{longitude:.6f}",
        "Scale": scale,
        "Label": label,
    }
    return Push("location", fields, shown=label)


def link(title: str, description: str, url: str) -> Push:
    """An article that the resident passed on."""
    return Push("link", {"Title": title, "Description": description, "Url": url}, shown=title)


def other(type_: str, **fields: Value) -> Push:
    """A message type that the account may never have heard of."""
    return Push(type_, fields, shown=f"[{type_}]")


def event(
    name: str, *, trigger: str = "", answerable: bool = False, shown: str = "", **fields: Value
) -> Push:
    """Any event by its name, for the many that need no reply."""
    return Push("event", {"Event": name, **fields}, shown, trigger, answerable)


def subscribe(scene: str | None = None, ticket: str = "") -> Push:
    """The resident followed the account, by a QR code when there is a scene."""
    if not scene:
        return event("subscribe", trigger=FOLLOW, answerable=True, EventKey="")
    key = f"qrscene_{scene}"
    ticket = ticket or f"gQH{scene}"
    return event("subscribe", trigger=FOLLOW, answerable=True, EventKey=key, Ticket=ticket)


def unsubscribe() -> Push:
    """The resident no longer follows."""
    return event("unsubscribe", EventKey="")


def scan(scene: str, ticket: str = "") -> Push:
    """A follower scanned a QR code of the account."""
    ticket = ticket or f"gQH{scene}"
    return event("SCAN", trigger=SCAN, answerable=True, EventKey=scene, Ticket=ticket)


def menu_key(key: str) -> Push:
    """A click on a key of the account's menu."""
    return event("CLICK", trigger=CLICK, answerable=True, EventKey=key)


def menu_view(url: str) -> Push:
    """A click on a menu entry that opens a page."""
    return event("VIEW", EventKey=url, MenuId="418620133")


def position(latitude: float, longitude: float, precision: float = 40.0) -> Push:
    """Where the phone is, which WeChat reports by itself when the resident agreed."""
    return event(
        "LOCATION",
        Latitude=f"{latitude:.6f}",
        Longitude=f"{longitude:.6f}",
        Precision=f"{precision:.6f}",
    )


def scanned_code(key: str, result: str, *, waits: bool = True) -> Push:
    """A menu entry that scans any code; with `waits` the phone waits for a reply."""
    return event(
        "scancode_waitmsg" if waits else "scancode_push",
        trigger=CLICK,
        answerable=waits,
        EventKey=key,
        ScanCodeInfo={"ScanType": "qrcode", "ScanResult": result},
    )


def menu_pictures(name: str, key: str, md5s: Sequence[str]) -> Push:
    """pic_sysphoto, pic_photo_or_album or pic_weixin: how many pictures a menu entry sent."""
    pictures = {"item": [{"PicMd5Sum": md5} for md5 in md5s]}
    return event(name, EventKey=key, SendPicsInfo={"Count": len(md5s), "PicList": pictures})


def menu_location(key: str, latitude: float, longitude: float, label: str) -> Push:
    """A menu entry that sends a place."""
    where: dict[str, Value] = {
        "Location_X": f"{latitude:.6f}",
        "Location_Y": f"{longitude:.6f}",
        "Scale": "16",
        "Label": label,
        "Poiname": "",
    }
    return event("location_select", EventKey=key, SendLocationInfo=where)


def template_sent(message_id: int, status: str = "success") -> Push:
    """What became of a template message."""
    return event("TEMPLATESENDJOBFINISH", MsgID=message_id, Status=status)


def subscription_popup(
    answers: Sequence[tuple[str, str]], *, name: str = "subscribe_msg_popup_event"
) -> Push:
    """(template id, accept or reject) of each notice offered; `name` also …change_event."""
    entries = [
        {"TemplateId": template, "SubscribeStatusString": status, "PopupScene": "1"}
        for template, status in answers
    ]
    return event(name, SubscribeMsgPopupEvent={"List": entries})


def human_session(name: str, agent: str) -> Push:
    """kf_create_session or kf_close_session with the agent's account."""
    return event(name, KfAccount=agent)
