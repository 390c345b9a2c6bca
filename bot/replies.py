"""Replies as JSON-able dictionaries, for the message's row and for tries that wait."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.messages import LeadReply, NewsReply, NoReply, Reply, TextReply, TransferReply

TYPES: dict[str, type[TextReply] | type[NewsReply] | type[TransferReply] | type[NoReply]] = {
    kind.__name__: kind for kind in (TextReply, LeadReply, NewsReply, TransferReply, NoReply)
}


def reply_to_json(reply: Reply) -> dict[str, Any]:
    """The reply as a dictionary of JSON values; `type` names its class."""
    return {"type": type(reply).__name__, **asdict(reply)}


def reply_from_json(stored: Mapping[str, Any]) -> Reply:
    """The reply that `reply_to_json` was given; raises KeyError for an unknown type."""
    values = {name: value for name, value in stored.items() if name != "type"}
    return TYPES[stored["type"]](**values)
