"""Questions of one meaning stand together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from faq.grouping import group_texts
from faq.own_lexicon import lexicon_of

TEXTS = ["电梯坏了找谁", "居住证怎么办", "电梯又坏了找谁修", "暂住证去哪里办理", "谢谢", "？？"]


def test_each_group_holds_what_asks_the_same() -> None:
    assert group_texts(TEXTS) == [[0, 2], [1, 3], [4], [5]]


def test_how_something_is_asked_makes_nothing_alike() -> None:
    assert group_texts(["请问桂花树怎么剪", "请问围棋班怎么报名"]) == [[0], [1]]


def test_many_writings_of_few_questions_come_into_few_groups() -> None:
    places = [f"{number}号楼" for number in range(1, 400)]
    texts = [f"{place}{asked}" for place in places for asked in ("电梯又坏了", "居住证怎么办")]
    told: list[int] = []
    groups = group_texts(texts, told.append)
    most, second, *rest = sorted(map(len, groups), reverse=True)
    assert min(most, second) > 380
    assert len(rest) < 10
    assert told == [64, 100]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=12))
def test_every_text_is_in_one_group(texts: list[str]) -> None:
    groups = group_texts(texts)
    assert sorted(place for group in groups for place in group) == list(range(len(texts)))
    assert all(group == sorted(group) for group in groups)
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)


def test_nothing_is_no_group() -> None:
    assert group_texts([]) == []


def test_words_of_the_place_are_read_as_what_they_mean_there() -> None:
    texts = ["居住证过期了去哪换", "绿本本过期了去哪换", "围棋班周几上课"]
    assert [0, 1] not in group_texts(texts)
    assert [0, 1] in group_texts(texts, lexicon=lexicon_of({"绿本本": "居住证"}))
