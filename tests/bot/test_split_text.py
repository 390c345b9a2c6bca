"""A long answer comes in parts that WeChat shows whole."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.links import menu_link
from bot.wire.text import HINT, MAX_BYTES, clean, split_text

PIECES = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        ["您好。", "\n", "👨‍👩‍👧", menu_link("报修", "报修"), menu_link("进" * 60, "进度")]
    ),
)


def parts_of(text: str) -> list[str]:
    """All parts, as 继续 after 继续 gives them."""
    parts, rest = [], text
    while rest:
        head, more = split_text(rest)
        assert more is None or len(more) < len(clean(rest))
        parts.append(head)
        rest = more or ""
    return parts


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_parts_fit_and_lose_nothing(text: str) -> None:
    parts = parts_of(text)
    assert all(len(part.encode()) <= MAX_BYTES for part in parts)
    assert all(part.endswith(HINT) for part in parts[:-1])
    said = "".join(part.removesuffix(HINT) for part in parts[:-1]) + (parts[-1] if parts else "")
    assert bare(said) == bare(clean(text))


def test_a_short_text_stays_as_it_is() -> None:
    assert split_text("您好 ") == ("您好 ", None)
    assert split_text("好" * 633) == ("好" * 633, None)


def test_one_byte_too_many_is_split_with_the_hint() -> None:
    head, rest = split_text("好" * 633 + "ab")
    assert head.endswith("\n\n回复 继续 查看剩余内容")
    assert rest is not None
    assert rest.endswith("ab")


def test_a_cut_prefers_the_end_of_a_sentence() -> None:
    head, rest = split_text("请带身份证来居委会办理。" * 80)
    assert head.removesuffix(HINT).endswith("。")
    assert rest is not None
    assert rest.startswith("请带")


def test_no_cut_goes_through_a_link() -> None:
    link = menu_link("报修", "登记报修")
    for before in range(560, 640):
        head, rest = split_text("好" * before + link + "完" * 300)
        assert rest is not None
        assert (link in head) != (link in rest)


def test_an_emoji_of_several_characters_stays_together() -> None:
    family = "👨‍👩‍👧"
    for before in range(610, 634):
        head, rest = split_text("好" * before + family + "完" * 300)
        assert rest is not None
        assert (family in head) != (family in rest)


def test_a_link_too_long_for_any_reply_leaves_its_label() -> None:
    link = menu_link("长" * 300, "点这里")
    head, rest = split_text("好" * 100 + link)
    assert (head, rest) == ("好" * 100 + "点这里", None)


def test_tags_that_never_end_cost_no_time() -> None:
    assert len(parts_of("<a " * 20_000)) < 40
