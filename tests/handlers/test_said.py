"""What residents answer and say for politeness, by labelled sentences of the project's own."""

from pathlib import Path

import pytest

from handlers.answers import Meaning, meaning_of, rating_in, stars_of, verdict_of
from handlers.courtesies import without_abuse
from handlers.feelings import feeling_in
from tests.each import for_each
from tests.labelled import read_labelled

SAID = Path(__file__).with_name("said")
VERDICTS = (Meaning.SOLVED, Meaning.PARTLY, Meaning.NOT_SOLVED, Meaning.UNCLEAR)
FEWEST_ANSWERS, FEWEST_MANNERS = 200, 100


def labelled(name: str) -> list[tuple[str, str]]:
    """(label, sentence) of a file."""
    return read_labelled(SAID / f"{name}.txt")


ANSWERS = labelled("answers")


def test_there_are_enough_of_them() -> None:
    assert len(ANSWERS) >= FEWEST_ANSWERS
    assert len(labelled("manners")) >= FEWEST_MANNERS


@for_each(("label", "text"), [row for row in ANSWERS if row[0] in ("yes", "no", "skip")])
def test_yes_no_and_skip_are_understood(label: str, text: str) -> None:
    assert meaning_of(text) == label


@for_each(("label", "text"), [row for row in ANSWERS if row[0] in VERDICTS])
def test_what_is_said_of_a_result_is_understood(label: str, text: str) -> None:
    assert verdict_of(text) == label


# A yes to 解决了吗 says that it is.
NOT_SOLVED = [
    text
    for label, text in ANSWERS
    if label not in (Meaning.SOLVED, Meaning.YES) and not label.startswith("stars")
]


@for_each("text", NOT_SOLVED)
@for_each("around", ["{}", "唉，{}", "{}啊师傅", "我看{}", "{}，谢谢", "  {}。"])
def test_not_solved_is_never_read_as_solved(text: str, around: str) -> None:
    assert verdict_of(around.format(text)) is not Meaning.SOLVED


@pytest.mark.parametrize(
    ("text", "digit", "stars"),
    [("非常满意", None, 5), ("挺好的", None, 4), ("一般吧", None, 3), ("不满意", None, 2),
     ("4分满意", None, 4), ("5分很好", None, 5), ("4分钟", None, None),
     ("差评", None, 1), ("5", 5, 5), ("0", 0, None), ("9", 9, None), ("楼道灯", None, None)],
)  # fmt: skip
def test_a_rating_is_a_digit_or_a_word(text: str, digit: int | None, stars: int | None) -> None:
    assert stars_of(text, digit) == stars


@for_each(("label", "text"), [row for row in ANSWERS if row[0].startswith("stars")])
def test_stars_are_heard_in_a_sentence(label: str, text: str) -> None:
    assert (rating_in(text) or 0) == int(label.removeprefix("stars"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("他妈的电梯又坏了", "电梯又坏了"),
        ("物业太垃圾了，电梯坏了", "物业，电梯坏了"),
        ("垃圾没人收", "垃圾没人收"),
        ("操场的灯不亮", "操场的灯不亮"),
        ("你们这群王八蛋", "你们这群"),
    ],
)
def test_abuse_is_cut_out_of_what_is_said(text: str, plain: str) -> None:
    assert without_abuse(text) == plain


@for_each(("label", "text"), labelled("feelings"))
def test_grief_and_fear_are_heard_and_nothing_else(label: str, text: str) -> None:
    found = feeling_in(text)
    assert (found.key if found else "none") == label
