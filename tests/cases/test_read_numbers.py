"""A case number is read in any writing, and other numbers are left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.numbers import is_short, read_numbers, says_of_case

TODAY = date(2026, 11, 24)
FULL = "20261122-0007"


def wide(text: str) -> str:
    """The text as a full-width keyboard writes it."""
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


@pytest.mark.parametrize(
    "text",
    [
        "20261122-0007",
        "20261122 0007",
        "202611220007",
        "20261122—0007",
        "20261122-7",
        "20261122-07",
        "20261122 7",
        "我的工单20261122-0007办到哪了",
        "工单号：20261122-0007。",
        "2026-11-22-0007",
        "2026年11月22日0007号",
        "2026.11.22 0007",
        "1122-0007",
        "11220007",
        "11月22日0007",
        "二零二六一一二二零零零七",
        "2026 1122 0007",
        "20261122_0007",
        "查询 20261122-0007 谢谢",
        "补充到20261122-0007：车牌看清了",
    ],
)
def test_a_full_number_is_read_in_any_writing(text: str) -> None:
    assert read_numbers(text, TODAY)[0] == FULL


def test_full_width_digits_are_read() -> None:
    assert read_numbers(wide("20261122-0007"), TODAY) == [FULL]
    assert read_numbers(wide("0012"), TODAY) == ["0012"]


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("0007", "0007"),
        ("7", "0007"),
        ("尾号0007的工单", "0007"),
        ("后四位是1234", "1234"),
        ("零零零七", "0007"),
        ("我的0007号工单怎么样了", "0007"),
        ("工单0007到哪了", "0007"),
        ("12345", "12345"),
    ],
)
def test_a_serial_alone_stays_short(text: str, serial: str) -> None:
    numbers = read_numbers(text, TODAY)
    assert serial in numbers
    assert is_short(serial)
    assert not any(not is_short(number) for number in numbers)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "进度",
        "3号楼2单元1201室漏水",
        "我的电话是13812345678",
        "身份证11010119900307123X",
        "110101199003071234",
        "20261122",
        "2026-11-22",
        "2026年11月22日",
        "2026-11-22 8点开始停水",
        "20261122 8点停水",
        "政务热线0512-12345",
        "20261322-0007",
        "20260231-0001",
        "0571-88881234",
        "花了1200元",
        "20261122-0000",
        "我有7个问题",
        "白色车天天堵单元门口 车牌尾号338",
        "什么工单号 338是车牌！",
        "你查单号338是他家的车牌",
        "快递单号 123456",
        "我手机尾号5678",
        "电线杆编号0338的灯",
    ],
)
def test_other_numbers_are_no_case_numbers(text: str) -> None:
    assert read_numbers(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [("0007", True), ("零零零七", True), ("我的工单0007到哪了", True), ("尾号0007", True),
     ("尾号338的车天天堵门", False), ("338是车牌", False)],
)  # fmt: skip
def test_a_serial_is_of_a_case_where_the_words_say_so(text: str, says: bool) -> None:
    assert says_of_case(text) is says


def test_a_day_without_a_year_is_the_last_such_day() -> None:
    assert read_numbers("1225-0003", TODAY) == ["20251225-0003"]


def test_several_numbers_come_without_repeats() -> None:
    text = "20261122-0007 和 20261122-0008，还有 20261122-0007"
    assert read_numbers(text, TODAY) == [FULL, "20261122-0008"]


@given(st.text(max_size=600))
def test_nothing_a_resident_writes_breaks_it(text: str) -> None:
    for number in read_numbers(text, TODAY):
        assert is_short(number) or len(number) >= 13


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(1, 99999))
def test_every_number_we_give_is_read_back(day: date, serial: int) -> None:
    number = f"{day:%Y%m%d}-{serial:04d}"
    assert read_numbers(number, TODAY)[0] == number
