"""The place that words put in place of another, as people say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.place_set import names_place, place_set
from cases.places import MOST_CHARACTERS
from tests.each import for_each

# No place that is read in words is longer.
LONGEST = 80

SAID = [
    # What stands behind a sign that something else holds
    ("地点改成3栋402", None, "3栋402"),
    ("地点改成３栋４０２", None, "3栋402"),
    ("改到东门口", "西门口", "东门口"),
    ("换成10号楼吧", "9号楼", "10号楼"),
    ("更正为2号楼3单元", "2号楼1单元", "2号楼3单元"),
    ("把地点改成5号楼3单元门口，谢谢", "5号楼2单元", "5号楼3单元门口"),
    ("地点写成5号楼了，应该是6号楼", "5号楼", "6号楼"),
    ("写的是1102，应该是1202", "6栋1单元1102", "6栋1单元1202"),
    ("等下 写错了 是13号楼不是12", "12号楼3单元1602", "13号楼3单元1602"),
    ("不是三楼 是六号楼二单元的电梯", "三楼", "六号楼二单元"),
    ("莫写三号楼，写五号楼", "三号楼", "五号楼"),
    ("地址：8号楼1单元302", "8号楼", "8号楼1单元302"),
    ("应该是5號樓", "3号楼", "5号楼"),
    # What is said to be wrong is left out
    ("不是3号楼，是5号楼", "3号楼2单元", "5号楼2单元"),
    ("是三单元，不是二单元", "5号楼二单元", "5号楼三单元"),
    ("是1202不是1102", "6栋1单元1102", "6栋1单元1202"),
    ("不是三栋，系五栋", "三栋", "五栋"),
    ("不是在5楼，在6楼", "3号楼2单元5楼", "3号楼2单元6楼"),
    ("不对，是602", "6号楼", "6号楼602"),
    # Where somebody else is
    ("是四零二，四零一是老刘家", "3号楼2单元401", "3号楼2单元四零二"),
    ("改成六零一，六零二是隔壁的", "6号楼602", "6号楼六零一"),
    ("我住3号楼501，隔壁老王家是502", "3号楼", "3号楼501"),
    (
        "地点还是6号楼1单元电梯，4楼是抽烟的人住的楼层",
        "6号楼1单元4楼",
        "6号楼1单元电梯",
    ),
    # A room in figures or in characters, of the house that is known
    ("不是门口，是我家，四零二", "3号楼2单元门口", "3号楼2单元四零二"),
    ("漏水的是我家，五零三", "5号楼", "5号楼五零三"),
    ("地点改成四零二", "3号楼2单元401", "3号楼2单元四零二"),
    ("是5楼 501", "3号楼2单元", "3号楼2单元5楼501"),
    ("我说的是5号楼302 傻吗", "3号楼", "5号楼302"),
    # No sign at all
    ("门牌打错了，21栋", "12栋", "21栋"),
    ("门牌打错了，21栋", "12栋401", "21栋401"),
    ("楼号写错咯 我屋头是7栋", "9栋", "7栋"),
    ("其实是一楼", "3号楼2单元", "3号楼2单元一楼"),
    # Another house of the street
    ("是86号门口", "示例路88号", "示例路86号门口"),
    ("写错了，应该是86号", "示例路88号", "示例路86号"),
]

NOTHING = [
    ("不是2单元", "3号楼2单元"),
    ("写错了", "3号楼2单元"),
    ("就是3号楼2单元", "3号楼2单元"),
    ("地点是3号楼2单元", "3号楼2单元"),
    ("电话改成13900000000", "3号楼2单元"),
    ("时间改成晚上八点", "3号楼2单元"),
    ("路灯坏了，谢谢", "3号楼2单元"),
    ("四零二", None),
    ("", "3号楼"),
]


@for_each(("text", "known", "place"), SAID)
def test_what_now_holds_is_heard(text: str, known: str | None, place: str) -> None:
    assert place_set(text, known) == place


@for_each(("text", "known"), NOTHING)
def test_what_names_no_other_place_sets_nothing_right(text: str, known: str | None) -> None:
    assert place_set(text, known) is None


@for_each("text", [text for text, *_ in SAID if "86号" not in text])
def test_what_sets_a_place_right_names_one(text: str) -> None:
    assert names_place(text)


@pytest.mark.parametrize("text", ["写错了", "电话改成13900000000", "一九九九年的事", "", "谢谢"])
def test_what_has_other_numbers_names_no_place(text: str) -> None:
    assert not names_place(text)


PIECES = [
    *("不是", "是", "改成", "应该是", "地点", "别写", "写的是", "的", "老刘家", "隔壁", "门口"),
    *("3号楼", "三栋", "2单元", "5楼", "四零二", "501", "示例路88号", "86号", "阳光小区", "东门"),
    *("，", " ", "。", "\uff13\u865f\u6a13", "㍿", "\u0130"),
]
TYPED = st.one_of(
    st.text(max_size=2 * MOST_CHARACTERS),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)
KNOWN = st.one_of(st.none(), st.text(max_size=40), TYPED.map(lambda text: text[:40]))


@given(TYPED, KNOWN)
def test_whatever_is_said_a_place_is_bounded(text: str, known: str | None) -> None:
    place = place_set(text, known)
    names_place(text)
    assert place is None or (place != known and len(place) <= LONGEST + len(known or ""))
