"""Reading WeChat's XML without trusting it: one flat element, no DTD, only known shapes."""

import re
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict

from bot.wire.errors import Unreadable
from bot.wire.text import clean

_START = re.compile(r"\ufeff?\s*(?:<\?xml[^<>]*\?>\s*)?<xml[\s>]")
_DTD = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def guarded(body: bytes) -> str:
    """The body as text that begins with our root element and has no illegal characters.

    A DTD can only stand before the root, so a root at the very start leaves no room for one,
    while a resident may still write "<!DOCTYPE" in a sentence. Unreadable (json, dtd, xml).
    """
    text = clean(body.decode("utf-8", "replace"))
    if _START.match(text):
        return text
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        raise Unreadable("json")
    raise Unreadable("dtd" if _DTD.search(text) else "xml")


def flat(text: str) -> dict[str, Any]:
    """The children of the root by name: str, None when empty, else a nested dict or list.

    Unreadable (xml).
    """
    try:
        root = xmltodict.parse(text)["xml"]
    except (ExpatError, ValueError, KeyError, TypeError):
        raise Unreadable("xml") from None
    if not isinstance(root, dict):
        raise Unreadable("xml")
    return root
