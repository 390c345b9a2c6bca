"""陈编辑 tries a sentence and is told why the desk answers as it does."""

# ruff: noqa: RUF001 (full-width letters are what is tested)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import language
from faq.matching import Common, Index
from faq.matching.features import ENTRY, PHRASING
from faq.matching.reasons import ASKED, worded
from faq.matching.words import ASKS
from tests.faq.matching.civic import ANSWERED, KNOWLEDGE

DESK = Index(KNOWLEDGE)


def test_it_names_the_phrasing_the_words_in_common_and_the_rival() -> None:
    found = DESK.explain("我的暫住證，在哪裡辦？？")
    assert found is not None
    assert found.match.phrasing == "暂住证在哪里办"
    assert Common(2, 5, "暫住證", "暂住证", "") in found.common
    assert [one.said for one in found.common] == ["暫住證", "在哪裡", "辦"], "as they were typed"
    assert found.rival == DESK.match("我的暫住證，在哪裡辦？？")[1]


def test_other_words_for_the_same_thing_are_shown_with_what_they_stand_for() -> None:
    found = DESK.explain("小电驴 哪里能充")
    assert found is not None
    assert Common(0, 3, "小电驴", "电动车", "ebike") in found.common


@pytest.mark.parametrize(
    ("asked", "entry_id", "reason"),
    [
        ("申请低保打什么电话", "low_income", "居民的话里还有没对上的内容"),
        ("证丢了", "id_card", "另一条知识也很接近"),
        ("上学", "school", "居民说的像是另一类事"),
    ],
)
def test_what_lowered_the_confidence_is_said_in_plain_words(
    asked: str, entry_id: str, reason: str
) -> None:
    found = DESK.explain(asked, entry_id)
    assert found is not None
    assert found.match.entry_id == entry_id
    assert any(one.startswith(reason) for one in found.reasons)


def test_who_asks_for_another_aspect_is_told_which_two_they_are() -> None:
    others = [row for row in KNOWLEDGE if row[0] != "low_income"]
    found = Index([*others, ("terms", "申请低保要什么条件")]).explain("低保在哪里申请")
    assert found is not None
    assert any(one.startswith("问的方面不一样：居民问“在哪里”") for one in found.reasons)


def test_an_exact_phrasing_has_nothing_against_it() -> None:
    found = DESK.explain("电梯坏了，找谁？")
    assert found is not None
    assert (found.match.confidence, found.reasons) == (1.0, ())
    assert [one.said for one in found.common] == ["电梯坏了，找谁"]


@pytest.mark.parametrize("asked", list(ANSWERED))
def test_what_is_explained_is_what_was_matched(asked: str) -> None:
    found = DESK.explain(asked)
    assert found is not None
    assert found.match == DESK.match(asked)[0]


def test_nothing_found_is_nothing_to_explain() -> None:
    assert DESK.explain("谢谢") is None
    assert DESK.explain("？？") is None
    assert DESK.explain("电梯坏了找谁", "no such entry") is None
    assert Index([]).explain("电梯坏了") is None


def test_every_feature_has_words_for_its_loss() -> None:
    assert [name for name in (*PHRASING, *ENTRY) if worded(name) is None] == []
    assert set(ASKED) == set(ASKS)


ANY_TEXT = st.one_of(
    st.text(max_size=40),
    st.text("電梯坏了 ＡａB怎么辦理居住证在哪里吗的，？1２ﬁ", max_size=30),
    st.sampled_from(list(ANSWERED)),
)


@settings(max_examples=80, deadline=None)
@given(ANY_TEXT)
def test_whatever_is_typed_the_words_shown_stand_where_it_says(text: str) -> None:
    found = DESK.explain(text)
    for one in found.common if found else ():
        assert text[one.start : one.end] == one.said != ""
    starts = [one.start for one in found.common] if found else []
    assert starts == sorted(starts)


@settings(max_examples=80, deadline=None)
@given(ANY_TEXT)
def test_each_character_of_the_one_writing_has_its_place_in_the_text(text: str) -> None:
    places = language.places(text)
    assert len(places) == len(language.normalise(text))
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)
