"""老顾 has five cases and speaks of them as people do, by labelled sentences of our own."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from accounts.questions import ask, close_question, find_question
from cases.models import Case
from handlers.context import Asked, Context
from handlers.desk import make_rules
from handlers.spoken import spoken_of
from handlers.turn import Turn
from simulator.person import Person
from tests.each import for_each
from tests.handlers.saying import says
from tests.journeys.town import Town

SAID = Path(__file__).parents[1] / "handlers" / "said" / "own_cases.txt"
LINES = [line for line in SAID.read_text("utf-8").splitlines() if not line.startswith("#")]
ROWS = [
    (label.split()[0], label.split()[1], text.strip())
    for label, texts in (line.split(" | ") for line in LINES)
    for text in texts.split(" / ")
]
FEWEST = 80
REPORTED = {
    "lift": "报修 5号楼2单元电梯坏了",
    "lamp": "报修 2号楼东门口路灯不亮",
    "rent": "求助 房东押金两千块一直不退给我",
    "chair": "求助 我媽想借架輪椅",
    "noise": "投诉 7号楼1单元楼上半夜拖椅子",
}
OFFER = {"text": "垃圾房臭得不行", "report": True, "prompt": "1 登记"}
# What may be open while he speaks.
STATES = {
    "nothing": None,
    "an offer": (Asked.OFFER, OFFER),
    "a list": (Asked.PICK, {"cases": [], "prompt": "是哪一件"}),
    "a photo": (Asked.PHOTO, {"prompt": "拍张照片", "remaining": []}),
}


@pytest.fixture(scope="module")
def gu(street: Town) -> Person:
    """老顾, with his five cases."""
    gu = street.newcomer()
    for words in REPORTED.values():
        gu.says(words)
        gu.says("取消")
    return gu


@pytest.fixture
def db(street: Town) -> Iterator[Session]:
    """The town's database; what is changed is rolled back."""
    with street.sessions() as db:
        yield db


def context_of(street: Town, gu: Person, db: Session, state: str) -> Context:
    """What the desk knows when he speaks while that is open."""
    resident, now = street.resident(db, gu), street.clock()
    close_question(db, resident.id)
    opened = STATES[state]
    if opened is not None:
        kind, content = opened
        ask(db, resident.id, kind, content, lives=timedelta(minutes=30), now=now)
    snapshots = street.parts.snapshots
    return Context(
        db=db,
        now=now,
        resident=resident,
        home=None,
        question=find_question(db, resident.id, now=now),
        knowledge=snapshots.knowledge.now(),
        setup=snapshots.setup.now(),
        catalogue=snapshots.catalogue.now(),
        rules=make_rules(street.settings),
        has_cases=True,
    )


def key_of(case: Case, street: Town, gu: Person, db: Session) -> str:
    """Which of the five it is."""
    return list(REPORTED)[[one.id for one in street.cases_of(db, gu)].index(case.id)]


def test_there_are_enough_of_them() -> None:
    assert len(ROWS) >= FEWEST


@pytest.mark.parametrize("state", STATES)
@for_each(("act", "key", "text"), ROWS)
def test_the_case_that_he_means_is_found_whatever_is_open(
    street: Town, gu: Person, db: Session, act: str, key: str, text: str, state: str
) -> None:
    context = context_of(street, gu, db, state)
    message = says(text, gu.openid, street.clock())
    spoken = spoken_of(Turn(message, text), context)
    if act == "none":
        assert spoken is None
        return
    assert spoken is not None
    assert spoken.mention.act == act
    assert [key_of(case, street, gu, db) for case in spoken.cases] == ([] if key == "-" else [key])


@pytest.mark.parametrize("text", ["0999撤", "20251101-0003怎么样了"])
def test_a_number_that_is_none_of_his_means_no_other_case(
    street: Town, gu: Person, db: Session, text: str
) -> None:
    context = context_of(street, gu, db, "nothing")
    spoken = spoken_of(Turn(says(text, gu.openid, street.clock()), text), context)
    assert spoken is not None
    assert spoken.is_foreign
