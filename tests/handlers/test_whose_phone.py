"""Whose number it is, by what stands beside it."""

import pytest

from handlers.whose_phone import of_somebody


@pytest.mark.parametrize(
    "text",
    [
        "房东电话 13700000000",
        "讲真 房东电话发你 13700000000",
        "楼上那家的电话是13700000000",
        "13700000000 这个号是中介的",
        "物业电话 0571-88880000 你们打",
        "他的手机号13700000000",
    ],
)
def test_the_number_is_somebody_elses(text: str) -> None:
    assert of_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "13700000000",
        "我电话 13700000000",
        "联系就联系我爸 13700000000",
        "打我老公手机 13700000000",
        "让师傅打我电话 13700000000",
        "我妈的号码13700000000",
        "房东不退押金 我电话13700000000",
    ],
)
def test_the_number_is_his_or_of_his_family(text: str) -> None:
    assert not of_somebody(text)
