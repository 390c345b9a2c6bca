"""A character typed for another of the same sound does not hide the question."""

from collections.abc import Callable, Sequence

import pytest

from faq.matching import Index
from faq.matching.prepared import prepare
from faq.matching.spelling import MOST_REPAIRS, repair
from faq.matching.thresholds import thresholds
from tests.faq.matching.civic import KNOWLEDGE


def said_in(*phrasings: str) -> Callable[[Sequence[str]], set[str]]:
    texts = [prepare(text).unified for text in phrasings]
    return {text[at : at + 2] for text in texts for at in range(len(text) - 1)}.intersection


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("居住正怎么办", "居住证怎么办"), ("电踢坏了", "电梯坏了"), ("物业废怎么交", "物业费怎么交")],
)
def test_the_character_that_was_meant_is_found(typed: str, meant: str) -> None:
    known = said_in("居住证怎么办", "电梯坏了找谁", "物业费怎么交")
    found = repair(prepare(typed), known)
    assert found.normal == meant
    assert found.repaired == 1
    assert found.text == typed


@pytest.mark.parametrize("typed", ["居住证怎么办", "公正", "身份政策", "今天吃什么"])
def test_what_is_well_written_or_unknown_stays_as_it_is(typed: str) -> None:
    query = prepare(typed)
    assert repair(query, said_in("居住证怎么办", "公证处在哪")) is query


def test_only_so_many_characters_are_put_right() -> None:
    known = said_in("居住证怎么办", "物业费", "电梯坏了")
    found = repair(prepare("居住正，物业废，电踢"), known)
    assert found.repaired == MOST_REPAIRS


@pytest.mark.parametrize(
    ("asked", "entry_id"),
    [("居住正怎么办里", "residence_permit"), ("电踢坏了找谁", "lift")],
)
def test_a_slip_of_the_keyboard_keeps_the_answer(asked: str, entry_id: str) -> None:
    found = Index(KNOWLEDGE).match(asked)[0]
    assert found.entry_id == entry_id
    assert found.confidence >= thresholds(0.05).answer
