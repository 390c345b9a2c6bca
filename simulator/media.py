"""Photos and voices that residents sent: kept for three days, as WeChat does."""

import base64
import io
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from simulator.errors import ApiError, BadAction
from simulator.history import History

LIFETIME = 3 * 86_400.0
LARGEST = 2 << 20
TYPES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "audio/amr": "amr"}

_STARTS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
    b"GIF8": "image/gif",
    b"#!AMR": "audio/amr",
}


@dataclass(frozen=True, slots=True)
class Medium:
    """A file that a resident sent, valid for WeChat's API until `ends_at` (Unix seconds)."""

    id: str
    type: str
    ends_at: float


class Media:
    """The files of all residents; safe for threads."""

    def __init__(self, clock: Callable[[], float], history: History) -> None:
        self._clock = clock
        self._history = history
        self._lock = threading.Lock()
        self._media: dict[str, Medium] = {}
        self._bytes: dict[str, bytes] = {}

    def restore(self, kinds: dict[str, dict[str, dict[str, str | float]]]) -> None:
        """Takes up what an earlier process left."""
        for key, value in kinds.get("medium", {}).items():
            content = self._history.bytes_of(key)
            if content is not None:
                self._media[key] = Medium(key, str(value["type"]), float(value["ends_at"]))
                self._bytes[key] = content

    def add(self, content: bytes) -> Medium:
        """Keeps a file. Raises BadAction unless it is JPEG, PNG, GIF or AMR of at most 2 MB."""
        type_ = next((name for start, name in _STARTS.items() if content.startswith(start)), "")
        if not type_ or len(content) > LARGEST:
            raise BadAction("只支持 2 MB 以内的 JPG、PNG、GIF 图片和 AMR 语音")
        medium = Medium(secrets.token_urlsafe(48), type_, self._clock() + LIFETIME)
        with self._lock:
            self._media[medium.id] = medium
            self._bytes[medium.id] = content
        self._history.keep_bytes(medium.id, content)
        self._history.write("medium", medium.id, medium)
        return medium

    def find(self, media_id: str) -> tuple[Medium, bytes] | None:
        """The file for the phone page, however old."""
        with self._lock:
            medium = self._media.get(media_id)
            return (medium, self._bytes[media_id]) if medium else None

    def get(self, media_id: str) -> tuple[Medium, bytes]:
        """The file for the account. Raises ApiError 40007 when unknown or over three days old."""
        found = self.find(media_id)
        if found is None or self._clock() >= found[0].ends_at:
            raise ApiError(40007)
        return found


def make_photo(number: int = 0) -> bytes:
    """A small drawing of a stairwell whose lamp is out, as JPEG; `number` varies the picture."""
    picture = Image.new("RGB", (480, 640), (58 + number % 3 * 8, 62, 74))
    pen = ImageDraw.Draw(picture)
    for step in range(9):
        top = 300 + step * 38
        pen.rectangle(
            (60 + step * 22, top, 420, top + 38), fill=(84 + step * 5, 88 + step * 5, 98 + step * 5)
        )
        pen.line((60 + step * 22, top, 420, top), fill=(130, 134, 140), width=3)
    pen.line((240, 0, 240, 90), fill=(20, 20, 22), width=4)
    pen.ellipse((205, 90, 275, 160), fill=(96, 92, 80), outline=(30, 30, 30), width=4)
    pen.line((222, 108, 258, 142), fill=(40, 38, 34), width=3)
    pen.rectangle((330, 120, 440, 300), fill=(74, 58, 46), outline=(40, 32, 26), width=4)
    pen.ellipse((344, 206, 356, 218), fill=(190, 170, 110))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def make_voice(seconds: int = 2) -> bytes:
    """AMR-NB silence of so many seconds: the header and frames of 4.75 kbit/s, 20 ms each."""
    silent_frame = base64.b64decode("BAAAAAAAAAAAAAAAAAA=")[:13]
    return b"#!AMR\n" + silent_frame * (seconds * 50)
