"""The text that is sent."""

from hypothesis import given
from hypothesis import strategies as st

from community.texts.notices import CUT
from notices.letters import MAX_BYTES, letter

HINT = CUT.default
news = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=900)


def test_short_news_are_sent_as_they_are() -> None:
    assert letter("已受理", "", HINT) == "已受理"


def test_the_question_stands_on_its_own_line() -> None:
    assert letter("修好了", "解决了吗？", HINT) == "修好了\n解决了吗？"


def test_long_news_are_cut_and_say_where_the_rest_is() -> None:
    sent = letter("修" * 900, "解决了吗？", HINT)
    assert sent.endswith(f"修{HINT}\n解决了吗？")


@given(news.map(lambda text: text * 3), st.sampled_from(["", "解决了吗？1 已解决 2 没解决"]))
def test_no_text_is_longer_than_wechat_takes(text: str, words: str) -> None:
    sent = letter(text, words, HINT)
    assert len(sent.encode()) <= MAX_BYTES
    assert sent.endswith(words)


@given(st.text("一二三\n", min_size=1, max_size=900))
def test_the_first_line_is_the_same_however_much_is_cut(text: str) -> None:
    first = text.split("\n")[0]
    assert letter(text, "", HINT).split("\n")[0].removesuffix(HINT.split("\n")[0]) == first[:620]
