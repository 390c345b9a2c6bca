"""Conversations nobody would write down: whatever is said in whatever order, a clerk stays one."""

import random
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from accounts.models import OpenQuestion
from bot.models import Message, MessageState
from bot.wire.text import MAX_BYTES
from cases.places import place_in
from cases.queries import words_added
from core.actor import resident_actor
from handlers.commands import WORDS, read_command
from handlers.context import MOST_TIMES
from simulator.person import Person
from tests.cases.test_speech import pairs
from tests.handlers.test_said import labelled
from tests.journeys.reading import NUMBER, rows
from tests.journeys.town import Town

TURNS = 60
PAUSES = (5, 20, 60, 600, 3000)
DANGER = ("着火了", "煤气漏了，好大的味", "有人晕倒了", "我不想活了")
PLAIN = (
    "3号楼2单元", "幸福里5号楼", "13800138000", "我住安宁社区", "还有件事 电梯坏了", "什么时候来修",
    "怎么弄", "她八十三了", "工单", "20261123-0001", "0001", "都不是", "第二个", "6", "tmd",
    "长" * 600, "]]><x>", "😀😀", "\x0b坏了", "楼道灯坏了", "路灯不亮", "垃圾没人收",
    "我家漏水了", "医保", "补贴",
    "报修 3号楼电梯坏了", "投诉 物业不管", "催办 0001", "补充 白天没人", "撤销 0001", "绑定 白云村",
)  # fmt: skip
SAID = (
    *WORDS, *"0123456789" * 2, *PLAIN, *DANGER,
    *(text for _, text in labelled("answers")), *(text for _, text in labelled("manners")),
    *(text for pair in pairs("develop") for text in pair),
)  # fmt: skip


@dataclass
class Talk:
    """A conversation with what must hold for each of its turns."""

    town: Town
    person: Person
    told: list[tuple[str, str]] = field(default_factory=list)

    def says(self, text: str) -> None:
        """Say it and look at what came back."""
        before = self.told[-1][1] if self.told else ""
        reply = self.person.says(text)
        self.told.append((text, reply))
        assert not self.person.saw_failure, self
        assert reply.strip(), self
        assert len(reply.encode()) <= MAX_BYTES, self
        assert "工作人员会看" not in reply, self
        if reply == before:
            assert self.may_repeat(text), self

    def may_repeat(self, text: str) -> bool:
        """Status, emergencies and commands state facts that have not changed."""
        reply = self.told[-1][1]
        is_urgent = text in DANGER or "安全后回复 1" in reply or "12356" in reply
        is_status = NUMBER.search(reply) is not None or NUMBER.search(text) is not None
        return is_urgent or is_status or read_command(text) is not None

    def __str__(self) -> str:
        return "\n".join(f"【{text[:60]}】\n{reply}" for text, reply in self.told[-6:])


@pytest.mark.parametrize("seed", range(4))
def test_a_conversation_has_no_dead_end(street: Town, seed: int) -> None:
    for number in range(5):
        hold(street, random.Random(f"{seed} {number}"))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(50))
def test_five_hundred_conversations_have_no_dead_end(street: Town, seed: int) -> None:
    for number in range(10):
        hold(street, random.Random(f"long {seed} {number}"))


def hold(town: Town, chance: random.Random) -> None:
    """One conversation of somebody new, to its end."""
    talk = Talk(town, town.newcomer(chance.choice(["xingfu-1", "anning", "baiyun", ""])))
    for _ in range(TURNS):
        # So many in one minute are too many for a person.
        town.clock.jump(timedelta(seconds=chance.choice(PAUSES)))
        talk.says(chance.choice(SAID))
        nothing_is_asked_a_third_time(talk)
    no_slot_holds_a_command(talk)
    a_case_can_be_opened(talk)


def nothing_is_asked_a_third_time(talk: Talk) -> None:
    with talk.town.sessions() as db:
        question = db.get(OpenQuestion, talk.town.resident(db, talk.person).id)
        assert question is None or question.times_asked <= MOST_TIMES, talk


def no_slot_holds_a_command(talk: Talk) -> None:
    with talk.town.sessions() as db:
        for case in talk.town.cases_of(db, talk.person):
            place = case.place or ""
            assert read_command(place) is None or place_in(place), (place, talk)
            assert not place.isdigit(), (place, talk)
        states = {row.state for row in rows(db, Message, state=MessageState.FAILED)}
        assert not states, talk


def a_case_can_be_opened(talk: Talk) -> None:
    """From wherever the conversation has come; where a case of such trees is just asked about, the
    words are in that."""
    for text in ("取消", "登记", "小区门口的树倒了，挡着路"):
        talk.says(text)
    if "\n1 " in talk.told[-1][1]:
        talk.says("登记")
    with talk.town.sessions() as db:
        cases = talk.town.cases_of(db, talk.person)
        actor = resident_actor(talk.town.resident(db, talk.person).id)
        said = [case.description for case in cases]
        said += [words for case in cases for words in words_added(db, case, actor)]
    assert any("树倒了" in words for words in said), talk
