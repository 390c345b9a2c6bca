"""The forty-nine topics: complete, distinct, and with clocks that can be counted."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

Load = Callable[[str], dict[str, Any]]
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def topics(load: Load) -> Rows:
    rows: Rows = load("community/starter/topics.toml")["topic"]
    return rows


def test_there_are_forty_nine_topics_and_one_for_everything_else(topics: Rows) -> None:
    keys = [topic["key"] for topic in topics]
    assert len(set(keys)) == len(keys) == 50
    assert keys[-1] == "other"
    assert all(re.fullmatch(r"[a-z_]+", key) for key in keys)
    assert len({topic["name"] for topic in topics}) == 50


def test_every_topic_has_the_described_fields_and_values(topics: Rows) -> None:
    fields = {
        *("key", "name", "kind", "words", "urgency", "clock"),
        *("accept", "resolve", "ask", "function"),
    }
    for topic in topics:
        assert set(topic) - {"complaint_about"} == fields, topic["key"]
        assert topic["kind"] in {"咨询", "求助", "投诉", "建议", "报修"}
        assert topic["urgency"] in {"normal", "urgent"}
        assert topic["clock"] in {"working", "round_the_clock"}


def test_every_kind_has_a_topic(topics: Rows) -> None:
    assert {topic["kind"] for topic in topics} == {"咨询", "求助", "投诉", "建议", "报修"}


def test_residents_words_are_many_and_belong_to_one_topic(topics: Rows) -> None:
    assert all(8 <= len(topic["words"]) <= 30 for topic in topics)
    times = Counter(word for topic in topics for word in topic["words"])
    assert [word for word, count in times.items() if count > 1] == []
    assert all(2 <= len(word) <= 12 and word == word.strip() for word in times)


def test_a_case_is_accepted_before_it_is_resolved(topics: Rows) -> None:
    for topic in topics:
        working = topic["clock"] == "working"
        for span in (topic["accept"], topic["resolve"]):
            assert re.fullmatch(r"[1-9]\d*[hd]" if working else r"[1-9]\d*h", span), topic["key"]
        assert hours(topic["accept"]) < hours(topic["resolve"]), topic["key"]


def test_what_runs_day_and_night_is_urgent(topics: Rows) -> None:
    assert all(t["urgency"] == "urgent" for t in topics if t["clock"] == "round_the_clock")


def test_at_most_two_things_are_asked(topics: Rows) -> None:
    for topic in topics:
        assert len(topic["ask"]) == len(set(topic["ask"])) <= 2
        assert set(topic["ask"]) <= {"place", "photo", "phone"}


def test_only_complaints_are_about_an_office(topics: Rows) -> None:
    about = [topic for topic in topics if "complaint_about" in topic]
    assert {topic["key"] for topic in about} == {"property_service", "staff_service"}
    assert all(topic["kind"] == "投诉" for topic in about)


def hours(span: str) -> int:
    """Working hours in a span such as 4h or 3d, eight to a day."""
    return int(span[:-1]) * (8 if span.endswith("d") else 1)
