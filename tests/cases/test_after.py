"""王阿姨 adds, urges, withdraws, and says whether it is solved."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from cases import service
from cases.events import timeline, verify_chain
from cases.models import Case, CaseReporter, CaseState
from core.errors import Conflict, Invalid, NotFound, Refused
from notices.models import Notice
from tests.cases.people import World


def resolved(world: World) -> Case:
    case = world.open("路灯坏了")
    world.step(case, "accept")
    world.step(case, "resolve", note="换了灯泡。")
    return case


def judge(world: World, case: Case, *, solved: bool, by: str = "王阿姨", words: str = "") -> None:
    service.judge(world.db, case, solved=solved, words=words, **world.doing(by))
    world.db.commit()


def test_more_words_join_the_case_sealed(world: World) -> None:
    case = world.open("路灯坏了")
    service.add_words(world.db, case, "是第二根灯杆", **world.doing("王阿姨"))
    world.db.commit()
    event = timeline(world.db, case)[-1]
    assert (event.step, event.words) == ("add", "是第二根灯杆")
    assert case.note is None
    for words in ("", " ", "灯" * 2001):
        with pytest.raises(Invalid):
            service.add_words(world.db, case, words, **world.doing("王阿姨"))
        world.db.rollback()


def test_urging_works_once_a_day(world: World) -> None:
    case = world.open("路灯坏了")
    service.urge(world.db, case, **world.doing("王阿姨"))
    world.db.commit()
    world.later(hours=12)
    with pytest.raises(Conflict, match="今天已经催过"):
        service.urge(world.db, case, **world.doing("王阿姨"))
    world.db.rollback()
    world.later(hours=1)
    service.urge(world.db, case, **world.doing("王阿姨"))
    world.db.commit()
    assert world.steps(case) == ["open", "urge", "urge"]


def test_withdrawing_ends_the_case_quietly(world: World) -> None:
    case = world.open("路灯坏了")
    service.withdraw(world.db, case, "自己好了", **world.doing("王阿姨"))
    world.db.commit()
    assert (case.state, case.closed_at) == (CaseState.WITHDRAWN, world.now)
    assert world.told("王阿姨") == []
    with pytest.raises(Conflict, match="已撤销"):
        service.withdraw(world.db, case, **world.doing("王阿姨"))


def test_who_did_not_mean_to_withdraw_has_the_same_case_again(world: World) -> None:
    case = world.open("路灯坏了")
    number, due = case.number, case.due_at
    world.agree("王阿姨")
    world.fill_in(case, phone="13812345678")
    service.withdraw(world.db, case, **world.doing("王阿姨"))
    service.take_back_withdrawal(world.db, case, **world.doing("王阿姨"))
    world.db.commit()
    assert (case.number, case.due_at, case.state) == (number, due, CaseState.OPENED)
    assert case.closed_at is None
    reporter = world.db.scalars(select(CaseReporter).where(CaseReporter.case_id == case.id)).one()
    assert reporter.phone == "13812345678"
    assert verify_chain(world.db, case) is None
    with pytest.raises(Conflict):
        service.take_back_withdrawal(world.db, case, **world.doing("王阿姨"))


def test_a_withdrawal_is_taken_back_within_a_day_by_his_own_reporter(world: World) -> None:
    case = world.open("路灯坏了")
    service.withdraw(world.db, case, **world.doing("王阿姨"))
    world.db.commit()
    with pytest.raises((NotFound, Refused)):
        service.take_back_withdrawal(world.db, case, **world.doing("路人"))
    world.db.rollback()
    world.later(hours=24)
    with pytest.raises(Conflict, match="重新登记"):
        service.take_back_withdrawal(world.db, case, **world.doing("王阿姨"))


def test_nobody_withdraws_what_others_reported_too(world: World) -> None:
    case = world.open("路灯坏了")
    world.join(case, "李叔")
    with pytest.raises(Conflict, match="别的居民"):
        service.withdraw(world.db, case, **world.doing("王阿姨"))
    world.db.rollback()
    world.step(case, "withdraw", reason="误报")
    assert world.told("李叔") == ["您的工单 20261123-0001 已撤销。"]


def test_a_result_is_asked_about_and_solved_is_the_residents_word(world: World) -> None:
    case = resolved(world)
    notice = world.db.scalars(select(Notice).where(Notice.kind == "resolve")).one()
    assert notice.question is not None
    assert notice.question["kind"] == "solved"
    judge(world, case, solved=True, words="修好了谢谢")
    assert (case.state, case.verdict, case.verdict_at) == ("resolved", "solved", world.now)
    service.rate(world.db, case, 5, actor=world.actor("王阿姨"), now=world.now)
    world.db.commit()
    assert case.rating == 5
    assert verify_chain(world.db, case) is None


def test_not_solved_reopens_the_same_case_with_a_new_clock(world: World) -> None:
    case = resolved(world)
    world.join(case, "李叔")
    world.later(days=2)
    judge(world, case, solved=False, words="还黑着")
    assert (case.state, case.reopenings, case.resolved_at) == (CaseState.WORKING, 1, None)
    assert case.verdict_at == world.now
    assert case.due_at > world.now
    assert world.steps(case)[-2:] == ["judge", "reopen"]
    assert "重新办理" in world.told("李叔")[-1]
    assert "重新办理" not in world.told("王阿姨")[-1], "she said it herself"
    world.step(case, "resolve", note="换了整灯。")
    assert not case.verdict, "the new result is judged anew"


def test_after_seven_days_a_case_is_filed_and_stays_so(world: World) -> None:
    case = resolved(world)
    world.later(days=7)
    with pytest.raises(Conflict, match="重新登记"):
        judge(world, case, solved=False)
    world.db.rollback()
    assert service.close_due(world.db, setup=world.setup, now=world.now) == 1
    world.db.commit()
    assert service.close_due(world.db, setup=world.setup, now=world.now) == 0
    with pytest.raises(Conflict, match="重新登记"):
        judge(world, case, solved=False)
    world.db.rollback()
    judge(world, case, solved=True)
    assert (case.state, case.verdict) == ("closed", "solved"), "late, but it is his word"


def test_only_a_result_can_be_judged_and_only_with_one_to_five(world: World) -> None:
    case = world.open("路灯坏了")
    with pytest.raises(Conflict):
        judge(world, case, solved=True)
    world.db.rollback()
    for stars in (0, 6, -1):
        with pytest.raises(Invalid):
            service.rate(world.db, case, stars, actor=world.actor("王阿姨"), now=world.now)
    with pytest.raises(Refused):
        service.rate(world.db, case, 5, actor=world.staff("supervisor"), now=world.now)


DEEDS: list[Callable[[World, Case, dict[str, Any]], object]] = [
    lambda world, case, doing: service.add_words(world.db, case, "我也要说", **doing),
    lambda world, case, doing: service.answer_question(world.db, case, "我来答", **doing),
    lambda world, case, doing: service.urge(world.db, case, **doing),
    lambda world, case, doing: service.withdraw(world.db, case, **doing),
    lambda world, case, doing: service.judge(world.db, case, solved=True, **doing),
    lambda world, case, doing: service.rate(
        world.db, case, 1, actor=doing["actor"], now=doing["now"]
    ),
]


@pytest.mark.parametrize("deed", DEEDS)
def test_a_stranger_can_do_nothing_with_it(
    world: World, deed: Callable[[World, Case, dict[str, Any]], object]
) -> None:
    for case in (world.open("路灯坏了"), resolved(world)):
        before = world.steps(case)
        with pytest.raises(NotFound):
            deed(world, case, world.doing("路人"))
        world.db.rollback()
        assert world.steps(case) == before
