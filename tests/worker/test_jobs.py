"""The table of jobs, each with the tools it is given, on both databases."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from accounts.models import Resident
from bot.gateway.media import Media
from cases import loading
from cases.attachments import note_attachment
from cases.catalogue import load_catalogue
from cases.fetching import MediaRefused
from cases.media import MediaFolder
from cases.models import Attachment, Case
from cases.queries import REOPEN_WITHIN
from community.loading import load_starter
from community.setup import Setup, load_setup
from core.actor import SYSTEM, resident_actor
from core.audit import count_unchained, find_break, record
from core.database import Sessions
from core.errors import NotFound
from core.sealing import keyring
from privacy.erasure import erase_resident
from tests.cases.people import World
from tests.notices.people import CAN_SEND, NOON, Clock, ScriptedChannel, channel, meet, tell
from worker import jobs
from worker.jobs import STRANDED_AFTER, Tools, table

PHOTO = b"\xff\xd8\xff and the rest of a photo"


class Photos:
    """WeChat's media: one photo, every other id is gone."""

    def get_media(self, media_id: str) -> Media:
        if media_id != "lamp":
            raise MediaRefused("media_gone")
        return Media(PHOTO, "image/jpeg", "")


class Left:
    """So many messages that their tries have left unanswered."""

    def __init__(self, count: int) -> None:
        self.count = count

    def finish_stranded(self, *, older_than: timedelta, limit: int = 20) -> int:
        assert older_than == STRANDED_AFTER
        done = min(self.count, limit)
        self.count -= done
        return done


class Desk:
    """A worker's tools with everything outside scripted."""

    def __init__(self, sessions: Sessions, folder: Path) -> None:
        self.outside, self.clock, self.left = channel(), Clock(), Left(25)
        self.folder = MediaFolder(folder, keyring())
        with sessions() as db:
            setup = load_setup(db)
        self.tools = self.make(sessions, setup, self.outside)

    def make(self, sessions: Sessions, setup: Setup, outside: ScriptedChannel | None) -> Tools:
        return Tools(
            sessions=sessions,
            clock=self.clock,
            setup=lambda: setup,
            abilities=CAN_SEND,
            channel=outside,
            media=Photos(),
            folder=self.folder,
            stranded=self.left,
            back_answers=lambda: False,
        )


@pytest.fixture
def desk(sessions: Sessions, tmp_path: Path) -> Desk:
    return Desk(sessions, tmp_path / "media")


def go_on() -> bool:
    return False


def send_photo(db: Session, media_id: str) -> tuple[int, str]:
    """王阿姨 sends a photo; her id and the photo's public id."""
    auntie = meet(db, "王阿姨")
    actor = resident_actor(auntie)
    row = note_attachment(db, auntie, "photo", media_id, actor=actor, now=NOON)
    db.commit()
    return auntie, row.public_id


def states(sessions: Sessions) -> list[str]:
    with sessions() as db:
        return [row.state for row in db.query(Attachment).order_by(Attachment.id)]


def test_every_job_has_a_name_of_its_own_and_a_period(desk: Desk) -> None:
    lines = table(desk.tools)
    assert len({job.name for job in lines}) == len(lines)
    assert all(job.every > 0 for job in lines)


def test_every_job_can_run_on_an_empty_desk(desk: Desk) -> None:
    desk.left.count = 0
    assert [job.name for job in table(desk.tools) if job.run(go_on)] == []


def test_delivering_goes_on_while_there_is_anything_due(db: Session, desk: Desk) -> None:
    tell(db, meet(db, "王阿姨"), "已受理")
    assert jobs.deliver(desk.tools, go_on)
    assert not jobs.deliver(desk.tools, go_on)
    assert desk.outside.texts == ["已受理"]


def test_a_stopping_worker_begins_no_further_send(db: Session, desk: Desk) -> None:
    tell(db, meet(db, "王阿姨"), "已受理")
    jobs.deliver(desk.tools, lambda: True)
    assert desk.outside.texts == []


def test_without_a_way_to_wechat_notices_wait(db: Session, sessions: Sessions, desk: Desk) -> None:
    tell(db, meet(db, "王阿姨"), "已受理")
    alone = desk.make(sessions, desk.tools.setup(), None)
    assert not jobs.deliver(alone, go_on)


def test_a_photo_is_fetched_and_kept_sealed(db: Session, sessions: Sessions, desk: Desk) -> None:
    _, public_id = send_photo(db, "lamp")
    assert jobs.fetch_media(desk.tools, go_on)
    assert not jobs.fetch_media(desk.tools, go_on)
    assert states(sessions) == ["saved"]
    assert desk.folder.read(public_id) == PHOTO


def test_who_sent_a_photo_that_is_lost_is_told_so(
    db: Session, sessions: Sessions, desk: Desk
) -> None:
    send_photo(db, "too late")
    jobs.fetch_media(desk.tools, go_on)
    assert states(sessions) == ["refused"]
    jobs.deliver(desk.tools, go_on)
    assert len(desk.outside.texts) == 1


def test_when_she_leaves_the_bytes_of_her_photos_are_deleted(
    db: Session, sessions: Sessions, desk: Desk
) -> None:
    auntie, public_id = send_photo(db, "lamp")
    jobs.fetch_media(desk.tools, go_on)
    erase_resident(db, db.get_one(Resident, auntie), now=NOON)
    db.commit()
    jobs.delete_media(desk.tools, go_on)
    assert states(sessions) == ["gone"]
    with pytest.raises(NotFound):
        desk.folder.read(public_id)


def test_a_photo_no_case_wanted_is_gone_after_30_days(
    db: Session, sessions: Sessions, desk: Desk
) -> None:
    send_photo(db, "lamp")
    jobs.fetch_media(desk.tools, go_on)
    desk.clock.move(timedelta(days=29))
    jobs.keep(desk.tools, go_on)
    assert states(sessions) == ["saved"]
    desk.clock.move(timedelta(days=1))
    jobs.keep(desk.tools, go_on)
    jobs.delete_media(desk.tools, go_on)
    assert states(sessions) == ["gone"]


def test_stranded_messages_are_finished_batch_by_batch(desk: Desk) -> None:
    assert jobs.finish_stranded(desk.tools, go_on)
    assert not jobs.finish_stranded(desk.tools, go_on)
    assert desk.left.count == 0


def test_what_was_done_is_chained(db: Session, desk: Desk) -> None:
    for number in range(3):
        record(db, SYSTEM, "test", str(number), now=NOON)
    db.commit()
    jobs.seal_audit(desk.tools, go_on)
    assert (count_unchained(db), find_break(db)) == (0, None)


def test_a_result_nobody_objected_to_in_time_is_filed(
    db: Session, sessions: Sessions, tmp_path: Path
) -> None:
    load_starter(db, demo=False, now=NOON)
    loading.load_starter(db, now=NOON)
    db.commit()
    desk, world = Desk(sessions, tmp_path), World(db, sessions, load_setup(db), load_catalogue(db))
    world.now = NOON
    resolved, accepted = world.open("路灯坏了"), world.open("井盖坏了")
    for case in (resolved, accepted):
        world.step(case, "accept")
    world.step(resolved, "resolve", note="换了灯泡。")
    desk.clock.move(REOPEN_WITHIN - timedelta(seconds=1))
    assert not jobs.close_cases(desk.tools, go_on)
    assert filed(sessions) == []
    desk.clock.move(timedelta(seconds=1))
    assert not jobs.close_cases(desk.tools, go_on), "nothing more is to be done at once"
    assert filed(sessions) == [resolved.number]


def filed(sessions: Sessions) -> list[str | None]:
    """The numbers of the cases that are closed, as committed."""
    with sessions() as db:
        return [case.number for case in db.query(Case).filter_by(state="closed")]
