"""王阿姨 leaves: what is hers goes, the case's work goes on."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import erasure as accounts_erasure
from cases import erasure, service
from cases.attachments import note_attachment
from cases.events import timeline, verify_chain
from cases.models import Attachment, Case, CaseReporter
from tests.cases.people import World


def leave(world: World, by: str = "王阿姨") -> None:
    resident = world.resident(by)
    erasure.erase(world.db, resident, now=world.now)
    accounts_erasure.erase(world.db, resident, now=world.now)
    world.db.commit()


def erase_due(db: Session, now: datetime) -> int:
    count = erasure.erase_due(db, now=now)
    db.commit()
    return count


def reporter(world: World, case: Case) -> CaseReporter:
    own = select(CaseReporter).where(CaseReporter.case_id == case.id)
    return world.db.scalars(own.order_by(CaseReporter.id)).all()[0]


@pytest.fixture
def case(world: World) -> Case:
    """An open case with everything personal in it."""
    world.agree("王阿姨")
    case = world.open("3号楼2单元路灯坏了，电话13812345678", phone="13812345678", name="王桂芳")
    service.add_words(world.db, case, "我家在201", **world.doing("王阿姨"))
    note_attachment(
        world.db,
        world.resident("王阿姨").id,
        "photo",
        "m1",
        case_id=case.id,
        actor=world.actor("王阿姨"),
        now=world.now,
    )
    world.db.commit()
    return case


def kept(world: World, case: Case) -> tuple[bool, bool, bool]:
    """Whether place, cut details and phone are still there."""
    return (case.place is not None, case.cut is not None, reporter(world, case).phone is not None)


def test_leaving_erases_words_photos_and_name_at_once(world: World, case: Case) -> None:
    leave(world)
    assert [event.words for event in timeline(world.db, case)] == [None, None, None]
    assert reporter(world, case).name is None
    photo = world.db.scalars(select(Attachment)).one()
    assert (photo.state, photo.media_id) == ("dropped", None)
    assert verify_chain(world.db, case) is None, "the timeline can still be checked"


def test_contact_and_place_of_an_open_case_stay_until_it_ends(world: World, case: Case) -> None:
    leave(world)
    assert kept(world, case) == (True, True, True)
    world.later(days=5)
    assert erase_due(world.db, world.now) == 0
    world.step(case, "decline", note="不在辖区。")
    assert kept(world, case) == (False, False, False)
    assert reporter(world, case).phone_hash is None
    assert "路灯坏了" in case.description, "the work itself stays"


def test_a_result_ends_the_keeping_too(world: World, case: Case) -> None:
    leave(world)
    world.step(case, "accept")
    world.step(case, "resolve", note="好了。")
    assert erase_due(world.db, world.now) == 1
    assert kept(world, case) == (False, False, False)
    assert erase_due(world.db, world.now) == 0


def test_contact_and_place_stay_thirty_days_at_most(world: World, case: Case) -> None:
    leave(world)
    world.later(days=29)
    assert erase_due(world.db, world.now) == 0
    world.later(days=1)
    assert erase_due(world.db, world.now) == 1
    assert kept(world, case) == (False, False, False)


def test_cases_that_are_over_lose_everything_at_once(world: World, case: Case) -> None:
    service.withdraw(world.db, case, "不用了", **world.doing("王阿姨"))
    world.db.commit()
    assert kept(world, case) == (True, True, True)
    leave(world)
    assert kept(world, case) == (False, False, False)


def test_the_place_stays_for_others_who_reported_the_same(world: World, case: Case) -> None:
    world.join(case, "李叔")
    leave(world)
    world.step(case, "decline", note="不在辖区。")
    assert kept(world, case) == (True, True, False)
    leave(world, "李叔")
    assert kept(world, case) == (False, False, False)


def test_others_keep_what_is_theirs(world: World, case: Case) -> None:
    other = world.open("5号楼漏水", by="李叔")
    service.add_words(world.db, other, "在厨房", **world.doing("李叔"))
    world.db.commit()
    leave(world)
    assert other.place == "5号楼"
    assert timeline(world.db, other)[-1].words == "在厨房"
    assert case.id != other.id


def test_who_left_is_told_nothing_more_and_comes_back_as_somebody_new(
    world: World, case: Case
) -> None:
    old = world.resident("王阿姨").id
    leave(world)
    world.step(case, "accept")
    assert world.resident("王阿姨").id != old
    assert world.told("王阿姨") == []
    assert timeline(world.db, case)[-1].step == "accept"


def test_leaving_twice_is_leaving_once(world: World, case: Case) -> None:
    resident = world.resident("王阿姨")
    for _ in range(2):
        erasure.erase(world.db, resident, now=world.now)
        world.db.commit()
    assert verify_chain(world.db, case) is None
