"""However an index came about, it answers like one made at once of the same phrasings."""

from collections.abc import Sequence
from copy import copy
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.matching import Index, change
from faq.matching.change import TAIL, make_snapshot, on_base, replaced
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE, NOTHING_ANSWERS, PHRASINGS

ASKED = [*ANSWERED, *NOTHING_ANSWERS, "电梯", "怎么办理居住证", "停水停电找谁"]
TEXTS = sorted({text for _, text in KNOWLEDGE})
STEP = st.tuples(st.sampled_from(sorted(PHRASINGS)), st.lists(st.sampled_from(TEXTS), max_size=3))


def based(phrasings: list[tuple[str, str]]) -> Index:
    """An index with all of it in its base, as a large one has."""
    index = Index(())
    index._snapshot = on_base(change.folded(make_snapshot(phrasings)))
    return index


@pytest.mark.parametrize("made", [Index, based])
@settings(max_examples=10, deadline=None)
@given(steps=st.lists(STEP, max_size=6), chance=st.randoms())
def test_any_replacements_lead_to_the_index_made_at_once(
    made: type[Index], steps: list[tuple[str, list[str]]], chance: Random
) -> None:
    index = made(KNOWLEDGE)
    now: dict[str, Sequence[str]] = dict(PHRASINGS)
    for entry_id, texts in steps:
        index.replace(entry_id, texts)
        now[entry_id] = texts
    rows = [(entry_id, text) for entry_id, texts in now.items() for text in texts]
    chance.shuffle(rows)
    at_once = Index(rows)
    for asked in ASKED:
        assert index.match(asked, limit=12) == at_once.match(asked, limit=12)


def test_a_base_answers_like_a_tail() -> None:
    base, tail = based(KNOWLEDGE), Index(KNOWLEDGE)
    for asked in ASKED:
        for among in (None, ["lift", "noise"], frozenset(["lift", "stair_light", "gone"])):
            assert base.match(asked, among=among) == tail.match(asked, among=among)


def test_a_long_tail_becomes_part_of_the_base_and_nobody_notices() -> None:
    words = ("路灯", "水管")
    rows = [(f"e{number}", f"第{number}号楼的{word}") for number in range(TAIL) for word in words]
    index = Index(rows)
    assert index._snapshot.base.block.rows == len(rows), "so many go into the base at once"
    last = index._snapshot
    many = [f"第{number}号井盖" for number in range(TAIL // 4)]
    for number in range(5):
        own = [f"{text}{number}" for text in many]
        index.replace(f"n{number}", own)
        rows += [(f"n{number}", text) for text in own]
    assert index._snapshot.base is not last.base
    at_once = Index(rows)
    for asked in ("第7号楼路灯不亮", "17号井盖丢了", "树倒了"):
        assert index.match(asked) == at_once.match(asked)


def test_one_entry_replaced_leaves_the_base_as_it_is() -> None:
    first = based(KNOWLEDGE)._snapshot
    second = replaced(first, "lift", ["升降机"])
    assert second.base is first.base
    assert second.tail.rows == 1
    assert first.tail.rows == 0


def test_a_copy_goes_its_own_way() -> None:
    index = based(KNOWLEDGE)
    other = copy(index)
    other.replace("lift", [])
    other.replace("pond", ["鱼塘承包怎么办"])
    index.replace("lake", ["湖边护栏坏了"])
    assert index.match("电梯坏了找谁")[0].confidence == 1
    assert all(match.entry_id != "lift" for match in other.match("电梯坏了找谁"))
    assert index.match("鱼塘承包怎么办") == Index([*KNOWLEDGE, ("lake", "湖边护栏坏了")]).match(
        "鱼塘承包怎么办"
    )
    assert other.match("鱼塘承包怎么办")[0].entry_id == "pond"
