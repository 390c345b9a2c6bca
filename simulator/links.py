"""The clickable parts of a text, as WeChat's client shows them."""

import html
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_LINK = re.compile(
    r"""<a\s[^>]*?href\s*=\s*(["'])(?P<href>.*?)\1[^>]*>(?P<label>.*?)</a>"""
    r"""|(?P<bare>https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+)""",
    re.DOTALL | re.IGNORECASE,
)
_MENU = "weixin://bizmsgmenu"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: `href` for a web link, `says` and `menu_id` for a click that speaks."""

    text: str
    href: str = ""
    says: str = ""
    menu_id: str = ""


def spans_of(text: str) -> list[Span]:
    """The text cut into plain pieces and links, in order; anything unknown stays plain text."""
    spans, end = [], 0
    for found in _LINK.finditer(text):
        if before := text[end : found.start()]:
            spans.append(Span(before))
        spans.append(_span(found))
        end = found.end()
    if rest := text[end:]:
        spans.append(Span(rest))
    return spans


def plain_text(text: str) -> str:
    """The text as a person reads it, links reduced to their labels."""
    return "".join(span.text for span in spans_of(text))


def _span(found: re.Match[str]) -> Span:
    if bare := found["bare"]:
        return Span(bare, href=bare)
    href, label = html.unescape(found["href"]), found["label"]
    if href.lower().startswith(_MENU):
        query = parse_qs(urlsplit(href).query)
        says = query.get("msgmenucontent", [""])[0]
        return Span(label, says=says, menu_id=query.get("msgmenuid", [""])[0])
    if urlsplit(href).scheme in {"http", "https"}:
        return Span(label, href=href)
    return Span(label)
