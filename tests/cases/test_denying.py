"""What somebody says he does not mean, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.denying import denied_in, names_any

SHOWN = "您想问的是哪一个？\n1 遇到诈骗怎么办\n2 怎么给老人找养老院\n3 漏水找谁"


@pytest.mark.parametrize(
    ("text", "subjects", "rest"),
    [
        ("我没问养老院", ("养老院",), ""),
        ("我没养狗！是我楼上养的！", ("养狗",), "是我楼上养的"),
        ("我想问派出所的地址，不是诈骗也不是养老院", ("诈骗", "养老院"), "我想问派出所的地址"),
        ("此事与维修资金毫无关系", ("维修资金",), ""),
        ("怎么又吵架了 我没吵架啊", ("吵架",), ""),
        ("别再给我推荐养老院了", ("养老院",), ""),
        ("吃药跟诈骗有啥子关系嘛 我要免费药", ("诈骗",), "我要免费药"),
        ("我说的是狗 跟噪音是两码事", ("噪音",), "我说的是狗"),
        ("不是诈骗，我问社保卡", ("诈骗",), "我问社保卡"),
        ("跟物业没关系，是楼上漏水", ("物业",), "是楼上漏水"),
        ("我没說養老院的事", ("养老院",), ""),
        ("不是养老院不是诈骗是楼上漏水", ("养老院", "诈骗"), "是楼上漏水"),
        ("不是诈骗而是借钱不还", ("诈骗",), "是借钱不还"),
        ("非快递柜之事，是捐书", ("快递柜",), "是捐书"),
        ("啥养老院 俺说路冲断了", ("养老院",), "俺说路冲断了"),
        ("什么诈骗 我说的是狗！", ("诈骗",), "我说的是狗"),
    ],
)
def test_the_subject_is_denied_and_the_rest_kept(
    text: str, subjects: tuple[str, ...], rest: str
) -> None:
    denied = denied_in(text, SHOWN)
    assert denied is not None
    assert (denied.subjects, denied.rest) == (subjects, rest)


@pytest.mark.parametrize(
    "text",
    [
        "我不是本地户口，孩子能上学吗",
        "我没有居住证怎么办",
        "不是说今天来水吗",
        "我没领到养老金",
        "我没收到补贴",
        "我没交物业费会怎样",
        "我没说清楚",
        "是不是诈骗",
        "路灯不亮",
        "没人管",
        "我不知道物业电话",
        "什么养老院 在哪里",
        "",
    ],
)
def test_how_it_is_with_somebody_denies_nothing(text: str) -> None:
    assert denied_in(text, SHOWN) is None


def test_an_entry_is_named_by_the_subject_or_most_of_it() -> None:
    assert names_any("怎么给老人找养老院", ("养老院",))
    assert names_any("养狗怎么登记办证", ("养狗",))
    assert not names_any("老年优待证怎么办", ("养老院",))
    assert not names_any("楼道灯坏了找谁", ("诈骗", "养老院"))


@given(st.text(max_size=200), st.text(max_size=100))
def test_whatever_is_said_is_read(text: str, shown: str) -> None:
    denied = denied_in(text, shown)
    assert denied is None or denied.subjects
