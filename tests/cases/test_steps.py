"""小李 works on cases: every step has its right, its place in the timeline, its notice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from accounts.models import Staff
from cases import service
from cases.events import timeline, verify_chain
from cases.models import CaseEvent, CaseState
from core.actor import Actor
from core.errors import Conflict, Invalid, NotFound, Refused
from notices.models import Notice
from tests.cases.people import NOON, World

PROPERTY = {"area": "xingfuli", "office": "xingfuli-property"}


def test_a_case_from_report_to_filing(world: World) -> None:
    case = world.open("3号楼电梯坏了")
    li = world.staff("officer", **PROPERTY)
    world.step(case, "accept", actor=li)
    world.step(case, "start", actor=li)
    world.step(case, "reply", actor=li, note="师傅下午三点到。")
    world.step(case, "resolve", actor=li, note="门机已更换，电梯恢复运行。", reason="换门机一台")
    assert case.state == CaseState.RESOLVED
    assert (case.outcome_code, case.note) == ("done", "门机已更换，电梯恢复运行。")
    assert world.told("王阿姨") == [
        "您的工单 20261123-0001 已受理，由幸福里物业服务中心办理。",
        "幸福里物业服务中心答复您（工单 20261123-0001）：\n师傅下午三点到。",
        "您的工单 20261123-0001 已办结：\n门机已更换，电梯恢复运行。",
    ]
    world.later(days=7)
    assert service.close_due(world.db, setup=world.setup, now=world.now) == 1
    world.db.commit()
    assert (case.state, case.closed_at) == (CaseState.CLOSED, world.now)
    assert world.steps(case) == ["open", "accept", "start", "reply", "note", "resolve", "close"]
    assert verify_chain(world.db, case) is None


def test_every_step_tells_each_reporter_once_and_never_who_took_it(world: World) -> None:
    case = world.open("路灯坏了")
    world.join(case, "李叔")
    world.step(case, "accept")
    assert len(world.told("王阿姨")) == len(world.told("李叔")) == 1
    causes = world.db.scalars(select(Notice.cause)).all()
    assert causes == [f"case:{case.id}:2"] * 2


def test_what_is_internal_never_reaches_a_resident(world: World) -> None:
    case = world.open("路灯坏了")
    secret = "居民情绪激动"
    world.step(case, "accept", reason=secret)
    world.step(case, "note", reason=secret, note=secret)
    world.step(case, "supervise", note=secret)
    world.step(case, "assign", staff_id=_staff(world), reason=secret)
    world.step(case, "transfer", office_id=world.office("xingfu-service"), reason=secret)
    world.step(case, "refuse", note=secret)
    assert case.note is None
    assert not any(secret in text for text in world.told("王阿姨"))
    kept = [event.words for event in timeline(world.db, case) if event.words]
    assert kept == [secret] * 6
    assert not any(secret in str(event.facts) for event in timeline(world.db, case))


def test_an_illegal_step_changes_nothing(world: World) -> None:
    case = world.open("路灯坏了")
    for step in ("resolve", "close", "reopen"):
        with pytest.raises(Conflict, match="待受理"):
            world.step(case, step, note="好了")
        world.db.rollback()
    assert world.steps(case) == ["open"]
    assert case.state == CaseState.OPENED


@pytest.mark.parametrize("step", ["ask", "reply", "resolve"])
def test_what_is_said_to_residents_must_be_said(world: World, step: str) -> None:
    case = world.open("路灯坏了")
    world.step(case, "accept")
    for note in ("", "  ", "长" * 2001):
        with pytest.raises(Invalid):
            world.step(case, step, note=note, reason="只给同事看")
        world.db.rollback()


def test_steps_nobody_knows_or_that_are_the_residents_own(world: World) -> None:
    case = world.open("路灯坏了")
    for step in ("fly", "open", "judge", "rate", "answer"):
        with pytest.raises(Invalid):
            world.step(case, step)
        world.db.rollback()
    with pytest.raises(Refused):
        world.step(case, "withdraw", actor=world.actor("王阿姨"))


def test_a_question_stops_the_clock_until_the_answer(world: World) -> None:
    case = world.open("路灯坏了")
    due = case.due_at
    world.step(case, "accept")
    world.step(case, "ask", note="是哪一盏灯？")
    assert case.state == CaseState.WAITING
    notice = world.db.scalars(select(Notice).order_by(Notice.id.desc())).first()
    assert notice is not None
    assert notice.question is not None
    assert (notice.question["kind"], notice.question["case_id"]) == ("officer", case.id)
    world.later(days=1)
    service.answer_question(world.db, case, "门口那盏", **world.doing("王阿姨"))
    world.db.commit()
    assert (case.state, case.waiting_since) == (CaseState.WORKING, None)
    assert case.due_at == due + timedelta(days=1), "one working day was waited"
    assert timeline(world.db, case)[-1].words == "门口那盏"


def test_the_office_may_go_on_without_the_answer(world: World) -> None:
    case = world.open("路灯坏了")
    world.step(case, "accept")
    world.step(case, "ask", note="是哪一盏灯？")
    world.step(case, "start")
    assert case.state == CaseState.WORKING
    late = service.answer_question(world.db, case, "门口那盏", **world.doing("王阿姨"))
    assert late is not None
    assert late.step == "add"
    assert service.answer_question(world.db, case, "", **world.doing("王阿姨")) is None


def test_a_transfer_moves_the_case_but_not_its_date(world: World) -> None:
    case = world.open("路灯坏了")
    due = case.due_at
    world.step(case, "accept")
    world.later(hours=30)
    world.step(case, "transfer", office_id=world.office("xingfuli-property"))
    assert (world.owner(case), case.state) == ("xingfuli-property", CaseState.OPENED)
    assert case.due_at == due
    assert world.now < case.accept_due_at <= due
    assert "转给幸福里物业服务中心" in world.told("王阿姨")[-1]
    with pytest.raises(Conflict, match="已经在"):
        world.step(case, "transfer", office_id=world.office("xingfuli-property"))
    world.db.rollback()
    with pytest.raises(Invalid):
        world.step(case, "transfer", office_id=99999)


def test_an_office_refuses_once_and_then_the_supervisor_decides(world: World) -> None:
    case = world.open("路灯坏了")
    city = world.staff("officer", area="xingfu-street", office="xingfu-city")
    boss = world.staff("supervisor", area="xingfu-street")
    with pytest.raises(Invalid):
        world.step(case, "refuse", actor=city)
    world.db.rollback()
    world.step(case, "refuse", actor=city, reason="不是市政路灯")
    assert case.state == CaseState.REFUSED
    assert world.owner(case) == "xingfu-city", "never without an owner"
    for step, given in [("accept", {}), ("transfer", {"office_id": case.office_id})]:
        with pytest.raises((Conflict, Refused)):
            world.step(case, step, actor=city, **given)
        world.db.rollback()
    world.step(case, "transfer", actor=boss, office_id=case.office_id, reason="就归你们")
    assert world.steps(case)[-1] == "transfer"
    with pytest.raises(Conflict, match="退过一次"):
        world.step(case, "refuse", actor=city, reason="还是不归我们")


def test_declining_says_why(world: World) -> None:
    case = world.open("路灯坏了")
    with pytest.raises(Invalid):
        world.step(case, "decline")
    world.db.rollback()
    world.step(case, "decline", note="路段在邻区，请打邻区电话。")
    assert (case.state, case.closed_at) == (CaseState.DECLINED, NOON)
    assert "原因：\n路段在邻区" in world.told("王阿姨")[-1]


def test_a_new_topic_moves_the_case_to_its_office_and_gives_no_more_time(world: World) -> None:
    case = world.open("那个东西坏了")
    due = case.due_at
    world.step(case, "reclassify", topic_id=world.topic("noise"))
    assert (world.owner(case), case.due_at) == ("xingfuli-committee", due)
    world.step(case, "reclassify", topic_id=world.topic("lift"))
    assert (world.owner(case), case.urgency) == ("xingfuli-property", "urgent")
    assert case.due_at == NOON + timedelta(hours=24)
    assert world.steps(case) == ["open", "reclassify", "transfer", "reclassify", "transfer"]


def test_a_case_found_to_be_a_complaint_leaves_the_office_it_is_about(world: World) -> None:
    case = world.open("跟邻居闹矛盾")
    assert world.owner(case) == "xingfuli-committee"
    world.step(case, "reclassify", topic_id=world.topic("staff_service"))
    assert world.owner(case) == "xingfu-supervision"
    assert case.about_office_id == world.office("xingfuli-committee")
    with pytest.raises(Conflict, match="被投诉"):
        world.step(case, "transfer", office_id=world.office("xingfuli-committee"))


def test_an_assisting_office_sees_the_case_but_does_not_own_it(world: World) -> None:
    case = world.open("3号楼电梯坏了")
    world.step(case, "accept")
    helper = world.staff("officer", area="xingfuli", office="xingfuli-committee")
    with pytest.raises(NotFound):
        world.step(case, "note", actor=helper, reason="我看看")
    world.db.rollback()
    world.step(case, "assist", office_id=world.office("xingfuli-committee"))
    with pytest.raises(Refused):
        world.step(case, "resolve", actor=helper, note="好了")
    world.db.rollback()
    with pytest.raises(Conflict):
        world.step(case, "assist", office_id=world.office("xingfuli-committee"))
    assert world.owner(case) == "xingfuli-property"


def test_assigning_names_somebody_who_is_at_work(world: World) -> None:
    case = world.open("路灯坏了")
    own = _staff(world)
    world.step(case, "assign", staff_id=own)
    assert case.staff_id == own
    world.db.execute(update(Staff).values(active=False))
    for staff_id in (own, None, 99999):
        with pytest.raises(Invalid):
            world.step(case, "assign", staff_id=staff_id)
        world.db.rollback()
    world.step(case, "transfer", office_id=world.office("xingfu-service"))
    assert case.staff_id is None, "the next office has its own people"


@pytest.mark.parametrize(
    ("who", "error"),
    [
        (lambda world: world.actor("路人"), Refused),
        (lambda world: world.staff("viewer", area="xingfuli"), Refused),
        (lambda world: world.staff("admin"), NotFound),
        (lambda world: world.staff("officer", area="anning"), NotFound),
        (lambda world: world.staff("partner", office="xingfu-water"), NotFound),
        (lambda world: world.staff("officer", office="xingfuli-committee"), NotFound),
    ],
)
def test_whoever_lacks_the_right_is_refused(
    world: World, who: Callable[[World], Actor], error: type[Exception]
) -> None:
    case = world.open("3号楼电梯坏了")
    with pytest.raises(error):
        world.step(case, "accept", actor=who(world))
    world.db.rollback()
    assert world.steps(case) == ["open"]


def test_changed_words_or_facts_break_the_chain_and_erased_words_do_not(world: World) -> None:
    case = world.open("路灯坏了")
    world.step(case, "accept")
    world.step(case, "reply", note="下午来修。")
    event = timeline(world.db, case)[-1]
    event.words = None
    world.db.commit()
    assert verify_chain(world.db, case) is None
    event.words = "明年来修。"
    world.db.commit()
    assert verify_chain(world.db, case) == 3
    event.words = None
    facts = update(CaseEvent).where(CaseEvent.seq == 2).values(facts={"to": "resolved"})
    world.db.execute(facts)
    world.db.commit()
    world.db.expire_all()
    assert verify_chain(world.db, case) == 2


def test_a_missing_last_event_is_noticed(world: World) -> None:
    case = world.open("路灯坏了")
    world.step(case, "accept")
    world.db.delete(timeline(world.db, case)[-1])
    world.db.commit()
    assert verify_chain(world.db, case) == 2


def test_two_officers_at_once_cannot_take_the_same_step(world: World) -> None:
    case = world.open("路灯坏了")
    with world.sessions() as other:
        stale = other.get_one(type(case), case.id)
        other.rollback()
        world.step(case, "accept")
        with pytest.raises(Conflict, match="已受理"):
            service.step(
                other,
                stale,
                "accept",
                actor=world.staff("supervisor"),
                setup=world.setup,
                now=world.now,
            )
    counted = select(func.count()).select_from(CaseEvent).where(CaseEvent.step == "accept")
    assert world.db.scalar(counted) == 1


def _staff(world: World) -> int:
    row = Staff(name="小李", password_hash="x", active=True, created_at=NOON, version=1)
    world.db.add(row)
    world.db.commit()
    return row.id
