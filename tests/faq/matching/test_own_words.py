"""An office's own words: they help the questions that hold them and leave all others alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language import normalise
from faq.matching import Index, Stale
from faq.own_lexicon import lexicon_of
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE, NOTHING_ANSWERS
from tests.faq.matching.test_matching_properties import ANY_TEXT

WORDS = {
    "绿本本": "居住证",
    "老邓头": "绿本本",
    "红灯笼": "",
    "大槐树": "小广场",
    "困难本": "低保",
}
DESK = Index(KNOWLEDGE)
TAUGHT = Index(KNOWLEDGE, lexicon=lexicon_of(WORDS))
TEXTS = [*ANSWERED, *NOTHING_ANSWERS, *(text for _, text in KNOWLEDGE)]
SPOKEN = st.one_of(
    ANY_TEXT,
    st.builds("{}{}{}".format, ANY_TEXT, st.sampled_from([*WORDS, "小广场"]), ANY_TEXT),
)
few = settings(max_examples=60, deadline=None)


def holds_own(text: str) -> bool:
    return any(word in normalise(text) for word in TAUGHT.lexicon.own)


def test_no_own_words_is_the_lexicon_as_it_came() -> None:
    assert lexicon_of({}) is DESK.lexicon
    for text in TEXTS:
        assert DESK.with_lexicon(DESK.lexicon.with_own({})).match(text) == DESK.match(text)


@few
@given(SPOKEN)
def test_a_question_without_an_own_word_is_answered_as_before(asked: str) -> None:
    assert not any(holds_own(text) for _, text in KNOWLEDGE)
    if not holds_own(asked):
        assert TAUGHT.match(asked) == DESK.match(asked)


@few
@given(st.lists(st.tuples(st.sampled_from("abcdef"), SPOKEN), max_size=12), SPOKEN)
def test_reading_anew_equals_building_anew(rows: list[tuple[str, str]], asked: str) -> None:
    index = Index(rows)
    read_anew = index.with_lexicon(TAUGHT.lexicon)
    assert read_anew.match(asked) == Index(rows, lexicon=TAUGHT.lexicon).match(asked)
    assert read_anew.with_lexicon(DESK.lexicon).match(asked) == index.match(asked)
    assert index.match(asked) == Index(rows).match(asked), "the first one is as it was"


def test_a_large_set_is_read_anew_in_the_part_that_holds_a_word() -> None:
    rows = [(f"{number:04}", f"第{number}棵树归谁管") for number in range(1100)]
    rows += [("permit", "绿本本丢了怎么办"), *KNOWLEDGE]
    anew = Index(rows).with_lexicon(TAUGHT.lexicon)
    at_once = Index(rows, lexicon=TAUGHT.lexicon)
    for asked in ("绿本本丢了", "居住证丢了怎么办", "第17棵树归谁管"):
        assert anew.match(asked) == at_once.match(asked)


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("绿本本怎么办", "residence_permit"),
        ("我那个绿本本去哪里办", "residence_permit"),
        ("老邓头怎么办理", "residence_permit"),
        ("困难本怎么申请", "low_income"),
    ],
)
def test_an_own_word_is_read_as_the_word_it_is_the_same_as(asked: str, entry: str) -> None:
    before = {match.entry_id: match.confidence for match in DESK.match(asked)}
    found = TAUGHT.match(asked)[0]
    assert found.entry_id == entry
    assert found.confidence > max(before.get(entry, 0.0), 0.6)


def test_a_word_that_no_lexicon_knows_has_its_meaning_with_the_other_one() -> None:
    rows = [*KNOWLEDGE, ("square", "小广场几点关门")]
    before = Index(rows).match("大槐树几点关门")
    found = Index(rows, lexicon=TAUGHT.lexicon).match("大槐树几点关门")[0]
    assert found.entry_id == "square"
    assert found.confidence > {one.entry_id: one.confidence for one in before}.get("square", 0.0)


def test_a_false_friend_is_read_as_nothing() -> None:
    assert [one.concepts for one in DESK.lexicon.find("红灯笼")] != []
    assert TAUGHT.lexicon.find("红灯笼") == []


def test_words_that_lead_to_each_other_mean_nothing() -> None:
    assert lexicon_of({"甲楼": "乙楼", "乙楼": "甲楼"}).find("甲楼和乙楼") == []


def test_a_wrong_character_is_not_put_right_inside_an_own_word() -> None:
    rows = [("lamp", "老灯头坏了"), ("shop", "早餐铺几点开门")]
    index = Index([*rows, *KNOWLEDGE], lexicon=lexicon_of({"老邓头": "早餐铺"}))
    assert index.match("老邓头几点开门")[0].entry_id == "shop"


def test_a_file_holds_for_the_words_it_was_made_with(tmp_path: Path) -> None:
    TAUGHT.save(tmp_path / "index")
    opened = Index.open(tmp_path / "index", lexicon=lexicon_of(WORDS))
    assert opened.match("绿本本怎么办") == TAUGHT.match("绿本本怎么办")
    with pytest.raises(Stale):
        Index.open(tmp_path / "index")
