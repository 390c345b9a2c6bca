"""Orders that are carried out at once, and what only sounds like them."""

import pytest

from handlers.commands import read_command
from handlers.conditions import is_put_to_it
from handlers.consents import agreed_in


@pytest.mark.parametrize(
    "text", ["补嘛 莫问了", "补上", "行，补充吧", "要得 补进去噻", "加上去吧", "补吧，别再问了"]
)
def test_words_are_ordered_to_be_added(text: str) -> None:
    assert is_put_to_it(text)


@pytest.mark.parametrize(
    "text", ["补什么", "补办身份证", "加装电梯", "补了三次还漏", "莫问了", "补贴"]
)
def test_what_only_begins_so_is_no_such_order(text: str) -> None:
    assert not is_put_to_it(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [("漏水那个 登记嘛", "漏水"), ("电梯那件你帮我登记吧", "电梯"), ("狗的那个事，登记", "狗")],
)
def test_what_is_to_be_registered_may_come_first(text: str, named: str) -> None:
    command = read_command(text)
    assert command is not None
    assert (command.word, command.rest) == ("登记", named)


@pytest.mark.parametrize(
    "text", ["漏水那个登记了没", "漏水那个不登记", "结婚登记", "漏水那个要登记吗"]
)
def test_questions_about_registering_are_no_order(text: str) -> None:
    command = read_command(text)
    assert command is None or command.rest != "漏水"


def test_a_yes_in_dialect_leaves_what_else_is_wanted() -> None:
    agreed = agreed_in("要得 你帮我说哈 喊他们送到屋头来")
    assert agreed is not None
    assert agreed.rest == "喊他们送到屋头来"
