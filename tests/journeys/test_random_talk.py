"""Residents who say anything in any order, with officers at work meanwhile: nobody is left
without an answer, and nothing breaks."""

import random

import pytest

from bot.models import Message, MessageState
from bot.wire.text import MAX_BYTES
from cases.models import Case, CaseState
from cases.queries import cases_for_operator
from cases.service import step
from cases.workflow import Step
from core import clock
from core.actor import OPERATOR
from core.errors import LinliError
from handlers.commands import WORDS
from simulator.person import Person
from tests.journeys.town import Town

TURNS = 150
NAMES = ("王阿姨", "小张", "老李", "路人")
SENTENCES = (
    *WORDS, *"0123456789",
    "楼道灯坏了", "居住证怎么办", "报修 3号楼电梯坏了", "投诉 物业不管", "13800138000",
    "3号楼2单元",
    "修好了谢谢", "还没好呢", "谢谢", "你好", "着火了", "不想活了", "😀😀", "]]><x>", "长" * 1900,
    "\x0b坏了", "0001", "20261123-0001", "催办 0001", "补充 白天没人", "撤销 0001", "1️⃣",
    "<a href='http://x.cn'>点</a>", "登记 " + "灯" * 600, "绑定 安宁社区", "{社区电话} %s", "ไฟเสีย",
)  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_said_gets_an_answer(town: Town, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(TURNS):
        if chance.random() < 0.1:
            an_officer_does_something(town, chance)
            continue
        person = town.person(chance.choice(NAMES))
        said = something(person, chance)
        assert not person.saw_failure, person.outcome
        assert "工作人员会看" not in said, person.outcome
        assert len(said.encode()) <= MAX_BYTES
    with town.sessions() as db:
        states = {state for (state,) in db.query(Message.state).distinct()}
        assert states <= {MessageState.DONE, MessageState.OWED}
        assert all(case.office_id and case.number for case in db.query(Case))


def something(person: Person, chance: random.Random) -> str:
    deeds = [
        lambda: person.sends_photo(),
        lambda: person.sends_voice(chance.choice(["", "路灯坏了"])),
        lambda: person.sends_location("幸福路12号"),
        lambda: person.presses(chance.choice(["进度", "登记", "没有的键"])),
        lambda: person.scans(chance.choice(["anning", "xingfu-1", "no-such-scene"])),
    ]
    if chance.random() < 0.8:
        return person.says(chance.choice(SENTENCES))
    return chance.choice(deeds)()


def an_officer_does_something(town: Town, chance: random.Random) -> None:
    """Any step on any case; one that isn't allowed is refused, as on a console."""
    with town.sessions() as db:
        cases = cases_for_operator(db, OPERATOR, states=list(CaseState))
        if not cases:
            return
        setup = town.parts.snapshots.setup.now()
        taken = chance.choice(list(Step))
        try:
            step(
                db,
                chance.choice(cases),
                taken,
                actor=OPERATOR,
                setup=setup,
                note="已安排师傅。",
                now=clock.now(),
            )
        except LinliError:
            db.rollback()
        db.commit()
    town.work()
