"""Single values out of a parsed push; what has another shape than WeChat's is Unreadable."""

import math
import re
from collections.abc import Mapping
from typing import Any

from bot.wire.errors import Unreadable

_WHOLE = re.compile(r"[0-9]{1,19}")
Fields = Mapping[str, Any]


def text(fields: Fields, *names: str) -> str:
    """The first of the named fields that is there, "" when none is or it is empty."""
    return optional(fields, *names) or ""


def optional(fields: Fields, *names: str) -> str | None:
    """As `text`, but None where there is nothing."""
    for name in names:
        value = fields.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise Unreadable("type")
        return value
    return None


def whole(fields: Fields, *names: str) -> int | None:
    """A whole number that fits into 64 bits with a sign, else None."""
    value = text(fields, *names)
    if not _WHOLE.fullmatch(value):
        return None
    number = int(value)
    return number if number < 2**63 else None


def degrees(fields: Fields, name: str) -> float:
    """A finite number; Unreadable when it is anything else."""
    try:
        number = float(text(fields, name))
    except ValueError:
        raise Unreadable("type") from None
    if not math.isfinite(number):
        raise Unreadable("type")
    return number


def inner(fields: Fields, *names: str) -> Fields:
    """The first of the named fields that has children of its own, else nothing at all."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, dict):
            return value
    return {}


def each(fields: Fields, name: str) -> list[Fields]:
    """The children of that name, be it none, one or many."""
    value = fields.get(name)
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]
