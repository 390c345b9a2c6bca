"""Whatever a resident writes about himself is cut out of what others read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.masking import cut_personal, mask_personal, put_back

FULL_WIDTH = {0x21 + number: 0xFF01 + number for number in range(94)}


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("我的电话13800138000", "我的电话【电话】"),
        ("打138 0013 8000 或 139-0013-9000", "打【电话】 或 【电话】"),
        ("13800138000".translate(FULL_WIDTH), "【电话】"),
        ("13800138000,".translate(FULL_WIDTH) + "着火", "【电话】,".translate(FULL_WIDTH) + "着火"),
        ("+8613800138000谢谢", "【电话】谢谢"),
        ("13800138000 3号楼", "【电话】 3号楼"),
        ("座机010-62345678", "座机【电话】"),
        ("家里62345678", "家里【电话】"),
        ("幺三八零零幺三八零零零", "【电话】"),
        ("身份证110101199003071234", "身份证【证件号】"),
        ("11010119900307123X", "【证件号】"),
        ("130102 19900101 1234", "【证件号】"),
        ("卡号6222 0212 3456 7890 123", "卡号【证件号】"),
        ("京A12345占车位", "【车牌】占车位"),
        ("粤B·D12345堵门", "【车牌】堵门"),
        ("我叫王小明住3号楼", "我叫【姓名】住3号楼"),
        ("我叫王明，电话13800138000", "我叫【姓名】，电话【电话】"),
        ("姓名：李四", "姓名【姓名】"),
        ("我叫阿依古丽·买买提，住一组", "我叫【姓名】，住一组"),
        ("邮箱 a.b@example.com", "邮箱 【邮箱】"),
        ("oABCDEFGHIJKLMNOPQRSTUVWXYZ1", "【微信号】"),
        ("1380013800013900139000", "【号码】"),
    ],
)
def test_personal_details_are_cut(words: str, masked: str) -> None:
    assert mask_personal(words) == masked


@pytest.mark.parametrize(
    "words",
    [
        "进度 20261122-0007",
        "202611220007",
        "2026年11月22日停电",
        "20261122",
        "3号楼2单元1101室",
        "我叫人来修了，没修好",
        "我叫了物业两次",
        "打12345没人接，也打了119",
        "水费156.50元",
        "",
    ],
)
def test_ordinary_words_stay(words: str) -> None:
    assert mask_personal(words) == words


ANY = st.text(max_size=80)
PIECES = st.lists(
    st.sampled_from(
        ["13800138000", "我叫王明", "【电话】", "京A12345", "，", "号 ", "1", "X", "吗"]
    ),
    max_size=12,
).map("".join)


@given(ANY | PIECES)
def test_what_was_cut_can_be_put_back(words: str) -> None:
    masked, cuts = cut_personal(words)
    assert put_back(masked, cuts) == words


@given(ANY, st.from_regex(r"\A1[3-9][0-9]{9}\Z"), ANY)
def test_no_mobile_number_survives_in_any_words(before: str, phone: str, after: str) -> None:
    assert not re.search(phone, mask_personal(f"{before}，{phone}，{after}"))


@given(ANY | PIECES)
def test_each_cut_leaves_one_marker(words: str) -> None:
    masked, cuts = cut_personal(words.replace("【", ""))
    assert masked.count("【") == len(cuts)


def test_a_detail_taken_away_stays_away() -> None:
    assert put_back("【姓名】的【电话】", ["王明"]) == "王明的"


@pytest.mark.parametrize("name", ["司徒望舒", "欧阳修", "上官婉儿", "王明", "诸葛亮"])
def test_a_surname_of_two_characters_leaves_nothing_of_the_name(name: str) -> None:
    assert mask_personal(f"我叫{name}住在幸福里") == "我叫【姓名】住在幸福里"
