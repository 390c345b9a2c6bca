"""Every sentence the product says: short enough to read, and to send with the longest values."""

import importlib
import pkgutil

import pytest

import community.texts
from community.texts.limits import (
    MOST_BYTES,
    MOST_CHARACTERS,
    PLACES,
    check_text,
    example_of,
    longest_part,
    most_bytes_of,
)
from community.texts.listing import BY_PART, SENTENCES
from community.texts.sentence import Sentence
from core.errors import Invalid
from tests.each import for_each


def sentences() -> list[Sentence]:
    """All of them."""
    found = []
    for module in pkgutil.iter_modules(community.texts.__path__):
        values = vars(importlib.import_module(f"community.texts.{module.name}")).values()
        found += [value for value in values if isinstance(value, Sentence)]
    return found


EACH = for_each("sentence", sentences())


@EACH
def test_no_part_of_it_is_longer_than_can_be_read_at_once(sentence: Sentence) -> None:
    assert len(longest_part(sentence.default)) <= MOST_CHARACTERS


@EACH
def test_it_can_be_sent_with_the_longest_values(sentence: Sentence) -> None:
    missing = sentence.fields - PLACES.keys()
    assert not missing, "say how long it may be"
    assert most_bytes_of(sentence, sentence.default) <= MOST_BYTES
    assert example_of(sentence, sentence.default)


@EACH
def test_its_own_words_may_stand_in_its_place(sentence: Sentence) -> None:
    check_text(sentence, sentence.default)


def test_no_two_sentences_have_the_same_key() -> None:
    keys = [sentence.key for sentence in sentences()]
    assert len(set(keys)) == len(keys)


def test_staff_find_every_sentence_once() -> None:
    assert {one.key: one for one in sentences()} == SENTENCES
    assert sum(len(own) for own in BY_PART.values()) == len(SENTENCES)


def test_every_example_is_no_longer_than_the_longest() -> None:
    for name, place in PLACES.items():
        assert len(place.example.encode()) <= len(place.longest.encode()), name


OFFER = Sentence("x", "{topic}要交给工作人员吗？\n1 登记\n0 不用，急事打 119")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "少了占位符"),
        ("{topic}", "少了“0”"),
        ("{topic} 10 登记，回复 0，打 119", "少了“1”"),
        ("{topic}\n1 登记\n0 不用，打 1190", "少了“119”"),
        ("{topic}" + "长" * 41 + "\n1 是\n0 否，119", "41 个字"),
        ("{topic}\n1 是\n0 否，119" + "。长" * 400, "字节"),
        ("{topic:>99}\n1 是\n0 否，119", "只能写占位符的名字"),
        ("{topic.x}\n1 是\n0 否，119", "少了占位符 {topic}"),
        ("{topic!r}\n1 是\n0 否，119", "只能写占位符的名字"),
        ("{topic\n1 是\n0 否，119", "大括号没有成对"),
    ],
)
def test_words_that_would_leave_residents_lost_are_refused(words: str, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_text(OFFER, words)
    assert why in refused.value.sentence


def test_the_same_offer_in_other_words_is_taken() -> None:
    check_text(OFFER, "{topic}的事，回复 1 登记。\n回复0就算了，急事打 119")
