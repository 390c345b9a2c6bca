"""What a resident typed, as the routing table reads it."""

import pytest

from bot.messages import TextMessage
from handlers.answers import Meaning, verdict_of
from handlers.commands import WORDS, Command, read_command
from handlers.turn import Turn, read_turn
from tests.each import for_each


def turn(text: str) -> Turn:
    return read_turn(
        TextMessage(sender="o王阿姨", account="gh_1", created_at=1, key="k", msg_id=1, text=text)
    )


@for_each("word", WORDS)
@for_each("around", ["{}", " {} ", "{}。", "“{}”", "{}！"])
def test_a_command_alone_is_always_the_command(word: str, around: str) -> None:
    assert read_command(around.format(word)) == Command(word, "")


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("报修 3号楼灯不亮", Command("报修", "3号楼灯不亮")),
        ("投诉：物业不管事", Command("投诉", "物业不管事")),
        ("进度20261122-0007", Command("进度", "20261122-0007")),
        ("我的数据", Command("我的数据", "")),
        ("撤回同意", Command("撤回同意", "")),
        ("沒解決", Command("没解决", "")),
        ("進度", Command("进度", "")),
        ("報修 電梯壞了", Command("报修", "電梯壞了")),
        ("楼道灯坏了", None),
        ("", None),
    ],
)
def test_the_rest_of_a_sentence_is_its_text(text: str, command: Command | None) -> None:
    assert read_command(text) == command


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        ("1", 1), ("\uff11", 1), ("1.", 1), ("一", 1), ("两", 2), ("选2", 2), ("第3个", 3),
        ("回复 1", 1), ("1️⃣", 1), (" 0 ", 0), ("9", 9),
        ("12", None), ("1号楼", None), ("一楼", None), ("", None), ("1 2", None),
    ],
)  # fmt: skip
def test_a_digit_is_read_in_any_writing_and_nothing_else_is(text: str, digit: int | None) -> None:
    assert turn(text).digit == digit


@pytest.mark.parametrize(
    "text",
    [
        "还没好呢",
        "没修好",
        "没有解决",
        "修好了又坏了",
        "好了没有",
        "好像修好了但是还漏",
        "解决了吗？",
        "不算解决",
    ],
)
def test_not_solved_is_never_read_as_solved(text: str) -> None:
    assert verdict_of(text) is not Meaning.SOLVED


@pytest.mark.parametrize("text", ["解决了", "修好了谢谢", "已经好了", "弄好啦，谢谢师傅"])
def test_plain_thanks_for_a_repair_is_solved(text: str) -> None:
    assert verdict_of(text) is Meaning.SOLVED
