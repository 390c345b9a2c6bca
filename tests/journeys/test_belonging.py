"""What a sentence belongs to: the case just talked of, another of his cases, or nothing yet; by
labelled sentences."""

import pytest

from simulator.person import Person
from tests.journeys.town import Town

REGISTERED = "报修 5号楼3单元楼道灯坏了"
# Said right behind the case, and of it.
OF_IT = (
    "三楼的也不亮了", "晚上老人差点摔了", "我白天不在家", "黑了三天了", "是声控的那种",
    "灯罩掉下来了",
)  # fmt: skip
# Said right behind it, and of something else.
OF_NOTHING_YET = (
    "电梯也坏了", "对了 我高血压 听人讲有免费的药拿", "楼下烧烤店的油烟熏得人睡不着",
    "还有件事 门口垃圾没人收", "谢谢。还有卧室顶上渗水发霉，应该是楼上漏下来的",
    "不是楼道灯的事 我讲的是吃药 高血压的药 阿能免费啊", "居住证怎么办理", "2号楼有人高空抛物",
)  # fmt: skip


@pytest.fixture
def person(street: Town) -> Person:
    person = street.newcomer()
    person.says(REGISTERED)
    person.says("取消")
    return person


def added(person: Person, town: Town) -> int:
    """How much has been put into his first case since it was opened."""
    with town.sessions() as db:
        return town.cases_of(db, person)[0].last_seq


@pytest.mark.parametrize("text", OF_IT)
def test_what_is_said_of_the_case_goes_into_it(text: str, person: Person, street: Town) -> None:
    before = added(person, street)
    person.says(text)
    assert added(person, street) > before


@pytest.mark.parametrize("text", OF_NOTHING_YET)
def test_what_is_another_matter_does_not(text: str, person: Person, street: Town) -> None:
    before = added(person, street)
    said = person.says(text)
    assert added(person, street) == before
    assert "补充到这件" not in said
