"""Links say what they mean, and words of others never become one."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import escape, menu_link


def sent_by(link: str) -> str:
    """What a tap on the link sends."""
    address = link.split('"')[1]
    return parse_qs(urlsplit(address).query)["msgmenucontent"][0]


def test_a_link_sends_its_content() -> None:
    link = menu_link("进度 20261122-0007", "查进度")
    assert sent_by(link) == "进度 20261122-0007"
    assert link.startswith('<a href="weixin://bizmsgmenu?msgmenucontent=%E8%BF%9B')
    assert link.endswith('&msgmenuid=1">查进度</a>')


def test_what_breaks_a_link_is_left_out_of_its_content() -> None:
    assert sent_by(menu_link('报"修<b>&\\\n', "报修")) == "报修b"
    with pytest.raises(ValueError, match="something to send"):
        menu_link('<>"', "报修")


def test_a_label_can_not_close_its_link() -> None:
    assert menu_link("报修", "</a><b>").count("<") == 2


@given(st.text())
def test_every_content_stays_within_its_link(content: str) -> None:
    try:
        link = menu_link(content, "label")
    except ValueError:
        return
    assert link.isascii()
    assert (link.count('"'), link.count("<"), link.count("&")) == (2, 2, 1)


@given(st.text())
def test_escaped_words_hold_no_markup_and_no_address(words: str) -> None:
    shown = escape(words)
    assert not any(sign in shown for sign in ("<", ">", "://"))
    assert escape(shown) == shown


def test_escaped_words_still_read_as_they_were() -> None:
    assert escape("3号楼2单元，电费3.5元，8:30停电") == "3号楼2单元，电费3.5元，8:30停电"
    assert escape("看https://evil.example/a.b?c") == "看https：//evil\uff0eexample/a.b?c"
    assert escape('<a href="x">点我</a>') == '\uff1ca href="x"\uff1e点我\uff1c/a\uff1e'
