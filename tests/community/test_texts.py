"""Every sentence the product says: short enough to read, and to send with the longest values."""

import importlib
import pkgutil
import re

import pytest

import community.texts
from community.texts.sentence import Sentence, Texts

MOST_CHARACTERS, MOST_BYTES = 40, 1900
_BREAKS = re.compile(r"[。！？；：\n]")
_FIELD = re.compile(r"\{\w+\}")
# The longest that may stand in each place: names as long as their columns take them.
LONGEST = {
    "number": "20261231-123456",
    "topic": "公共设施和健身器材损坏",
    "office": "某某街道办事处城市管理和平安建设办公室",
    "area": "某某街道某某社区第十二网格",
    "name": "某某街道某某社区",
    "homes": "、".join(["某某街道某某社区第十二网格三号楼"] * 8),
    "place": "某" * 42,
    "question": "问" * 80,
    "day": "2026年12月31日（星期四）",
    "until": "2026年12月31日（星期四）23:59",
    "status": "正在确认由谁办",
    "dates": "已超过原定的2026年12月31日（星期四），我们在催办",
    "note": "话" * 400,
    "text": "话" * 120,
    "words": "话" * 500,
    "phone": "示例电话 000-0000，夜间 000-0001",
    "hours": "工作日上午九点到十二点，下午一点半到五点半",
    "numbers": "119、120、110、122",
    "count": "10000",
    "cases": "10000",
    "digit": "9",
    "what": "10000 句话、10000 张照片",
    "role": "督办主管和值班管理员",
    "purpose": "因" * 80,
    "url": "https://" + "x" * 300,
}


def sentences() -> list[Sentence]:
    """All of them."""
    found = []
    for module in pkgutil.iter_modules(community.texts.__path__):
        values = vars(importlib.import_module(f"community.texts.{module.name}")).values()
        found += [value for value in values if isinstance(value, Sentence)]
    return found


@pytest.mark.parametrize("sentence", sentences(), ids=lambda sentence: sentence.key)
def test_no_part_of_it_is_longer_than_can_be_read_at_once(sentence: Sentence) -> None:
    parts = _BREAKS.split(_FIELD.sub("", sentence.default))
    assert max(map(len, parts)) <= MOST_CHARACTERS


@pytest.mark.parametrize("sentence", sentences(), ids=lambda sentence: sentence.key)
def test_it_can_be_sent_with_the_longest_values(sentence: Sentence) -> None:
    missing = sentence.fields - LONGEST.keys()
    assert not missing, "say how long it may be"
    said = Texts().say(sentence, **{name: LONGEST[name] for name in sentence.fields})
    assert len(said.encode()) <= MOST_BYTES


def test_no_two_sentences_have_the_same_key() -> None:
    keys = [sentence.key for sentence in sentences()]
    assert len(set(keys)) == len(keys)
