"""Politeness, chat and abuse: short answers of their own, no misses and no offers."""

import pytest

from accounts.models import OpenQuestion
from faq.models import Question
from handlers import courtesies
from tests.handlers.test_said import labelled
from tests.journeys.reading import count, number_in
from tests.journeys.town import Town


@pytest.mark.parametrize("label", sorted({label for label, _ in labelled("manners")} - {"none"}))
def test_small_talk_gets_a_word_back_and_nothing_else(street: Town, label: str) -> None:
    for _, text in [row for row in labelled("manners") if row[0] == label]:
        wang = street.newcomer()
        assert wang.says(text).startswith(courtesies.reply_to(label)), text
        with street.sessions() as db:
            own = street.resident(db, wang).id
            assert count(db, Question, resident_id=own) == 0
            assert count(db, OpenQuestion, resident_id=own) == 0


def test_a_matter_that_begins_politely_or_rudely_is_heard(street: Town) -> None:
    replies = {courtesies.reply_to(label) for label, _ in labelled("manners") if label != "none"}
    for text in [text for label, text in labelled("manners") if label == "none"]:
        assert street.newcomer().says(text) not in replies, text


def test_abuse_is_not_matched_but_stays_in_what_staff_read(street: Town) -> None:
    wang = street.newcomer()
    assert "电梯故障" in wang.says("物业太垃圾了，3号楼电梯坏了三天没人管")
    said = wang.says("1")
    with street.sessions() as db:
        case = street.case(db, number_in(said))
        assert case.description == "物业太垃圾了，3号楼电梯坏了三天没人管"


def test_the_same_politeness_twice_gets_another_word(street: Town) -> None:
    wang = street.newcomer()
    first = wang.says("谢谢")
    assert wang.says("谢谢") != first
