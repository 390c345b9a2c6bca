"""Who names a subject and nothing else is offered the entries on it."""

from datetime import date

import pytest

from core.language import normalise
from faq.content import EntryContent
from faq.knowledge import Knowledge, KnownEntry
from faq.ranking import Ranked
from faq.subjects import LEAST, MOST_FOUND, entries_on, is_on, names_class, subject_of

QUESTIONS = (
    "居住证怎么办理",
    "社区能开哪些证明",
    "死亡证明在哪里开",
    "高龄津贴怎么申请",
    "残疾人补贴怎么领",
    "护照怎么办",
)


def known_of(*questions: str) -> Knowledge:
    return Knowledge(
        KnownEntry(number, 1, EntryContent(question, "见窗口。"), normalise(question))
        for number, question in enumerate(questions, 1)
    )


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """A few entries, some on the same subject."""
    return known_of(*QUESTIONS)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("补贴", ("补贴",)),
        ("补贴怎么申请啊", ("补贴",)),
        ("我想办个证", ("证",)),
        ("办证", ("证",)),
        ("有什么补贴？", ("补贴",)),
        ("老人有什么补贴", ("老人", "补贴")),
        ("怎么报名", ("报名",)),
    ],
)
def test_what_stands_around_a_subject_is_taken_off(text: str, subject: tuple[str, ...]) -> None:
    assert subject_of(text) == subject


@pytest.mark.parametrize(
    "text",
    ["怎么办", "你们几点上班", "楼上漏水把我家天花板泡了", "", "？", "123", "ok", "漏水停电" * 50],
)
def test_who_says_more_or_nothing_names_no_subject_alone(text: str) -> None:
    assert subject_of(text) == ()


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        (("证明",), [2, 3]),
        (("证",), [1]),
        (("残疾人", "补贴"), [5]),
        (("洗衣机",), []),
    ],
)
def test_the_entries_on_a_subject_have_its_words(
    knowledge: Knowledge, subject: tuple[str, ...], found: list[int]
) -> None:
    everywhere = knowledge.scope(None, date(2026, 11, 27)).ids
    assert [one.id for one in entries_on(subject, knowledge, everywhere)] == found


def test_none_is_found_that_does_not_hold_here(knowledge: Knowledge) -> None:
    assert [one.id for one in entries_on(("证明",), knowledge, {3})] == [3]


def test_of_very_many_the_first_are_enough() -> None:
    many = known_of(*(f"{number}号楼停车怎么办" for number in range(50)))
    assert len(entries_on(("停车",), many, set(many.entries))) == MOST_FOUND


def test_another_word_for_it_counts_unless_the_entry_is_quite_unlikely(
    knowledge: Knowledge,
) -> None:
    allowance, lexicon = knowledge.entries[4], knowledge.index.lexicon
    assert is_on(("补贴",), Ranked(allowance, LEAST), lexicon)
    assert not is_on(("补贴",), Ranked(allowance, 0.0), lexicon)
    assert is_on(("津贴",), Ranked(allowance, 0.0), lexicon)


def test_one_character_names_a_class() -> None:
    assert names_class(("证",))
    assert not names_class(("户口",))
