"""A menu is refused where WeChat would refuse it or the phone would cut it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.menu import (
    Menu,
    MenuEntry,
    MenuKey,
    check_menu,
    from_json,
    said_by,
    to_json,
    to_wechat,
)
from core.errors import Invalid
from simulator import menus

REPAIR = MenuEntry("报修", "报修")
GOOD = (
    MenuKey("报事", (REPAIR, MenuEntry("办事指南", "https://example.cn/a"))),
    MenuKey("找人", does="人工"),
)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
ENTRIES = st.builds(MenuEntry, NAMES, st.one_of(NAMES, st.just("https://example.cn/")))
KEYS = st.builds(MenuKey, NAMES, st.lists(ENTRIES, max_size=6).map(tuple), NAMES)


@pytest.mark.parametrize(
    ("menu", "field"),
    [
        ((), "name_0"),
        (tuple(MenuKey(f"按钮{n}", does="人工") for n in range(4)), "name_0"),
        ((MenuKey("", (REPAIR,)),), "name_0"),
        ((MenuKey("五个汉字长", (REPAIR,)),), "name_0"),
        ((MenuKey("一行\n两行", (REPAIR,)),), "name_0"),
        ((MenuKey("报事"),), "does_0"),
        ((MenuKey("报事", (REPAIR,), "人工"),), "does_0"),
        ((MenuKey("报事", (REPAIR,) * 6),), "name_0"),
        ((MenuKey("报事", (REPAIR, REPAIR)),), "name_0_1"),
        ((MenuKey("报事", (REPAIR,)), MenuKey("报修", does="人工")), "name_1"),
        ((MenuKey("报事", (REPAIR, MenuEntry("九个汉字就太长了啊", "报修"))),), "name_0_1"),
        ((MenuKey("报事", (MenuEntry("报修", ""),)),), "does_0_0"),
        ((MenuKey("报事", (MenuEntry("报修", "长" * 43),)),), "does_0_0"),
        ((MenuKey("报事", (MenuEntry("网页", "http://example.cn"),)),), "does_0_0"),
        ((MenuKey("报事", (MenuEntry("网页", "https://"),)),), "does_0_0"),
        ((MenuKey("报事", (MenuEntry("网页", "https://example.cn/" + "x" * 1024),)),), "does_0_0"),
    ],
)
def test_what_wechat_would_not_take_is_named(menu: Menu, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_menu(menu)
    assert refused.value.field == field


def test_a_good_menu_is_kept_and_sent_as_wechat_wants_it() -> None:
    check_menu(GOOD)
    assert from_json(to_json(GOOD)) == GOOD
    assert list(said_by(GOOD)) == ["报修", "人工"]
    assert to_wechat(GOOD)["button"] == [
        {
            "name": "报事",
            "sub_button": [
                {"type": "click", "name": "报修", "key": "报修"},
                {"type": "view", "name": "办事指南", "url": "https://example.cn/a"},
            ],
        },
        {"type": "click", "name": "找人", "key": "人工"},
    ]


@given(st.lists(KEYS, max_size=4).map(tuple))
def test_what_passes_is_taken_by_wechat(menu: Menu) -> None:
    try:
        check_menu(menu)
    except Invalid:
        return
    menus.check_menu(to_wechat(menu))
