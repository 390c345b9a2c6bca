"""Every sentence the product says is short, fits WeChat, and can be reworded safely."""

import importlib
import pkgutil
import re

import pytest

import community.texts
from bot.wire.text import MAX_BYTES
from community.texts.sentence import Sentence, Texts, check_wording
from core.errors import Invalid
from tests.each import for_each

LONGEST_VALUE = "幸福里社区居民委员会综合服务受理窗口第一网格"
MOST_CHARACTERS = 40


def all_sentences() -> list[Sentence]:
    """Every Sentence constant of community/texts."""
    found = []
    for module in pkgutil.iter_modules(community.texts.__path__):
        names = vars(importlib.import_module(f"community.texts.{module.name}")).values()
        found += [value for value in names if isinstance(value, Sentence)]
    return found


SENTENCES = all_sentences()


def test_there_are_sentences_and_their_keys_are_unique() -> None:
    keys = [sentence.key for sentence in SENTENCES]
    assert len(keys) > 60
    assert len(set(keys)) == len(keys)


@for_each("sentence", SENTENCES)
def test_no_sentence_is_longer_than_forty_characters(sentence: Sentence) -> None:
    said = re.sub(r"\{\w+\}", "六个字的名称", sentence.default)
    for part in re.split(r"[。！？；\n]", said):
        assert len(part) <= MOST_CHARACTERS, part


@for_each("sentence", SENTENCES)
def test_with_its_longest_values_it_fits_into_one_reply(sentence: Sentence) -> None:
    values = dict.fromkeys(sentence.fields, LONGEST_VALUE * 4)
    assert len(Texts().say(sentence, **values).encode()) < MAX_BYTES


def test_an_office_words_a_sentence_its_own_way() -> None:
    sentence = Sentence("x", "工单 {number} 已办结。")
    own = Texts({"x": "{number} 办好啦"})
    assert own.say(sentence, number="20261122-0007") == "20261122-0007 办好啦"
    with pytest.raises(KeyError):
        own.say(sentence)


@pytest.mark.parametrize("words", ["办好啦", "{number} {office}", "{number", "{number} }"])
def test_own_words_that_lose_or_invent_a_place_are_refused(words: str) -> None:
    with pytest.raises(Invalid):
        check_wording(Sentence("x", "工单 {number} 已办结。"), words)
