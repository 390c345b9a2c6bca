"""The worker's work on attachments: fetch what residents sent, delete what nobody needs."""

from datetime import datetime, timedelta
from typing import Protocol

from cases import attachments
from cases.attachments import MOST_ATTEMPTS
from cases.media import MOST_BYTES, MediaFolder, type_of
from cases.models import Attachment
from community.setup import Setup
from core.database import Sessions

RETRY_AFTER, LONGEST_WAIT = timedelta(seconds=20), timedelta(hours=4)
TOO_OFTEN, TOO_LARGE, WRONG_TYPE, EMPTY = "tried_too_often", "too_large", "wrong_type", "empty"


class Media(Protocol):
    """What a source gives for a media id."""

    @property
    def content(self) -> bytes: ...
    @property
    def content_type(self) -> str: ...


class MediaSource(Protocol):
    """Where photos and voices come from; called outside any transaction."""

    def get_media(self, media_id: str) -> Media:
        """The bytes; raises `MediaRefused` or `MediaLater`."""


class MediaRefused(Exception):
    """It will never be had; `reason` is short, for staff, free of personal data."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class MediaLater(Exception):
    """It can't be had now; `seconds` to wait, None unknown."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        self.reason, self.seconds = reason, seconds
        super().__init__(reason)


def fetch_due(
    sessions: Sessions,
    source: MediaSource,
    folder: MediaFolder,
    *,
    setup: Setup,
    now: datetime,
    limit: int = 10,
) -> int:
    """Fetch what is due, one at a time, each with a commit of its own; returns how many."""
    with sessions() as db:
        rows = attachments.take_due(db, now=now, limit=limit)
        db.commit()
    for row in rows:
        _fetch(sessions, row, source, folder, setup, now)
    return len(rows)


def delete_dropped(
    sessions: Sessions, folder: MediaFolder, *, now: datetime, limit: int = 100
) -> int:
    """Delete the bytes of dropped rows; returns how many."""
    with sessions() as db:
        rows = attachments.dropped(db, now=now, limit=limit)
        for row in rows:
            folder.delete(row.public_id)
            row.state, row.media_id = "gone", None
        db.commit()
    return len(rows)


def _fetch(
    sessions: Sessions,
    row: Attachment,
    source: MediaSource,
    folder: MediaFolder,
    setup: Setup,
    now: datetime,
) -> None:
    try:
        content_type, content = _checked(row, source)
    except MediaRefused as refused:
        with sessions() as db:
            attachments.mark_refused(db, row, refused.reason, setup=setup, now=now)
            db.commit()
        return
    except MediaLater as later:
        with sessions() as db:
            attachments.mark_later(db, row, later.reason, now + _wait(row, later))
            db.commit()
        return
    folder.save(row.public_id, content)
    with sessions() as db:
        kept = attachments.mark_saved(
            db, row, content_type=content_type, size=len(content), now=now
        )
        db.commit()
    if not kept:
        _forget(sessions, row, folder)


def _checked(row: Attachment, source: MediaSource) -> tuple[str, bytes]:
    if row.attempts > MOST_ATTEMPTS:
        raise MediaRefused(TOO_OFTEN)
    content = source.get_media(row.media_id or "").content
    if len(content) > MOST_BYTES:
        raise MediaRefused(TOO_LARGE)
    content_type = type_of(content)
    if content_type is None:
        raise MediaRefused(WRONG_TYPE if content else EMPTY)
    return content_type, content


def _forget(sessions: Sessions, row: Attachment, folder: MediaFolder) -> None:
    """The row was dropped while its bytes were on their way: unless another try keeps them."""
    with sessions() as db:
        current = db.get(Attachment, row.id)
        if current is None or current.state in ("dropped", "gone"):
            folder.delete(row.public_id)


def _wait(row: Attachment, later: MediaLater) -> timedelta:
    doubled: timedelta = RETRY_AFTER * 2 ** min(row.attempts - 1, 10)
    wanted = doubled if later.seconds is None else timedelta(seconds=max(1.0, later.seconds))
    return min(wanted, LONGEST_WAIT)
