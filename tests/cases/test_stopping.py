"""What calls something off, and what only looks like it, by labelled sentences of our own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.stopping import MOST_CHARACTERS, Stop, asks_whether_stopped, stop_in
from tests.each import for_each

LINES = (Path(__file__).with_name("stopping") / "said.txt").read_text("utf-8").splitlines()
SAID = [
    (label, text)
    for label, texts in (line.split(" | ") for line in LINES if not line.startswith("#"))
    for text in texts.split(" / ")
]


@for_each(("label", "text"), SAID)
def test_what_is_called_off_is_heard_and_nothing_else(label: str, text: str) -> None:
    found = stop_in(text)
    assert (found.stop if found else "none") == label


def test_every_way_to_call_off_has_examples_and_so_has_what_is_none() -> None:
    labels = [label for label, _ in SAID]
    assert set(labels) == {*Stop, "none"}
    assert all(labels.count(label) >= 10 for label in set(labels))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("登记个屁 我问你管不管", "我问你管不管"),
        ("不是要登记 我是问没合同能不能办居住证啊", "我是问没合同能不能办居住证啊"),
        ("不对，别登记", ""),
        ("不用来了", ""),
    ],
)
def test_what_is_said_besides_is_not_lost(text: str, rest: str) -> None:
    found = stop_in(text)
    assert found is not None
    assert found.rest == rest


def test_it_is_heard_whether_something_reported_before_is_meant() -> None:
    before, now = stop_in("之前那个取消吧"), stop_in("撤了吧")
    assert before is not None
    assert now is not None
    assert (before.points_back, now.points_back) == (True, False)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("那个找孩子的工单撤了吗 别让人白跑", True),
        ("狗的单子还在不在", True),
        ("我刚才撤的是哪个", True),
        ("把那个单子撤了", False),
        ("医保卡还在不在有效期", False),
    ],
)
def test_who_asks_what_became_of_it_withdraws_nothing(text: str, asks: bool) -> None:
    assert asks_whether_stopped(text) is asks
    assert not (asks and stop_in(text))


@given(st.text(max_size=2 * MOST_CHARACTERS))
def test_whatever_is_said_is_read(text: str) -> None:
    found = stop_in(text)
    assert found is None or found.stop in Stop
