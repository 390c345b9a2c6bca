"""A yes with more behind it, and what only begins like one, by labelled sentences of our own."""

import pytest

from handlers.consents import agreed_in, matter_in, orders_only, without_asking
from tests.handlers.test_said import labelled

SAID = labelled("consents")
AGREED = [(label, *map(str.strip, text.split("=>"))) for label, text in SAID if "=>" in text]


@pytest.mark.parametrize(("label", "text", "rest"), AGREED)
def test_a_yes_is_heard_and_what_follows_it_kept(label: str, text: str, rest: str) -> None:
    agreed = agreed_in(text)
    assert agreed is not None
    assert agreed.plainly is (label == "plainly")
    assert agreed.rest == rest


@pytest.mark.parametrize("text", [text for label, text in SAID if label == "none"])
def test_what_only_begins_like_a_yes_is_none(text: str) -> None:
    assert agreed_in(text) is None


@pytest.mark.parametrize(
    "words",
    [
        "登记",
        "你登记吧",
        "帮我登记",
        "请登记一下",
        "记下来",
        "把这个登记上",
        "麻烦您帮我登记下来吧",
    ],
)
def test_who_orders_only_does_not_say_what(words: str) -> None:
    assert orders_only(words)
    assert not orders_only(f"{words}求职")


@pytest.mark.parametrize(
    ("words", "left"),
    [("你", ""), ("好的 你", ""), ("好的 你 求职", "求职"), ("捐书一事", "捐书一事"),
     ("把这个 一下", ""), ("您 请 路灯", "路灯")],
)  # fmt: skip
def test_what_stands_around_registering_is_taken_away(words: str, left: str) -> None:
    assert without_asking(words) == left


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("漏水那个 登记嘛，3 3 3 3", "漏水那个"),
        ("充电位不够 幸福里3栋那个棚，快点 我要接单了", "充电位不够 幸福里3栋那个棚"),
        ("楼道灯坏了，帮我登记一下，3号楼", "楼道灯坏了，3号楼"),
        ("钱没来，我说了要得了", "钱没来"),
        ("快点 登记嘛", ""),
        ("电梯坏了 他们快点也来不了", "电梯坏了 他们快点也来不了"),
        ("房东不退押金，1800", "房东不退押金，1800"),
        ("我上班路上摔了", "我上班路上摔了"),
    ],
)
def test_orders_haste_and_leave_are_no_part_of_the_matter(words: str, matter: str) -> None:
    assert matter_in(words) == matter
