"""A number is the same number however it is written, and a word stays a word."""

import pytest

from core.numerals import in_digits


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("三个月", "3个月"),
        ("两年", "2年"),
        ("十八岁", "18岁"),
        ("一百二十块", "120块"),
        ("一千零五十元", "1050元"),
        ("五万元", "50000元"),
        ("5万元", "50000元"),
        ("二〇二三年", "2023年"),
        ("二零一七年", "2017年"),
        ("第十二条", "第12条"),
        ("一二三四五热线", "12345热线"),
        ("十一点关门", "11点关门"),
    ],
)
def test_numbers_become_digits(written: str, digits: str) -> None:
    assert in_digits(written) == digits


@pytest.mark.parametrize(
    "word", ["一般", "万一", "一下", "一点也不", "三四百块", "十分", "千万别来"]
)
def test_words_that_hold_numerals_stay_as_they_are(word: str) -> None:
    assert in_digits(word) == word
