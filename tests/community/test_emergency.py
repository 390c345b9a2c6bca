"""Danger is heard in any wording, and ordinary talk raises no alarm."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.emergency import Emergency
from community.pack import starter_emergency
from community.setup import Setup

EMERGENCY = starter_emergency()


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("着火了快来人", "fire"),
        ("3号楼着 火 了！！！", "fire"),
        ("厨房起火瞭，煙很大", "fire"),
        ("去年着过火，现在又着火了", "fire"),
        ("消防演练真着火了", "fire"),
        ("没有煤气味，但是着火了", "fire"),
        ("家里一股煤气味", "gas"),
        ("我爸晕倒了叫不醒", "medical"),
        ("有人持刀抢劫", "crime"),
        ("我不想活了", "suicide"),
        ("不想活了，家里着火也无所谓", "suicide"),
        ("昨天就不想活了", "suicide"),
        ("电梯关人了", "lift"),
        ("前面撞到人了", "traffic"),
        ("啊" * 900 + "着火了", "fire"),
    ],
)
def test_danger_is_heard(words: str, key: str) -> None:
    alarm = EMERGENCY.check(words)
    assert alarm is not None
    assert alarm.key == key
    assert alarm.numbers


@pytest.mark.parametrize(
    "words",
    [
        "没有着火",
        "去年3号楼着火了",
        "万一着火怎么办",
        "燃气缴费在哪里交",
        "灭火器年检找谁",
        "怎么防煤气中毒",
        "煤气灶打不着火",
        "跳楼价甩卖",
        "家里热得想死",
        "楼道灯坏了",
        "",
        "？？？",
    ],
)
def test_ordinary_talk_raises_no_alarm(words: str) -> None:
    assert EMERGENCY.check(words) is None


def test_words_of_suicide_are_answered_gently_with_the_helpline() -> None:
    alarm = EMERGENCY.check("活着没意思")
    assert alarm is not None
    assert alarm.gentle
    assert alarm.numbers == ("12356", "120", "110")


def test_the_databases_words_are_the_packs_in_the_same_order(setup: Setup) -> None:
    assert setup.emergency.check("不想活了，家里着火也无所谓") == EMERGENCY.check("轻生")
    assert setup.emergency.check("没有着火") is None


@given(st.text(max_size=300))
def test_any_text_can_be_checked(words: str) -> None:
    EMERGENCY.check(words)


@given(st.text(alphabet="没着火漏电去年又，", max_size=12))
def test_more_harmless_talk_after_danger_never_hides_it(words: str) -> None:
    assert EMERGENCY.check("着火了。" + words) is not None


def test_a_message_is_checked_in_well_under_a_millisecond_a_sentence() -> None:
    words = "幸福里3号楼2单元楼道灯坏了好几天没人修，老人晚上回家看不见" * 3
    began = time.process_time()
    for _ in range(50):
        EMERGENCY.check(words)
    assert (time.process_time() - began) / 50 < 0.01


def test_without_words_there_is_no_alarm() -> None:
    assert Emergency({}, []).check("着火了") is None
