"""The village's own starter set: as complete and as honest as the community's."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from community.texts.sentence import check_wording
from tests.community.test_texts import sentences
from tests.starter.test_entries import FIGURES, NATIONAL, folded, phrasings, plain

Load = Callable[[str], dict[str, Any]]
Rows = list[dict[str, Any]]
BELOW = {"镇": {""}, "村": {"镇"}, "组": {"村"}}
FEWEST_ENTRIES, FEWEST_TOPICS = 30, 30


@pytest.fixture(scope="module")
def pack(load: Load) -> dict[str, Rows]:
    """All rows of the village's own files by their kind."""
    files = ("areas", "offices", "topics", "placeholders")
    tables = [load(f"community/starter/village/{name}.toml") for name in files]
    tables += [load("cases/starter/village/catalogue.toml")]
    tables += [load("faq/starter/village/entries.toml")]
    return {kind: rows for table in tables for kind, rows in table.items()}


def test_areas_hang_under_one_another_and_are_called_by_names_of_their_own(
    pack: dict[str, Rows],
) -> None:
    kinds = {"": ""}
    for area in pack["area"]:
        assert kinds[area["parent"]] in BELOW[area["kind"]]
        kinds[area["key"]] = area["kind"]
    for names in (
        [area["scene"] for area in pack["area"]],
        [alias for area in pack["area"] for alias in area["aliases"]],
    ):
        assert len(set(names)) == len(names)
    assert all(area["values"] == {} for area in pack["area"])


def test_every_topic_of_every_area_has_one_office_and_none_judges_itself(
    pack: dict[str, Rows],
) -> None:
    parents = {area["key"]: area["parent"] for area in pack["area"]}
    bears = {(row["function"], row["area"]): row["office"] for row in pack["function"]}
    assert len(bears) == len(pack["function"])
    offices = {office["key"]: office for office in pack["office"]}
    rules = {row["area"]: row["office"] for row in pack["rule"] if row["topic"] == "*"}
    assert {*bears.values(), *rules.values()} == set(offices)

    def office_of(function: str, area: str) -> str:
        while (function, area) not in bears:
            area = parents[area]
        return str(bears[function, area])

    for topic in pack["topic"]:
        for area in parents:
            judge = office_of(topic["function"], area)
            if about := topic.get("complaint_about"):
                assert judge != office_of(about, area)
    for place in ("shiqiao", "dawan", "qingxi-town"):
        assert offices[rules[place]]["kind"] == "受理岗"


def test_topics_are_many_and_their_words_belong_to_one_of_them(pack: dict[str, Rows]) -> None:
    topics = pack["topic"]
    assert len(topics) >= FEWEST_TOPICS
    assert topics[-1]["key"] == "other"
    times = Counter(word for topic in topics for word in topic["words"])
    assert [word for word, count in times.items() if count > 1] == []
    assert all(8 <= len(topic["words"]) <= 25 for topic in topics)
    assert {topic["kind"] for topic in topics} == {"咨询", "求助", "投诉", "建议", "报修"}
    for topic in topics:
        round_the_clock = topic["clock"] == "round_the_clock"
        assert not round_the_clock or topic["urgency"] == "urgent"
        for span in (topic["accept"], topic["resolve"]):
            assert re.fullmatch(r"[1-9]\d*h" if round_the_clock else r"[1-9]\d*[hd]", span)


def test_entries_are_many_short_and_asked_in_residents_words(pack: dict[str, Rows]) -> None:
    entries = pack["entry"]
    demo = {row["name"]: row["demo"] for row in pack["placeholder"]}
    topics = {topic["key"] for topic in pack["topic"]}
    functions = {row["function"] for row in pack["function"]}
    assert len({entry["key"] for entry in entries}) == len(entries) >= FEWEST_ENTRIES
    times = Counter(plain(text) for entry in entries for text in phrasings(entry))
    assert [text for text, count in times.items() if count > 1] == []
    for entry in entries:
        assert len(entry["similar"]) >= 5, entry["key"]
        assert entry.get("action", "other") in topics, entry["key"]
        assert entry["function"] in functions, entry["key"]
        answer = entry["answer"].format(**demo)
        assert len(answer) <= 130, entry["key"]
        assert answer.endswith("。"), entry["key"]
        too_long = [part for part in re.split(r"[。！？]", answer) if len(part) > 40]
        assert too_long == [], entry["key"]
        figures = {found.group() for found in re.finditer(FIGURES, folded(entry["answer"]))}
        assert figures <= NATIONAL | {"12315"}, entry["key"]


def test_placeholders_are_declared_used_and_cannot_be_dialled(pack: dict[str, Rows]) -> None:
    used = {name for entry in pack["entry"] for name in re.findall(r"{(.*?)}", entry["answer"])}
    assert used == {row["name"] for row in pack["placeholder"]}
    assert all(set(re.findall(r"\d", row["demo"])) <= {"0"} for row in pack["placeholder"])


def test_its_own_wordings_are_of_known_sentences_and_fit_them(load: Load) -> None:
    known = {sentence.key: sentence for sentence in sentences()}
    for row in load("community/starter/village/texts.toml")["text"]:
        check_wording(known[row["key"]], row["text"])
        parts = re.split(r"[。！？；\n]", re.sub(r"{\w+}", "六个字的名称", row["text"]))
        assert [part for part in parts if len(part) > 40] == [], row["key"]
