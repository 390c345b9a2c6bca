"""Questions of one meaning stand together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from faq.grouping import group_texts
from faq.matching.likeness import likenesses

TEXTS = ["电梯坏了找谁", "居住证怎么办", "电梯又坏了找谁修", "暂住证去哪里办理", "谢谢", "？？"]


def test_each_group_holds_what_asks_the_same() -> None:
    assert group_texts(TEXTS) == [[0, 2], [1, 3], [4], [5]]


def test_likeness_is_high_for_the_same_question_only() -> None:
    alike = likenesses(TEXTS)
    assert alike[0, 2] > 0.5
    assert max(alike.get((0, 1), 0.0), alike.get((2, 3), 0.0)) < 0.05


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=12))
def test_every_text_is_in_one_group(texts: list[str]) -> None:
    groups = group_texts(texts)
    assert sorted(place for group in groups for place in group) == list(range(len(texts)))
    assert all(group == sorted(group) for group in groups)
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)


def test_nothing_is_no_group() -> None:
    assert group_texts([]) == []
