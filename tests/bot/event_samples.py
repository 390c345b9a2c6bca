"""Every event of WeChat's table as the fields it comes with, and what it has to become."""

from typing import Any

from bot import events
from bot.messages import CountsAs, Incoming
from tests.bot.pushes import cdata, event_xml, xml

KEY = cdata("EventKey", "menu-7")


def _list(tag: str, *lines: str) -> str:
    return f"<{tag}>" + "".join(f"<List>{line}</List>" for line in lines) + f"</{tag}>"


_ACCEPTED = cdata("TemplateId", "t-1") + cdata("SubscribeStatusString", "accept")
_REJECTED = cdata("TemplateId", "t-2") + cdata("SubscribeStatusString", "reject")
_CODE = "<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>house-3</ScanResult></ScanCodeInfo>"
_PLACE = (
    "<SendLocationInfo><Location_X>23.1</Location_X><Location_Y>113.3</Location_Y>"
    "<Scale>15</Scale><Label>幸福路3号</Label><Poiname>东门</Poiname></SendLocationInfo>"
)

# name: (XML, our type, the fields that have to be right, may be answered, opens window)
Sample = tuple[str, type[Incoming], dict[str, Any], bool, CountsAs]
EVENTS: dict[str, Sample] = {
    "subscribe": (event_xml("subscribe"), events.Subscribe, {"scene": None}, True, "follow"),
    "subscribe by scene": (
        event_xml("subscribe", cdata("EventKey", "qrscene_house-3") + cdata("Ticket", "k")),
        events.Subscribe,
        {"scene": "house-3", "ticket": "k"},
        True,
        "follow",
    ),
    "subscribe after paying": (
        event_xml("subscribe", cdata("EventKey", "last_trade_no_42")),
        events.Subscribe,
        {"scene": None},
        True,
        "follow",
    ),
    "unsubscribe": (event_xml("unsubscribe"), events.Unsubscribe, {}, False, "none"),
    "scan": (
        event_xml("SCAN", cdata("EventKey", "house-3") + cdata("Ticket", "k")),
        events.Scan,
        {"scene": "house-3", "ticket": "k"},
        True,
        "scan",
    ),
    "location report": (
        event_xml(
            "LOCATION",
            "<Latitude>23.1</Latitude><Longitude>113.3</Longitude><Precision>119</Precision>",
        ),
        events.LocationReport,
        {"latitude": 23.1, "longitude": 113.3, "precision": 119.0},
        False,
        "none",
    ),
    "click": (event_xml("CLICK", KEY), events.Click, {"menu_key": "menu-7"}, True, "click"),
    "view": (
        event_xml("VIEW", cdata("EventKey", "https://v.example/")),
        events.View,
        {"url": "https://v.example/", "mini_program": False},
        False,
        "none",
    ),
    "view of a mini-program": (
        event_xml("view_miniprogram", cdata("EventKey", "pages/index")),
        events.View,
        {"url": "pages/index", "mini_program": True},
        False,
        "none",
    ),
    "scancode_push": (
        event_xml("scancode_push", KEY + _CODE),
        events.ScanCode,
        {"menu_key": "menu-7", "kind": "qrcode", "result": "house-3", "waitmsg": False},
        False,
        "click",
    ),
    "scancode_waitmsg": (
        event_xml("scancode_waitmsg", KEY + _CODE),
        events.ScanCode,
        {"result": "house-3", "waitmsg": True},
        True,
        "click",
    ),
    "pic_sysphoto": (
        event_xml("pic_sysphoto", KEY + "<SendPicsInfo><Count>2</Count></SendPicsInfo>"),
        events.PictureEvent,
        {"source": "sysphoto", "count": 2},
        False,
        "none",
    ),
    "pic_photo_or_album": (
        event_xml("pic_photo_or_album", KEY),
        events.PictureEvent,
        {"source": "photo_or_album", "count": 0},
        False,
        "none",
    ),
    "pic_weixin": (
        event_xml("pic_weixin", KEY),
        events.PictureEvent,
        {"source": "weixin"},
        False,
        "none",
    ),
    "location_select": (
        event_xml("location_select", KEY + _PLACE),
        events.LocationSelect,
        {"latitude": 23.1, "longitude": 113.3, "label": "幸福路3号", "poi_name": "东门"},
        False,
        "none",
    ),
    "template sent": (
        event_xml("TEMPLATESENDJOBFINISH", "<MsgID>5</MsgID>" + cdata("Status", "success")),
        events.TemplateSent,
        {"msg_id": 5, "status": "sent"},
        False,
        "none",
    ),
    "template blocked, id spelt otherwise": (
        event_xml("TEMPLATESENDJOBFINISH", "<MsgId>5</MsgId><Status>failed:user block</Status>"),
        events.TemplateSent,
        {"msg_id": 5, "status": "blocked"},
        False,
        "none",
    ),
    "template failed": (
        event_xml("TEMPLATESENDJOBFINISH", "<Status>failed: system failed</Status>"),
        events.TemplateSent,
        {"msg_id": None, "status": "failed"},
        False,
        "none",
    ),
    "template too often": (
        event_xml("TEMPLATESENDJOBFINISH", "<Status>failed:freq limit</Status>"),
        events.TemplateSent,
        {"status": "too_often"},
        False,
        "none",
    ),
    "mass sent": (
        event_xml(
            "MASSSENDJOBFINISH",
            "<MsgID>77</MsgID><Status>send success</Status><SentCount>75</SentCount>"
            "<ErrorCount>5</ErrorCount>",
        ),
        events.MassSent,
        {"job": "mass", "job_id": "77", "sent_count": 75, "error_count": 5},
        False,
        "none",
    ),
    "published": (
        event_xml(
            "PUBLISHJOBFINISH",
            "<PublishEventInfo><publish_id>88</publish_id><publish_status>0</publish_status>"
            "</PublishEventInfo>",
        ),
        events.MassSent,
        {"job": "publish", "job_id": "88", "status": "0"},
        False,
        "none",
    ),
    "consent by popup, many": (
        event_xml(
            "subscribe_msg_popup_event", _list("SubscribeMsgPopupEvent", _ACCEPTED, _REJECTED)
        ),
        events.ConsentChanged,
        {"kind": "popup", "consents": (events.Consent("t-1", True), events.Consent("t-2", False))},
        False,
        "none",
    ),
    "consent changed, in its own tag": (
        event_xml("subscribe_msg_change_event", _list("SubscribeMsgChangeEvent", _REJECTED)),
        events.ConsentChanged,
        {"kind": "change", "consents": (events.Consent("t-2", False),)},
        False,
        "none",
    ),
    "consent changed, in the popup's tag": (
        event_xml("subscribe_msg_change_event", _list("SubscribeMsgPopupEvent", _REJECTED)),
        events.ConsentChanged,
        {"kind": "change", "consents": (events.Consent("t-2", False),)},
        False,
        "none",
    ),
    "subscribed notice sent": (
        event_xml(
            "subscribe_msg_sent_event",
            _list("SubscribeMsgSentEvent", cdata("TemplateId", "t-1") + "<ErrorCode>0</ErrorCode>"),
        ),
        events.ConsentChanged,
        {"kind": "sent", "consents": (events.Consent("t-1", None, 0),)},
        False,
        "none",
    ),
    "human session opened": (
        event_xml("kf_create_session", cdata("KfAccount", "xiaoli@desk")),
        events.HumanSession,
        {"change": "opened", "agent": "xiaoli@desk"},
        False,
        "none",
    ),
    "human session closed": (
        event_xml("kf_close_session", cdata("KfAccount", "xiaoli@desk")),
        events.HumanSession,
        {"change": "closed"},
        False,
        "none",
    ),
    "human session switched": (
        event_xml(
            "kf_switch_session", cdata("FromKfAccount", "a@desk") + cdata("ToKfAccount", "b@desk")
        ),
        events.HumanSession,
        {"change": "switched", "agent": "b@desk", "previous_agent": "a@desk"},
        False,
        "none",
    ),
    **{
        name: (
            event_xml(name, "<ExpiredTime>1800000000</ExpiredTime><FailReason>r</FailReason>"),
            events.AccountNotice,
            {"event": name, "expires_at": 1800000000, "reason": "r"},
            False,
            "none",
        )
        for name in (
            "qualification_verify_success",
            "qualification_verify_fail",
            "naming_verify_success",
            "naming_verify_fail",
            "annual_renew",
            "verify_expired",
        )
    },
    "a future event": (
        event_xml("Debug_Demo"),
        events.UnknownEvent,
        {"event": "debug_demo"},
        False,
        "none",
    ),
    "an event wechatpy knows and we do not": (
        event_xml("user_get_card", "<UserCardCode>12</UserCardCode>"),
        events.UnknownEvent,
        {"event": "user_get_card"},
        False,
        "none",
    ),
    "an event without a name": (
        xml(cdata("MsgType", "event")),
        events.UnknownEvent,
        {"event": "event"},
        False,
        "none",
    ),
    "a device": (
        xml(cdata("MsgType", "device_text") + cdata("DeviceType", "d")),
        events.UnknownEvent,
        {"event": "device_text"},
        False,
        "none",
    ),
}
