"""What is only said to be sociable, or to the desk itself, is no matter; and what only sounds so is
one: by labelled sentences of our own, half of which nobody looked at while the words were written.
"""

from pathlib import Path

import pytest

from cases.stopping import Stop, stop_in
from core.clock import SHANGHAI
from handlers import courtesies, manners
from handlers.context import Context
from tests.each import for_each
from tests.journeys.town import Town
from tests.labelled import read_labelled

SAID = Path(__file__).parents[1] / "handlers" / "social"
FEWEST = 100
# So many of a hundred matters may be taken for courtesies.
MOST_SWALLOWED = 2
MATTER, FORWARDED, REFUSED = "matter", "forwarded", "not_registered"


def labelled(name: str) -> list[tuple[str, str]]:
    """(label, sentence) of a part."""
    return read_labelled(SAID / f"{name}.txt")


ROWS = [*labelled("develop"), *labelled("final")]


def test_there_are_enough_of_them() -> None:
    assert sum(label == MATTER for label, _ in ROWS) >= FEWEST
    assert sum(label != MATTER for label, _ in ROWS) >= FEWEST


@for_each(("label", "text"), [row for row in ROWS if row[0] != MATTER])
def test_what_is_only_sociable_gets_a_word_of_its_own(
    context: Context, label: str, text: str
) -> None:
    if label == FORWARDED:
        assert courtesies.is_forwarded(text)
    elif label == REFUSED:
        found = stop_in(text)
        assert found is not None
        assert found.stop is Stop.REFUSES
    else:
        assert manners.manner_of(text, context) == label


def test_hardly_any_matter_is_taken_for_a_courtesy(context: Context) -> None:
    matters = [text for label, text in ROWS if label == MATTER]
    swallowed = [text for text in matters if _is_swallowed(text, context)]
    assert len(swallowed) * 100 <= MOST_SWALLOWED * len(matters), swallowed


def _is_swallowed(text: str, context: Context) -> bool:
    return courtesies.is_forwarded(text) or manners.manner_of(text, context) is not None


@pytest.mark.parametrize(
    "text", ["登记你妈呢 我问你话", "好的，谢谢您，今天就问到这里", "你是真人吗 不是真人滚"]
)
def test_nothing_is_registered_or_offered_for_it(street: Town, text: str) -> None:
    wang = street.newcomer()
    assert "1 登记" not in wang.says(text)
    with street.sessions() as db:
        assert street.cases_of(db, wang) == []


def test_who_asks_the_day_is_told_it(street: Town) -> None:
    at = street.clock().astimezone(SHANGHAI)
    said = street.newcomer().says("哈哈 我其实想问今天几号")
    assert f"{at.month}月{at.day}日，星期{'一二三四五六日'[at.weekday()]}" in said


def test_where_he_lives_is_told_as_far_as_it_is_kept(street: Town) -> None:
    wang = street.newcomer()
    assert "幸福里社区" in wang.says("我住几号楼你知道不")
    wang.says("报修 5号楼102厕所漏水")
    assert "5号楼102" in wang.says("算了我住几号楼你现在知道不")


def test_who_waits_for_what_is_only_offered_reads_so(street: Town) -> None:
    wang = street.newcomer()
    wang.says("3号楼2单元楼道灯坏了")
    assert "还没登记" in wang.says("那我等你们消息")
    assert "已登记" in wang.says("1")
    assert "随时可以问" in wang.says("行了行了 等你们消息")
