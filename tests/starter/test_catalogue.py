"""Every topic in every area has exactly one office, and no office judges itself."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

Load = Callable[[str], dict[str, Any]]


@dataclass(frozen=True)
class Catalogue:
    """The pack's routing as plain dictionaries."""

    parents: dict[str, str]
    rules: dict[tuple[str, str], str]
    functions: dict[tuple[str, str], str]
    topics: dict[str, dict[str, Any]]
    offices: dict[str, dict[str, Any]]

    def upwards(self, area: str) -> Iterator[str]:
        """The area itself, then its parents up to the root."""
        while area:
            yield area
            area = self.parents[area]

    def office_for(self, topic: str, area: str) -> str:
        """Key of the one office for a known topic, "" when the catalogue has a gap."""
        function = self.topics[topic]["function"]
        for step in self.upwards(area):
            found = self.rules.get((topic, step)) or self.functions.get((function, step))
            if found:
                return found
        return ""

    def office_of_function(self, function: str, area: str) -> str:
        """Key of the office that bears a function for an area, "" when none does."""
        steps = ((function, step) for step in self.upwards(area))
        return next((self.functions[step] for step in steps if step in self.functions), "")


@pytest.fixture(scope="module")
def catalogue(load: Load) -> Catalogue:
    rows = load("cases/starter/catalogue.toml")
    areas = load("community/starter/areas.toml")["area"]
    return Catalogue(
        parents={area["key"]: area["parent"] for area in areas},
        rules={(row["topic"], row["area"]): row["office"] for row in rows["rule"]},
        functions={(row["function"], row["area"]): row["office"] for row in rows["function"]},
        topics={row["key"]: row for row in load("community/starter/topics.toml")["topic"]},
        offices={row["key"]: row for row in load("community/starter/offices.toml")["office"]},
    )


def test_no_topic_or_function_has_two_owners_in_one_area(load: Load) -> None:
    rows = load("cases/starter/catalogue.toml")
    rules = Counter((row["topic"], row["area"]) for row in rows["rule"])
    functions = Counter((row["function"], row["area"]) for row in rows["function"])
    assert max(rules.values()) == max(functions.values()) == 1


def test_the_catalogue_names_only_what_exists(catalogue: Catalogue) -> None:
    named = {topic for topic, _ in catalogue.rules} - {"*"}
    assert named <= set(catalogue.topics)
    areas = {area for _, area in [*catalogue.rules, *catalogue.functions]}
    assert areas <= set(catalogue.parents)
    offices = {*catalogue.rules.values(), *catalogue.functions.values()}
    assert offices == set(catalogue.offices), "an office without any work, or work without one"


def test_every_topic_in_every_area_finds_an_office_of_its_own_branch(
    catalogue: Catalogue,
) -> None:
    for topic, area in product(catalogue.topics, catalogue.parents):
        office = catalogue.office_for(topic, area)
        assert office, f"nobody for {topic} in {area}"
        assert catalogue.offices[office]["area"] in catalogue.upwards(area), (topic, area)


def test_an_unknown_topic_goes_to_the_nearest_intake_desk(catalogue: Catalogue) -> None:
    for area in catalogue.parents:
        steps = list(catalogue.upwards(area))
        office = next(catalogue.rules[("*", s)] for s in steps if ("*", s) in catalogue.rules)
        desks = {o["area"]: k for k, o in catalogue.offices.items() if o["kind"] == "受理岗"}
        assert office == next(desks[step] for step in steps if step in desks)


def test_a_complaint_goes_above_the_office_it_is_about(catalogue: Catalogue) -> None:
    about = [t for t in catalogue.topics.values() if "complaint_about" in t]
    for topic, area in product(about, catalogue.parents):
        judged = catalogue.office_of_function(topic["complaint_about"], area)
        judge = catalogue.office_for(topic["key"], area)
        assert judged
        assert judge != judged, (topic["key"], area)
        judged_area = catalogue.offices[judged]["area"]
        above = catalogue.parents[judged_area] or judged_area
        assert catalogue.offices[judge]["area"] == above, (topic["key"], area)


def test_supervision_sits_only_at_the_roots_and_bears_nothing_else(
    catalogue: Catalogue,
) -> None:
    roots = {area for area, parent in catalogue.parents.items() if not parent}
    rows = {area: o for (f, area), o in catalogue.functions.items() if f == "supervision"}
    assert set(rows) == roots
    others = {o for (f, _), o in catalogue.functions.items() if f != "supervision"}
    assert not others & set(rows.values())
