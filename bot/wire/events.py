"""Reading the fields of each event; the table at the end is the whole list."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

from bot import events
from bot.messages import Incoming
from bot.wire.values import Fields, degrees, each, inner, optional, text, whole

Common = dict[str, Any]
_STATUS: Mapping[str, Literal["sent", "blocked", "too_often"]] = {
    "success": "sent",
    "failed:userblock": "blocked",
    "failed:freqlimit": "too_often",
}
_ACCOUNT_NOTICES = ("qualification_verify", "naming_verify", "annual_renew", "verify_expired")


def read_event(name: str, fields: Fields, common: Common) -> Incoming:
    """The event called `name` (lower case, wechatpy's spelling); UnknownEvent when it is new."""
    reader = _READERS.get(name)
    if reader:
        return reader(name, fields, common)
    if name.startswith(_ACCOUNT_NOTICES):
        return _account_notice(name, fields, common)
    return events.UnknownEvent(event=name, **common)


def _subscribe(_: str, fields: Fields, common: Common) -> Incoming:
    return events.Subscribe(ticket=optional(fields, "Ticket"), **common)


def _subscribe_by_scene(_: str, fields: Fields, common: Common) -> Incoming:
    scene = optional(fields, "EventKey")
    return events.Subscribe(scene=scene or None, ticket=optional(fields, "Ticket"), **common)


def _unsubscribe(_: str, fields: Fields, common: Common) -> Incoming:  # noqa: ARG001
    return events.Unsubscribe(**common)


def _scan(_: str, fields: Fields, common: Common) -> Incoming:
    scene, ticket = text(fields, "EventKey"), optional(fields, "Ticket")
    return events.Scan(scene=scene, ticket=ticket, **common)


def _location(_: str, fields: Fields, common: Common) -> Incoming:
    return events.LocationReport(
        latitude=degrees(fields, "Latitude"),
        longitude=degrees(fields, "Longitude"),
        precision=degrees(fields, "Precision"),
        **common,
    )


def _click(_: str, fields: Fields, common: Common) -> Incoming:
    return events.Click(menu_key=text(fields, "EventKey"), **common)


def _view(name: str, fields: Fields, common: Common) -> Incoming:
    mini_program = name == "view_miniprogram"
    return events.View(url=text(fields, "EventKey"), mini_program=mini_program, **common)


def _scan_code(name: str, fields: Fields, common: Common) -> Incoming:
    info = inner(fields, "ScanCodeInfo")
    return events.ScanCode(
        menu_key=text(fields, "EventKey"),
        kind=text(info, "ScanType"),
        result=text(info, "ScanResult"),
        waitmsg=name == "scancode_waitmsg",
        **common,
    )


def _pictures(name: str, fields: Fields, common: Common) -> Incoming:
    return events.PictureEvent(
        menu_key=text(fields, "EventKey"),
        source=name.removeprefix("pic_"),
        count=whole(inner(fields, "SendPicsInfo"), "Count") or 0,
        **common,
    )


def _place(_: str, fields: Fields, common: Common) -> Incoming:
    info = inner(fields, "SendLocationInfo")
    return events.LocationSelect(
        menu_key=text(fields, "EventKey"),
        latitude=degrees(info, "Location_X"),
        longitude=degrees(info, "Location_Y"),
        scale=whole(info, "Scale"),
        label=text(info, "Label"),
        poi_name=text(info, "Poiname"),
        **common,
    )


def _template(_: str, fields: Fields, common: Common) -> Incoming:
    # WeChat writes the same status with and without spaces.
    status = text(fields, "Status").lower().replace(" ", "")
    return events.TemplateSent(
        msg_id=whole(fields, "MsgID", "MsgId"), status=_STATUS.get(status, "failed"), **common
    )


def _mass(_: str, fields: Fields, common: Common) -> Incoming:
    return events.MassSent(
        job="mass",
        job_id=text(fields, "MsgID", "MsgId"),
        status=text(fields, "Status"),
        sent_count=whole(fields, "SentCount") or 0,
        error_count=whole(fields, "ErrorCount") or 0,
        **common,
    )


def _publish(_: str, fields: Fields, common: Common) -> Incoming:
    info = inner(fields, "PublishEventInfo")
    job_id, status = text(info, "publish_id"), text(info, "publish_status")
    return events.MassSent(job="publish", job_id=job_id, status=status, **common)


def _consents(name: str, fields: Fields, common: Common) -> Incoming:
    kind = cast(Literal["popup", "change", "sent"], name.split("_")[2])
    # WeChat's own sample of a change stands in the popup's tag.
    info = inner(fields, f"SubscribeMsg{kind.title()}Event", "SubscribeMsgPopupEvent")
    return events.ConsentChanged(
        kind=kind, consents=tuple(_consent(line) for line in each(info, "List")), **common
    )


def _consent(line: Fields) -> events.Consent:
    answer = text(line, "SubscribeStatusString").lower()
    return events.Consent(
        template_id=text(line, "TemplateId"),
        accepted=answer == "accept" if answer else None,
        error_code=whole(line, "ErrorCode"),
    )


def _human(name: str, fields: Fields, common: Common) -> Incoming:
    if name == "kf_switch_session":
        agent, previous = text(fields, "ToKfAccount"), optional(fields, "FromKfAccount")
        return events.HumanSession(
            change="switched", agent=agent, previous_agent=previous, **common
        )
    change: Literal["opened", "closed"] = "opened" if name == "kf_create_session" else "closed"
    return events.HumanSession(change=change, agent=text(fields, "KfAccount"), **common)


def _account_notice(name: str, fields: Fields, common: Common) -> Incoming:
    expires_at = whole(fields, "ExpiredTime")
    reason = text(fields, "FailReason")
    return events.AccountNotice(event=name, expires_at=expires_at, reason=reason, **common)


_READERS: Mapping[str, Callable[[str, Fields, Common], Incoming]] = {
    "subscribe": _subscribe,
    "subscribe_scan": _subscribe_by_scene,
    "subscribe_scan_product": _subscribe,
    "unsubscribe": _unsubscribe,
    "scan": _scan,
    "location": _location,
    "click": _click,
    "view": _view,
    "view_miniprogram": _view,
    "scancode_push": _scan_code,
    "scancode_waitmsg": _scan_code,
    "pic_sysphoto": _pictures,
    "pic_photo_or_album": _pictures,
    "pic_weixin": _pictures,
    "location_select": _place,
    "templatesendjobfinish": _template,
    "masssendjobfinish": _mass,
    "publishjobfinish": _publish,
    "subscribe_msg_popup_event": _consents,
    "subscribe_msg_change_event": _consents,
    "subscribe_msg_sent_event": _consents,
    "kf_create_session": _human,
    "kf_close_session": _human,
    "kf_switch_session": _human,
}
