"""Text work must be the same for everyone's keyboard, and survive anything that is typed."""

# ruff: noqa: RUF001 (full-width letters are what is tested)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import language

ANY_TEXT = st.text(st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("typed", "one_writing"),
    [
        ("請問 居住證 怎麼 辦理？", "请问居住证怎么办理"),
        ("ＷｉＦｉ　密码多少！！", "wifi密码多少"),
        ("急急急！电梯坏了😱😱", "急电梯坏了"),
        ("天天堵车", "天天堵车"),
        ("打 12345 还是 110000 ？", "打12345还是110000"),
        ("iPhone 15 怎么 连 wifi", "iphone 15怎么连wifi"),
        ("3号楼-2单元，灯坏了", "3号楼2单元灯坏了"),
        ("①号楼", "1号楼"),
        ("？？？", ""),
        ("", ""),
    ],
)
def test_every_keyboard_writes_the_same_words(typed: str, one_writing: str) -> None:
    assert language.normalise(typed) == one_writing


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "灯\udfff坏了",
        "\x00\x07灯",
        "灯" * 10_000,
        "ﷺ" * 10_000,
        "a " * 10_000,
        "สวัสดี",
        "İ",
    ],
)
def test_odd_and_endless_texts_are_read_in_bounds(text: str) -> None:
    normal = language.normalise(text)
    assert len(normal) <= language.MAX_CHARACTERS
    assert isinstance(language.cut(text), list)
    assert 0 <= language.ratio(text, normal) <= 1
    assert language.distance(text, normal) >= 0


@given(ANY_TEXT)
def test_no_text_is_refused(text: str) -> None:
    normal = language.normalise(text)
    assert "".join(language.cut(normal)) == normal.replace(" ", "")
    assert language.ratio(text, text) == 1


@given(st.lists(st.one_of(ANY_TEXT, st.text("灯坏了找裏裡谁修電梯Ａ1 ！", max_size=9)), max_size=5))
def test_many_are_written_as_each_alone(texts: list[str]) -> None:
    assert language.normalise_all(texts) == {text: language.normalise(text) for text in texts}


@given(st.text("灯坏了找谁修電梯ＡＢab1２ ！。，", max_size=30))
def test_one_writing_is_kept_when_read_again(text: str) -> None:
    normal = language.normalise(text)
    assert language.normalise(normal) == normal


def test_a_sentence_is_cut_into_words() -> None:
    assert language.cut("电梯坏了找谁") == ["电梯", "坏", "了", "找", "谁"]


def test_half_a_character_does_not_stop_the_cutting() -> None:
    assert language.cut("电梯\ud83d坏了") == language.cut("电梯坏了")


def test_likeness_counts_characters_in_order() -> None:
    assert language.distance("电梯坏了", "电梯坏了") == 0
    assert language.distance("电梯坏了", "电梯坏") == 1
    assert language.ratio("电梯坏了", "路灯") == 0
    assert language.ratio("电梯坏了", "电梯好了") == pytest.approx(0.75)
