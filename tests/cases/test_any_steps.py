"""Whatever staff and residents do, and in whatever order, a case stays whole."""

from random import Random
from typing import Any

import pytest

from accounts.models import Staff
from cases import service
from cases.events import timeline, verify_chain
from cases.models import Case, CaseState
from cases.workflow import ENDED, OPEN, Step
from core.errors import LinliError
from tests.cases.people import NOON, World

DEEDS = [step.value for step in Step] + ["answers", "adds", "urges", "is not solved", "is solved"]


@pytest.mark.parametrize("seed", range(3))
def test_a_case_is_never_without_an_office_nor_its_timeline_broken(world: World, seed: int) -> None:
    random = Random(seed)
    world.db.add(Staff(name="小李", password_hash="x", active=True, created_at=NOON, version=1))
    world.db.commit()
    case = world.open("那个东西坏了")
    taken, refusals = 0, []
    for _ in range(60):
        if case.state in ENDED:
            case = world.open("又坏了")
        before, version = case.state, case.version
        world.later(hours=random.randrange(30))
        try:
            _do(world, case, random.choice(DEEDS), random)
            world.db.commit()
            taken += 1
        except LinliError as refused:
            world.db.rollback()
            refusals.append((refused.sentence, (case.state, case.version) == (before, version)))
        _is_whole(world, case)
    assert taken > 15
    assert all(unchanged and 0 < len(sentence) <= 40 for sentence, unchanged in refusals)


def _do(world: World, case: Case, deed: str, random: Random) -> None:
    own: dict[str, Any] = world.doing("王阿姨")
    match deed:
        case "answers":
            service.answer_question(world.db, case, "在东门", **own)
        case "adds":
            service.add_words(world.db, case, "还是坏的", **own)
        case "urges":
            service.urge(world.db, case, **own)
        case "is not solved" | "is solved":
            service.judge(world.db, case, solved=deed == "is solved", **own)
        case _:
            world.step(
                case,
                deed,
                note="说明。",
                reason="内部。",
                office_id=random.choice([*world.setup.offices]),
                topic_id=random.choice([*world.setup.topics]),
                staff_id=1,
            )


def _is_whole(world: World, case: Case) -> None:
    assert case.office_id in world.setup.offices
    assert case.office_id != case.about_office_id
    assert (case.closed_at is not None) == (case.state in ENDED)
    assert (case.resolved_at is not None) == (case.state in (CaseState.RESOLVED, CaseState.CLOSED))
    assert (case.waiting_since is not None) == (case.state == CaseState.WAITING)
    assert case.state in OPEN | ENDED | {CaseState.RESOLVED}
    assert case.note in (None, "说明。")
    assert verify_chain(world.db, case) is None
    events = timeline(world.db, case)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    told = world.told("王阿姨")
    assert not any("内部" in text for text in told)
