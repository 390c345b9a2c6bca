"""What a resident sent, as bytes."""

import re
from dataclasses import dataclass
from email.message import Message as Header

import requests

from bot.gateway.errors import NoAnswer

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Media:
    """A photo, voice message or video; filename is safe to use but may be empty."""

    content: bytes
    content_type: str
    filename: str


def media_of(answer: requests.Response) -> Media:
    """The medium in an answer of bytes; NoAnswer when it is a page or empty."""
    content_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if answer.status_code != 200 or content_type.startswith("text/") or not answer.content:
        raise NoAnswer(detail=f"no medium but {content_type[:40] or 'nothing'}")
    name = _file_name(answer.headers.get("Content-Disposition", ""))
    return Media(answer.content, content_type, name)


def _file_name(disposition: str) -> str:
    header = Header()
    header["Content-Disposition"] = disposition.replace("\r", "").replace("\n", "")
    name = (header.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    return _UNSAFE.sub("_", name)[-_LONGEST_NAME:].lstrip(".")
