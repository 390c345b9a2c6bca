"""Photos and voices: fetched soon, kept sealed, and whoever sent one is told when it is lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from cases import attachments
from cases.attachments import LEASE, MOST_ATTEMPTS, note_attachment
from cases.fetching import MediaLater, MediaRefused, delete_dropped, fetch_due
from cases.media import MOST_BYTES, MediaFolder, type_of
from cases.models import Attachment, Case
from core.columns import new_public_id
from core.errors import Conflict, NotFound, Refused
from core.expiry import count_due, take_away
from core.sealing import Unsealable, keyring
from tests.cases.people import World

JPEG = b"\xff\xd8\xff\xe0 a street light"


@dataclass(frozen=True)
class Sent:
    """What WeChat gives for a media id; the type it claims is not believed."""

    content: bytes
    content_type: str = "text/plain"


@dataclass
class Source:
    """Gives by media id; an exception is raised."""

    given: dict[str, bytes | Exception]
    asked: list[str] = field(default_factory=list)

    def get_media(self, media_id: str) -> Sent:
        self.asked.append(media_id)
        found = self.given[media_id]
        if isinstance(found, Exception):
            raise found
        return Sent(found)


@pytest.fixture
def folder(tmp_path: Path) -> MediaFolder:
    return MediaFolder(tmp_path / "media", keyring())


def send(
    world: World,
    media_id: str,
    *,
    by: str = "王阿姨",
    case: Case | None = None,
    kind: str = "photo",
) -> Attachment:
    row = note_attachment(
        world.db,
        world.resident(by).id,
        kind,
        media_id,
        case_id=case.id if case else None,
        actor=world.actor(by),
        now=world.now,
    )
    world.db.commit()
    return row


def fetch(world: World, source: Source, folder: MediaFolder) -> int:
    world.db.rollback()
    count = fetch_due(world.sessions, source, folder, setup=world.setup, now=world.now)
    world.db.expire_all()
    return count


def test_a_photo_is_fetched_and_kept_sealed(
    world: World, folder: MediaFolder, tmp_path: Path
) -> None:
    row = send(world, "m1", case=world.open("路灯坏了"))
    source = Source({"m1": JPEG})
    assert fetch(world, source, folder) == 1
    assert (row.state, row.content_type, row.size) == ("saved", "image/jpeg", len(JPEG))
    assert row.media_id is None, "nothing needs it any more"
    assert folder.read(row.public_id) == JPEG
    files = [file for file in tmp_path.rglob("*") if file.is_file() and file.parent.name != "db"]
    media = [file for file in files if row.public_id in file.name]
    assert [file.parent.name for file in media] == [row.public_id[:2]]
    assert JPEG not in media[0].read_bytes()
    assert fetch(world, source, folder) == 0
    assert source.asked == ["m1"]


def test_a_photo_sent_into_a_case_stands_in_its_timeline(world: World) -> None:
    case = world.open("路灯坏了")
    send(world, "m1", case=case)
    send(world, "m2", case=case, kind="voice")
    assert world.steps(case) == ["open", "attach", "attach"]
    assert attachments.count_photos(world.db, case.id) == 1
    assert attachments.last_received_at(world.db, world.resident("王阿姨").id) == world.now
    assert attachments.last_received_at(world.db, world.resident("路人").id) is None


def test_nobody_puts_photos_into_anothers_case_or_one_that_is_withdrawn(world: World) -> None:
    case = world.open("路灯坏了")
    with pytest.raises(NotFound):
        send(world, "m1", by="路人", case=case)
    world.db.rollback()
    with pytest.raises(Refused):
        note_attachment(
            world.db,
            world.resident("王阿姨").id,
            "photo",
            "m1",
            actor=world.actor("路人"),
            now=world.now,
        )
    world.db.rollback()
    world.step(case, "withdraw")
    with pytest.raises(Conflict):
        send(world, "m1", case=case)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (MediaRefused("40007"), "40007"),
        (b"<html>no photo</html>", "wrong_type"),
        (b"", "empty"),
        (JPEG + b"x" * MOST_BYTES, "too_large"),
    ],
)
def test_a_photo_that_cannot_be_had_is_owned_up_to(
    world: World, folder: MediaFolder, given: bytes | Exception, reason: str
) -> None:
    case = world.open("路灯坏了")
    in_case, alone = send(world, "m1", case=case), send(world, "m2", by="李叔")
    fetch(world, Source({"m1": given, "m2": given}), folder)
    assert (in_case.state, in_case.reason, in_case.media_id) == ("refused", reason, None)
    assert world.steps(case)[-1] == "lose_media"
    assert world.told("王阿姨") == ["工单 20261123-0001 里您发的照片或语音没能保存，请再发一次。"]
    assert alone.state == "refused"
    assert world.told("李叔") == ["您发的照片或语音没能保存，请再发一次。"]
    with pytest.raises(NotFound):
        folder.read(in_case.public_id)


def test_what_cannot_be_had_now_is_tried_again_and_given_up_in_the_end(
    world: World, folder: MediaFolder
) -> None:
    row = send(world, "m1")
    source = Source({"m1": MediaLater("down")})
    began = world.now
    while row.state == "waiting":
        world.now = max(world.now, row.due_at)
        assert fetch(world, source, folder) == 1
        assert row.due_at > world.now or row.state == "refused"
    assert (row.state, row.reason) == ("refused", "tried_too_often")
    assert len(source.asked) == MOST_ATTEMPTS
    assert timedelta(days=1) < world.now - began < timedelta(days=3), "WeChat keeps it for three"
    assert len(world.told("王阿姨")) == 1


def test_the_source_says_when_to_come_back(world: World, folder: MediaFolder) -> None:
    row = send(world, "m1")
    fetch(world, Source({"m1": MediaLater("busy", 90.0)}), folder)
    assert row.due_at == world.now + timedelta(seconds=90)
    assert fetch(world, Source({}), folder) == 0


def test_a_process_that_died_with_a_claim_is_followed_by_another(
    world: World, folder: MediaFolder
) -> None:
    row = send(world, "m1")
    attachments.take_due(world.db, now=world.now, limit=10)
    world.db.commit()
    assert fetch(world, Source({}), folder) == 0
    world.now += LEASE
    assert fetch(world, Source({"m1": JPEG}), folder) == 1
    assert row.state == "saved"


def test_a_slow_fetch_whose_claim_lapsed_changes_nothing(world: World) -> None:
    row = send(world, "m1")
    with world.sessions() as slow:
        stale = attachments.take_due(slow, now=world.now, limit=1)[0]
        slow.commit()
        world.now += LEASE
        attachments.take_due(world.db, now=world.now, limit=1)
        world.db.commit()
        kept = attachments.mark_saved(slow, stale, content_type="image/jpeg", size=1, now=world.now)
        slow.commit()
    world.db.expire_all()
    assert (kept, row.state) == (False, "fetching")


def test_two_workers_never_claim_the_same_photo(world: World) -> None:
    for number in range(12):
        send(world, f"m{number}")

    def claim(_: int) -> list[int]:
        with world.sessions() as db:
            rows = [row.id for row in attachments.take_due(db, now=world.now, limit=4)]
            db.commit()
            return rows

    with ThreadPoolExecutor(4) as threads:
        claimed = [row for rows in threads.map(claim, range(4)) for row in rows]
    assert len(claimed) == len(set(claimed))


def test_without_a_case_a_photo_goes_after_thirty_days(world: World, folder: MediaFolder) -> None:
    case = world.open("路灯坏了")
    kept, old = send(world, "m1", case=case), send(world, "m2", by="李叔")
    fetch(world, Source({"m1": JPEG, "m2": JPEG}), folder)
    world.later(days=29)
    kept_for = attachments.KEPT_WITHOUT_CASE
    assert count_due(world.db, attachments.WITHOUT_CASE, world.now - kept_for) == 0
    world.later(days=1)
    assert take_away(world.db, attachments.WITHOUT_CASE, world.now - kept_for, 10) == 1
    world.db.commit()
    assert delete_dropped(world.sessions, folder, now=world.now) == 1
    world.db.expire_all()
    assert (kept.state, old.state) == ("saved", "gone")
    with pytest.raises(NotFound):
        folder.read(old.public_id)
    world.db.rollback()
    assert delete_dropped(world.sessions, folder, now=world.now) == 0


def test_what_was_put_aside_can_be_taken_back_for_half_an_hour(
    world: World, folder: MediaFolder
) -> None:
    back, gone = send(world, "m1"), send(world, "m2", by="李叔")
    fetch(world, Source({"m1": JPEG, "m2": JPEG}), folder)
    for name in ("王阿姨", "李叔"):
        own, since = world.resident(name).id, world.now - timedelta(days=1)
        assert attachments.put_aside(world.db, own, since=since, now=world.now) == 1
    assert attachments.join_waiting(world.db, world.resident("李叔").id, 1, now=world.now) == 0
    world.later(minutes=29)
    attachments.take_back(world.db, world.resident("王阿姨").id, now=world.now)
    world.db.commit()
    assert delete_dropped(world.sessions, folder, now=world.now) == 0
    world.later(minutes=1)
    attachments.take_back(world.db, world.resident("李叔").id, now=world.now)
    world.db.commit()
    assert delete_dropped(world.sessions, folder, now=world.now) == 1
    world.db.expire_all()
    assert (back.state, gone.state, gone.media_id) == ("saved", "gone", None)
    assert folder.read(back.public_id) == JPEG


def test_bytes_that_arrive_after_a_row_was_dropped_are_not_kept(
    world: World, folder: MediaFolder
) -> None:
    row = send(world, "m1")

    class Dropping:
        def get_media(self, media_id: str) -> Sent:
            assert media_id == "m1"
            with world.sessions() as db:
                attachments.drop(db, (Attachment.id == row.id,))
                db.commit()
            return Sent(JPEG)

    world.db.rollback()
    fetch_due(world.sessions, Dropping(), folder, setup=world.setup, now=world.now)
    with pytest.raises(NotFound):
        folder.read(row.public_id)
    assert world.db.scalars(select(Attachment.state)).all() == ["dropped"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (JPEG, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"GIF89a...", "image/gif"),
        (b"#!AMR\n...", "audio/amr"),
        (b"ID3...", "audio/mpeg"),
        (b"\xff\xfb...", "audio/mpeg"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b'{"errcode":40007}', None),
        (b"MZ...", None),
        (b"<svg>", None),
        (b"", None),
    ],
)
def test_the_type_is_what_the_bytes_say(content: bytes, kind: str | None) -> None:
    assert type_of(content) == kind


def ids() -> Iterator[str]:
    yield from ("../../etc/passwd", "", "short", "a" * 21 + "/", "a" * 23)


def test_the_folder_knows_only_its_own_names(folder: MediaFolder) -> None:
    for name in ids():
        with pytest.raises(NotFound):
            folder.read(name)
        with pytest.raises(NotFound):
            folder.save(name, JPEG)


def test_a_file_changed_or_moved_is_not_shown(folder: MediaFolder, tmp_path: Path) -> None:
    one, other = new_public_id(), new_public_id()
    folder.save(one, JPEG)
    folder.save(one, JPEG + b"2")
    assert folder.read(one) == JPEG + b"2"
    folder.save(other, JPEG)
    path = {name: tmp_path / "media" / name[:2] / name for name in (one, other)}
    path[one].replace(path[other])
    with pytest.raises(Unsealable):
        folder.read(other)
    assert [file.name for file in tmp_path.rglob(".*")] == [], "no half-written file stays"
    folder.delete(other)
    folder.delete(other)
