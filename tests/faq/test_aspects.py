"""Half a question names no subject of its own: it asks an aspect of what was just answered."""

import tomllib
from pathlib import Path

import pytest

from core.language import normalise
from faq.aspects import aspects_in, is_half, names_subject, tell
from tests.each import for_each

SAID = Path(__file__).with_name("said") / "half_questions.txt"
STARTER = Path(__file__).parents[2] / "faq" / "starter" / "entries.toml"
FEWEST_SAID, FEWEST_ENTRIES = 100, 20
ANSWER = (
    "到派出所或街道便民服务中心办。一般带身份证和租房合同。15 天内办好。家里人可以代办。"
    "以窗口答复为准，可打 000-0000。"
)


def said() -> list[tuple[str, str, str]]:
    """(entry, aspect, words) of the labelled sentences."""
    lines = SAID.read_text("utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if not line.startswith("#")]
    return [(entry, aspect, words) for entry, aspect, texts in rows for words in texts.split(" / ")]


SAID_OF = [row for row in said() if row[1] != "own"]


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """All that each starter entry says and is asked by."""
    entries = tomllib.loads(STARTER.read_text("utf-8"))["entry"]
    return {
        one["key"]: normalise("".join([one["question"], *one["similar"], one["answer"]]))
        for one in entries
    }


def test_there_are_enough_of_them() -> None:
    assert len(SAID_OF) >= FEWEST_SAID
    assert len({entry for entry, _, _ in SAID_OF}) >= FEWEST_ENTRIES


@for_each(("entry", "aspect", "words"), SAID_OF)
def test_half_a_question_is_about_what_was_answered(
    known: dict[str, str], entry: str, aspect: str, words: str
) -> None:
    assert is_half(words, known[entry])
    keys = [one.key for one in aspects_in(words)]
    assert aspect in keys or aspect == "tells"


@for_each("words", [words for _, aspect, words in said() if aspect == "own"])
@for_each("entry", ["residence_permit", "elder_allowance", "lift"])
def test_a_question_of_its_own_is_not(known: dict[str, str], entry: str, words: str) -> None:
    about = {"lift": "residence_permit"}.get(entry, entry) if "电梯" in words else entry
    assert not is_half(words, known[about])


@pytest.mark.parametrize("words", ["嗯嗯", "那个", "我说的是我妈", "谢谢啊"])
def test_what_says_nothing_names_no_subject(words: str) -> None:
    assert not names_subject(words)


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("要带什么", "一般带身份证和租房合同。"),
        ("那要多久", "15 天内办好。"),
        ("别人能代办吗", "家里人可以代办。"),
        ("要带什么，要多久", "一般带身份证和租房合同。15 天内办好。"),
        ("那要钱吗", ""),
        ("算不算数", "以窗口答复为准，可打 000-0000。"),
    ],
)
def test_only_what_is_asked_is_told(question: str, sentences: str) -> None:
    assert tell(aspects_in(question), ANSWER).sentences == sentences


def test_what_an_answer_does_not_say_is_known() -> None:
    told = tell(aspects_in("要钱吗，周末能办不"), ANSWER)
    assert [aspect.key for aspect in told.silent] == ["cost", "hours"]
    assert all(len(aspect.name) > 1 for aspect in told.silent)
