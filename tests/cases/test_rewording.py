"""The reporter says anew what his case is about, as long as nobody has accepted it."""

import pytest

from cases import service
from cases.models import Case, CaseEvent
from cases.rewording import BEFORE
from core.errors import Conflict, Invalid, NotFound
from core.masking import put_back
from tests.cases.people import World


def reword(world: World, case: Case, words: str, *, by: str = "王阿姨") -> CaseEvent:
    event = service.reword(world.db, case, words, **world.doing(by))
    world.db.commit()
    return event


def test_the_new_words_are_the_cases_and_the_old_ones_are_kept_in_its_record(world: World) -> None:
    case = world.open("你塞一起干嘛，给我单独登")
    event = reword(world, case, " 城管罚我500块，我不服 ")
    assert case.description == "城管罚我500块，我不服"
    assert event.words == f"{BEFORE}你塞一起干嘛，给我单独登"
    assert event.facts["filled"] == ["words"]


def test_numbers_in_the_words_stay_sealed(world: World) -> None:
    case = world.open("楼道灯坏了，电话13800001234")
    reword(world, case, "楼道灯坏了，电话13900005678")
    assert "13900005678" not in case.description
    assert put_back(case.description, case.cut or []) == "楼道灯坏了，电话13900005678"
    reword(world, case, "楼道灯坏了")
    assert (case.description, case.cut) == ("楼道灯坏了", None)


def test_what_is_worked_on_keeps_its_words(world: World) -> None:
    case = world.open("楼道灯坏了")
    world.step(case, "accept")
    with pytest.raises(Conflict, match="已经受理"):
        reword(world, case, "电梯坏了")


def test_nobody_else_has_a_say_and_no_words_are_none(world: World) -> None:
    case = world.open("楼道灯坏了")
    with pytest.raises(NotFound):
        reword(world, case, "电梯坏了", by="老李")
    world.db.rollback()
    with pytest.raises(Invalid):
        reword(world, case, "  ")
    world.db.rollback()
    with pytest.raises(Invalid):
        reword(world, case, "坏" * 5000)
