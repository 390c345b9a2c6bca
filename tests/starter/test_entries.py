"""The starter entries are short, honest and told apart by residents' words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

Load = Callable[[str], dict[str, Any]]
Rows = list[dict[str, Any]]

# Numbers that are the same everywhere in mainland China: police, fire, ambulance, traffic
# police, consumers, housing fund, labour, government, law, mind, borders, medical insurance,
# against fraud, parcels, women, power supply and its supervision; 24 are the hours within which a
# foreigner's stay is to be registered (law on exit and entry, article 39).
NATIONAL = {
    *(
        "24",
        "12315",
        "12367",
        "110",
        "119",
        "120",
        "122",
        "12329",
        "12333",
        "12345",
        "12123",
        "12348",
        "12356",
        "12393",
        "96110",
        "12305",
        "12338",
        "12398",
        "95598",
    ),
}
FIGURES = r"\d+|[一二三四五六七八九十百千万两]+(元|块钱|天|日内|个月|年|小时|周岁|岁|%)"


@pytest.fixture(scope="module")
def entries(load: Load) -> Rows:
    rows: Rows = load("faq/starter/entries.toml")["entry"]
    return rows


@pytest.fixture(scope="module")
def demo(load: Load) -> dict[str, str]:
    rows = load("community/starter/placeholders.toml")["placeholder"]
    return {row["name"]: row["demo"] for row in rows}


def test_there_are_a_hundred_and_sixty_eight_entries_with_the_described_fields(
    entries: Rows,
) -> None:
    fields = {"key", "category", "question", "similar", "answer", "function", "areas"}
    assert len({entry["key"] for entry in entries}) == len(entries) == 168
    assert all(set(entry) - {"action"} == fields for entry in entries)
    assert all(re.fullmatch(r"[a-z_]+", entry["key"]) for entry in entries)


def test_every_entry_can_be_asked_in_many_ways(entries: Rows) -> None:
    assert all(len(entry["similar"]) >= 5 for entry in entries)
    assert all(2 <= len(text) <= 40 for entry in entries for text in phrasings(entry))


def test_no_two_phrasings_are_the_same(entries: Rows) -> None:
    times = Counter(plain(text) for entry in entries for text in phrasings(entry))
    assert [text for text, count in times.items() if count > 1] == []


def test_actions_functions_and_areas_exist(entries: Rows, load: Load) -> None:
    topics = {topic["key"] for topic in load("community/starter/topics.toml")["topic"]}
    functions = {row["function"] for row in load("cases/starter/catalogue.toml")["function"]}
    areas = {area["key"] for area in load("community/starter/areas.toml")["area"]}
    for entry in entries:
        assert entry.get("action", "other") in topics, entry["key"]
        assert entry["function"] in functions, entry["key"]
        assert set(entry["areas"]) <= areas, entry["key"]


def test_every_placeholder_is_declared_and_used(entries: Rows, demo: dict[str, str]) -> None:
    used = {name for entry in entries for name in re.findall(r"{(.*?)}", entry["answer"])}
    assert used == set(demo)


def test_answers_are_short_even_when_filled(entries: Rows, demo: dict[str, str]) -> None:
    for entry in entries:
        answer = entry["answer"].format(**demo)
        assert len(answer) <= 130, entry["key"]
        assert answer.endswith("。"), entry["key"]
        sentences = re.split(r"[。！？]", answer)
        assert [text for text in sentences if len(text) > 40] == [], entry["key"]


def test_answers_invent_no_phone_sum_or_deadline(entries: Rows) -> None:
    for entry in entries:
        found = {match.group() for match in re.finditer(FIGURES, folded(entry["answer"]))}
        assert found <= NATIONAL, entry["key"]


def test_entries_on_rules_that_differ_say_who_decides(entries: Rows) -> None:
    local = {"证件户籍", "社会保障", "救助帮扶", "教育入学", "住房", "卫生健康"}
    for entry in entries:
        if entry["category"] in local:
            assert "为准" in entry["answer"], entry["key"]


def phrasings(entry: dict[str, Any]) -> Iterator[str]:
    """The standard question, then every similar one."""
    yield entry["question"]
    yield from entry["similar"]


def plain(text: str) -> str:
    """The text without width, case, spaces and punctuation."""
    return re.sub(r"\W", "", folded(text))


def folded(text: str) -> str:
    """The text in half width and lower case."""
    return unicodedata.normalize("NFKC", text).lower()
