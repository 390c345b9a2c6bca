"""What residents answer in words: above all, not solved is never read as solved."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

Load = Callable[[str], dict[str, Any]]
Read = Callable[[str], str]

DOUBTS = ("not_solved", "partly", "unclear")
NOT_SOLVED = (
    "还没好呢 / 没修好 / 根本没修好 / 来看了一眼，没修 / 修好了又坏了 / 没解决呀 / 还是不行 / "
    "哪里好了 / 好什么好 / 还漏着呢 / 才修一半就走了 / 糊弄人的，不亮 / 又堵了 / 没人来"
)
UNSURE = (
    "好了没有 / 修好了吗？ / 什么时候修好啊 / 他们说修好了 / 应该修好了吧 / 快好了 / 没给修好 / "
    "修好了？ / 要是修好了我告诉你 / 好像好了 / 还没有修的那么好了 / 本来好了 / 不知道好了没"
)
SOLVED = (
    "修好了 / 修好了谢谢 / 谢谢，已经不漏了 / 好了好了 / 都解决了，辛苦 / 灯亮了 / 来电了，谢谢 / "
    "搞定了 / 没问题了 / 垃圾清走了，满意"
)


@pytest.fixture(scope="module")
def meanings(load: Load) -> dict[str, list[str]]:
    rows = load("community/starter/open_answers.toml")["answer"]
    return {row["key"]: row["words"] for row in rows}


@pytest.fixture(scope="module")
def read(meanings: dict[str, list[str]], load: Load) -> Read:
    """A function from an answer to solved, not_solved, unclear or "", as the header says."""
    guard = load("community/starter/open_answers.toml")["guard"]["chars"]

    def meaning(text: str) -> str:
        text = re.sub(r"[^\w？?]", "", text)
        for key, words in meanings.items():
            if text in words:
                return key
        for key in ("partly", "not_solved", "unclear"):
            if any(word in text for word in meanings[key]):
                return key
        rest = text
        for word in sorted(meanings["solved"], key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest == text:
            return ""
        return "unclear" if any(sign in rest for sign in guard) else "solved"

    return meaning


def test_eight_meanings_have_at_least_fifteen_words_each(meanings: dict[str, list[str]]) -> None:
    known = {"yes", "no", "skip", "solved", "not_solved", "partly", "unclear", "hurry"}
    assert set(meanings) == known
    assert all(len(words) >= 15 for words in meanings.values())


def test_no_words_have_two_meanings(meanings: dict[str, list[str]]) -> None:
    times = Counter(word for words in meanings.values() for word in words)
    assert [word for word, count in times.items() if count > 1] == []


def test_no_word_of_solved_contains_one_of_not_solved(meanings: dict[str, list[str]]) -> None:
    for solved in meanings["solved"]:
        assert not [w for key in DOUBTS for w in meanings[key] if w in solved]


@pytest.mark.parametrize("text", NOT_SOLVED.split(" / "))
def test_not_solved_is_heard(read: Read, text: str) -> None:
    assert read(text) == "not_solved"


@pytest.mark.parametrize("text", UNSURE.split(" / "))
def test_questions_and_doubts_are_never_solved(read: Read, text: str) -> None:
    assert read(text) in {"unclear", "not_solved"}


@pytest.mark.parametrize("text", SOLVED.split(" / "))
def test_solved_is_heard(read: Read, text: str) -> None:
    assert read(text) == "solved"
