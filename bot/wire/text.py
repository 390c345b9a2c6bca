"""Text fit for WeChat: characters XML allows, at most 1,900 bytes, cut with a hint."""

import re

MAX_BYTES = 1900
HINT = "\n\n回复 继续 查看剩余内容"

_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINK = re.compile(r"<a\b[^<>]*>[^<]*</a>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_JOINED = re.compile(r"[\u200d\ufe0f\u20e3\u0300-\u036f\U0001f3fb-\U0001f3ff]")
_ENDS = "\n。！？；"


def clean(text: str) -> str:
    """The text without the characters that XML forbids (and PostgreSQL's NUL among them)."""
    return _ILLEGAL.sub("", text)


def split_text(text: str) -> tuple[str, str | None]:
    """The part that fits into one reply, and the rest for 继续, or None when all fits.

    The first part has at most 1,900 bytes of UTF-8, hint included. It ends after a sentence
    where one ends in its last quarter, else after a character, and never inside a link; a link
    too long for any reply is reduced to its label.
    """
    text = clean(text)
    if _size(text) <= MAX_BYTES:
        return text, None
    room = MAX_BYTES - _size(HINT)
    text = _LINK.sub(lambda link: _shortened(link.group(), room), text)
    if _size(text) <= MAX_BYTES:
        return text, None
    cut = _cut(text, room)
    return text[:cut].rstrip() + HINT, text[cut:]


def _size(text: str) -> int:
    return len(text.encode())


def _shortened(link: str, room: int) -> str:
    return link if _size(link) <= room else _TAG.sub("", link)


def _cut(text: str, room: int) -> int:
    """Where to cut: an index above 0 whose part before it fits into `room` bytes."""
    furthest = len(text.encode()[:room].decode("utf-8", "ignore"))
    lowest = furthest * 3 // 4
    for link in _LINK.finditer(text):
        if link.start() < furthest < link.end():
            return link.start()
        if link.end() <= furthest:
            lowest = max(lowest, link.end())
    sentence = max(text.rfind(end, lowest, furthest) for end in _ENDS) + 1
    return sentence or _whole_character(text, furthest, lowest)


def _whole_character(text: str, cut: int, lowest: int) -> int:
    """Steps back so that an emoji made of several characters stays together."""
    place = cut
    while place > lowest + 1 and (_JOINED.match(text[place]) or text[place - 1] == "\u200d"):
        place -= 1
    return place
