"""Several things said in one message: none is lost, and what is one thing stays one."""

from datetime import timedelta

import pytest

from tests.journeys.town import Town

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("路灯坏了，还有垃圾也没人收", "垃圾也没人收"),
        ("报修 电梯坏了，另外楼道灯也不亮", "楼道灯也不亮"),
        ("3号楼电梯坏了。楼道灯也不亮！", "3号楼，楼道灯也不亮"),
        ("1.楼道灯坏了 2.垃圾没人收", "垃圾没人收"),
        ("電梯壞了，還有垃圾沒人收", "垃圾沒人收"),
        ("投诉物业乱收费，还有小区门口的垃圾没人清", "小区门口的垃圾没人清"),
    ],
)
def test_the_other_matter_is_named_and_comes_up_next(street: Town, text: str, later: str) -> None:
    wang = street.newcomer()
    assert f"“{later}”也记着" in wang.says(text)
    assert f"您还说了“{later}”" in "".join(wang.says("取消") for _ in range(2))


@pytest.mark.parametrize(
    "text",
    [
        "电梯坏了，老人下不了楼，还有多久能修好",
        "下水道堵了，臭死了，还有人管吗",
        "楼道灯坏了，三楼的也不亮",
        "路灯坏了。找谁修？",
        "3号楼的灯坏了，还有5号楼的灯也坏了",
        "楼上漏水，天花板都湿了，另外登记过一次没人来",
        "居住证怎么办，还有要带什么材料",
    ],
)
def test_what_belongs_together_stays_one(street: Town, text: str) -> None:
    wang = street.newcomer()
    assert "也记着" not in wang.says(text)
    assert "您还说了" not in wang.says("取消")


def test_the_other_matter_waits_through_what_is_asked_of_the_first(street: Town) -> None:
    wang = street.newcomer()
    wang.says("报修 电梯坏了，还有垃圾没人收")
    assert "您还说了" not in wang.says("3号楼")
    assert "您还说了" not in wang.says("你好")
    assert "您还说了“垃圾没人收”" in wang.says("0")
    wang.says("1")
    with street.sessions() as db:
        lift, waste = street.cases_of(db, wang)
    assert (lift.description, waste.description) == ("电梯坏了", "垃圾没人收")


def test_it_comes_up_also_when_the_first_is_never_answered(street: Town) -> None:
    wang = street.newcomer()
    wang.says("报修 电梯坏了，还有垃圾没人收")
    street.clock.jump(7.5 * DAY)
    assert "您还说了“垃圾没人收”" in wang.says("你好")


def test_words_of_a_case_in_talk_are_added_without_the_other_matter(street: Town) -> None:
    wang = street.newcomer()
    wang.says("报修 3号楼2单元电梯坏了")
    wang.says("0")
    said = wang.says("右边那部一直咣当响，还有垃圾没人收")
    assert "已补充" in said
    assert "您还说了“垃圾没人收”" in said
