"""Incoming messages as JSON-able dictionaries, so that a stored one can be handled again."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from bot import events, messages
from bot.messages import Incoming

TYPES: dict[str, type[Incoming]] = {
    kind.__name__: kind
    for kind in (
        messages.TextMessage,
        messages.ImageMessage,
        messages.VoiceMessage,
        messages.VideoMessage,
        messages.LocationMessage,
        messages.LinkMessage,
        messages.UnknownMessage,
        events.Subscribe,
        events.Unsubscribe,
        events.Scan,
        events.Click,
        events.View,
        events.LocationReport,
        events.ScanCode,
        events.PictureEvent,
        events.LocationSelect,
        events.TemplateSent,
        events.MassSent,
        events.ConsentChanged,
        events.HumanSession,
        events.AccountNotice,
        events.UnknownEvent,
    )
}


def to_json(message: Incoming) -> dict[str, Any]:
    """The message as a dictionary of JSON values; `type` names its class. Contains the openid."""
    return {"type": type(message).__name__, **asdict(message)}


def from_json(stored: Mapping[str, Any]) -> Incoming:
    """The message that `to_json` was given; unknown fields of another version are left out.

    ValueError when the type is unknown or a field is missing.
    """
    kind = TYPES.get(str(stored.get("type")))
    if kind is None:
        raise ValueError(f"no message type called {stored.get('type')!r}")
    values = {field.name: stored[field.name] for field in fields(kind) if field.name in stored}
    if kind is events.ConsentChanged:
        values["consents"] = tuple(events.Consent(**line) for line in values.get("consents", ()))
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"a stored {kind.__name__} is incomplete") from error
