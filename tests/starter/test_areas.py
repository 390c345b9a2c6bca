"""The demonstration areas and their offices hang together."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

Load = Callable[[str], dict[str, Any]]
Rows = list[dict[str, Any]]

BELOW = {
    "街道": {""},
    "镇": {""},
    "社区": {"街道"},
    "村": {"镇"},
    "网格": {"社区"},
    "组": {"村"},
    "楼栋": {"网格"},
}


@pytest.fixture(scope="module")
def areas(load: Load) -> Rows:
    rows: Rows = load("community/starter/areas.toml")["area"]
    return rows


@pytest.fixture(scope="module")
def offices(load: Load) -> Rows:
    rows: Rows = load("community/starter/offices.toml")["office"]
    return rows


def test_every_area_has_exactly_the_described_fields(areas: Rows) -> None:
    fields = {"key", "kind", "name", "parent", "scene", "aliases", "values"}
    assert all(set(area) == fields for area in areas)


def test_every_area_hangs_under_an_earlier_one_of_the_right_kind(areas: Rows) -> None:
    kinds = {"": ""}
    for area in areas:
        assert kinds[area["parent"]] in BELOW[area["kind"]], area["key"]
        kinds[area["key"]] = area["kind"]
    assert len(kinds) == len(areas) + 1


def test_scenes_are_short_plain_and_given_once(areas: Rows) -> None:
    scenes = [area["scene"] for area in areas]
    assert len(set(scenes)) == len(scenes)
    assert all(re.fullmatch(r"[a-z0-9-]{1,64}", scene) for scene in scenes)
    assert {"xingfu-1", "xingfu-2", "anning"} <= set(scenes)


def test_siblings_share_no_name_and_areas_above_buildings_no_alias(areas: Rows) -> None:
    names = Counter((area["parent"], area["name"]) for area in areas)
    aliases = Counter(
        alias for area in areas if area["kind"] != "楼栋" for alias in area["aliases"]
    )
    assert max(names.values()) == max(aliases.values()) == 1


def test_one_building_word_means_one_building_of_a_community(areas: Rows) -> None:
    parent = {area["key"]: area["parent"] for area in areas}
    words = Counter(
        (parent[area["parent"]], word)
        for area in areas
        if area["kind"] == "楼栋"
        for word in [area["name"], *area["aliases"]]
    )
    assert max(words.values()) == 1


def test_the_pack_carries_no_value_of_a_placeholder(areas: Rows) -> None:
    assert all(area["values"] == {} for area in areas)


def test_placeholders_are_few_named_once_and_their_demo_says_so(load: Load) -> None:
    rows = load("community/starter/placeholders.toml")["placeholder"]
    assert len({row["name"] for row in rows}) == len(rows) <= 13
    assert all(row["meaning"] and row["demo"].startswith("示例") for row in rows)
    assert all(set(re.findall(r"\d", row["demo"])) <= {"0"} for row in rows)


def test_every_office_sits_in_a_known_area(areas: Rows, offices: Rows) -> None:
    assert {office["area"] for office in offices} <= {area["key"] for area in areas}
    assert len({office["key"] for office in offices}) == len(offices)
    assert len({office["name"] for office in offices}) == len(offices)
    fields = {"key", "name", "kind", "area", "partner"}
    assert all(set(office) == fields for office in offices)


def test_street_town_communities_and_village_have_one_intake_desk_each(
    areas: Rows, offices: Rows
) -> None:
    desks = Counter(office["area"] for office in offices if office["kind"] == "受理岗")
    staffed = {a["key"] for a in areas if a["kind"] in {"街道", "社区", "镇", "村"}}
    assert desks == dict.fromkeys(staffed, 1)


def test_partners_are_those_who_are_not_the_communitys_own(offices: Rows) -> None:
    outside = {"物业", "业委会", "供水", "供电", "供气"}
    assert all(office["partner"] == (office["kind"] in outside) for office in offices)
