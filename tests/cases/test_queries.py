"""Who may know of a case: its reporters, its office, those above; never those it is about."""

from datetime import timedelta

import pytest

from cases import service
from cases.models import Case
from cases.queries import (
    awaiting_verdict,
    cases_for_operator,
    count_cases,
    find_visible,
    get_visible,
    newest_cases,
    open_cases,
)
from core.actor import OPERATOR, SYSTEM, Actor
from core.errors import NotFound
from tests.cases.people import World


def seen(world: World, actor: Actor) -> list[str]:
    cases = newest_cases(world.db, actor)
    assert count_cases(world.db, actor) == len(cases), "what is counted is what is seen"
    return sorted(case.number or "" for case in cases)


def test_a_stranger_learns_nothing(world: World) -> None:
    case = world.open("路灯坏了")
    stranger = world.actor("路人")
    assert find_visible(world.db, stranger, case.number or "") is None
    assert find_visible(world.db, stranger, "0001") is None
    assert seen(world, stranger) == []
    messages = set()
    for case_id in (case.id, 99999):
        with pytest.raises(NotFound) as unknown:
            get_visible(world.db, stranger, case_id)
        messages.add(unknown.value.sentence)
    assert len(messages) == 1


def test_reporters_find_their_case_by_any_number(world: World) -> None:
    case = world.open("路灯坏了")
    world.join(case, "李叔")
    for by in ("王阿姨", "李叔"):
        actor = world.actor(by)
        assert find_visible(world.db, actor, "20261123-0001") is case
        assert find_visible(world.db, actor, "0001") is case
        assert get_visible(world.db, actor, case.id) is case
    assert find_visible(world.db, world.actor("李叔"), "%") is None


def test_a_serial_alone_means_the_newest(world: World) -> None:
    world.open("路灯坏了")
    world.later(days=1)
    newer = world.open("路灯又坏了")
    assert find_visible(world.db, world.actor("王阿姨"), "0001") is newer


def test_open_cases_come_newest_first_and_without_what_is_over(world: World) -> None:
    first, second, third = (world.open("路灯坏了") for _ in range(3))
    world.step(second, "decline", note="重复。")
    actor = world.actor("王阿姨")
    assert open_cases(world.db, actor) == [third, first]
    assert open_cases(world.db, actor, limit=1) == [third]
    assert newest_cases(world.db, actor, limit=2) == [third, second]


def test_the_verdict_that_is_awaited(world: World) -> None:
    case, actor = world.open("路灯坏了"), world.actor("王阿姨")
    assert awaiting_verdict(world.db, actor, now=world.now) is None
    world.step(case, "accept")
    world.step(case, "resolve", note="好了。")
    assert awaiting_verdict(world.db, actor, now=world.now) is case
    assert awaiting_verdict(world.db, world.actor("路人"), now=world.now) is None
    assert awaiting_verdict(world.db, actor, now=world.now + timedelta(days=7)) is None
    service.judge(world.db, case, solved=True, **world.doing("王阿姨"))
    assert awaiting_verdict(world.db, actor, now=world.now) is None


@pytest.fixture
def cases(world: World) -> dict[str, Case]:
    return {
        "lift": world.open("3号楼电梯坏了"),
        "noise": world.open("楼上半夜吵"),
        "elsewhere": world.open("电梯坏了", home="anning"),
        "nowhere": world.open("电梯坏了", home=None),
        "of_property": world.open("投诉物业不管事"),
        "of_committee": world.open("居委会不管，推来推去"),
    }


@pytest.mark.parametrize(
    ("role", "area", "office", "sees"),
    [
        ("officer", "xingfuli", "xingfuli-property", {"lift"}),
        ("officer", "", "xingfuli-committee", {"noise"}),
        ("officer", "xingfu-street", "xingfu-city", {"of_property"}),
        ("officer", "", "xingfu-intake", {"nowhere"}),
        # A right for a community as a whole does not reach what is said about its own offices.
        ("supervisor", "xingfuli", None, {"lift", "noise"}),
        ("viewer", "anning", None, {"elsewhere"}),
        (
            "supervisor",
            "xingfu-street",
            None,
            {"lift", "noise", "elsewhere", "nowhere", "of_property", "of_committee"},
        ),
        ("supervisor", "qingshui-town", None, set()),
        ("admin", "", None, set()),
        ("editor", "", None, set()),
        ("auditor", "", None, set()),
        ("partner", "", "xingfu-water", set()),
    ],
)
def test_staff_see_what_is_theirs(
    world: World,
    cases: dict[str, Case],
    role: str,
    area: str,
    office: str | None,
    sees: set[str],
) -> None:
    wanted = sorted(cases[name].number or "" for name in sees)
    assert seen(world, world.staff(role, area=area, office=office)) == wanted


def test_who_works_for_an_office_never_sees_what_is_said_of_it(
    world: World, cases: dict[str, Case]
) -> None:
    boss = world.staff("supervisor", area="xingfu-street")
    office = world.staff("officer", office="xingfuli-property")
    both = Actor("staff", 1, (*boss.rights, *office.rights))
    assert cases["of_property"].number not in seen(world, both)
    assert cases["of_committee"].number in seen(world, both)


def test_the_operator_sees_all(world: World, cases: dict[str, Case]) -> None:
    for actor in (OPERATOR, SYSTEM):
        assert len(seen(world, actor)) == len(cases)
    by_due = cases_for_operator(world.db, OPERATOR)
    assert [case.due_at for case in by_due] == sorted(case.due_at for case in cases.values())


def test_a_partner_sees_its_cases_until_thirty_days_after_they_end(world: World) -> None:
    case = world.open("家里停水了")
    partner = world.staff("partner", office="xingfu-water")
    city = world.staff("officer", office="xingfu-city")
    assert get_visible(world.db, partner, case.id) is case
    world.step(case, "decline", actor=partner, note="计划停水，明早恢复。")
    later = world.now + timedelta(days=29)
    assert get_visible(world.db, partner, case.id, now=later) is case
    with pytest.raises(NotFound):
        get_visible(world.db, partner, case.id, now=later + timedelta(days=1))
    world.step(world.open("路灯坏了"), "decline", note="不在辖区。")
    assert count_cases(world.db, city) == 1, "one's own office sees for good"


def test_nobody_without_rights_sees_anything(world: World, cases: dict[str, Case]) -> None:
    for actor in (Actor("staff", 1), Actor("resident", None), Actor("resident", 99999)):
        assert cases
        assert seen(world, actor) == []
