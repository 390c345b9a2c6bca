"""The starter pack as a setup without a database, for tests of what is pure."""

from functools import cache

from community.areas import AreaFacts, Areas
from community.calendar import Calendar
from community.models import Kind
from community.offices import OfficeFacts
from community.pack import read, starter_emergency
from community.setup import Setup
from community.texts.sentence import Texts
from community.topics import TopicFacts


@cache
def starter() -> Setup:
    """Areas, offices, topics and calendar of the pack; ids count from 1 in its order."""
    return Setup(
        areas=_areas(),
        offices=_offices(),
        topics=_topics(),
        calendar=_calendar(),
        emergency=starter_emergency(),
        texts=Texts(),
    )


def area_id(key: str) -> int:
    """The id of the pack's area."""
    return next(area.id for area in starter().areas if area.key == key)


def topic(key: str) -> TopicFacts:
    """The pack's topic."""
    return next(topic for topic in starter().topics.values() if topic.key == key)


def _areas() -> Areas:
    facts: dict[str, AreaFacts] = {}
    for number, row in enumerate(read("areas")["area"], 1):
        parent = facts.get(row["parent"])
        facts[row["key"]] = AreaFacts(
            number,
            row["key"],
            row["kind"],
            row["name"],
            parent.id if parent else None,
            f"{parent.path if parent else ''}{number}/",
            row["scene"],
            tuple(row["aliases"]),
        )
    return Areas(facts.values())


def _offices() -> dict[int, OfficeFacts]:
    ids = {row["key"]: number for number, row in enumerate(read("areas")["area"], 1)}
    rows = enumerate(read("offices")["office"], 1)
    return {
        number: OfficeFacts(
            number, row["key"], row["name"], row["kind"], ids[row["area"]], row["partner"]
        )
        for number, row in rows
    }


def _topics() -> dict[int, TopicFacts]:
    rows = enumerate(read("topics")["topic"], 1)
    return {
        number: TopicFacts(
            number,
            row["key"],
            row["name"],
            Kind(row["kind"]),
            tuple(row["words"]),
            row["urgency"],
            row["accept"],
            row["resolve"],
            row["clock"],
            tuple(row["ask"]),
            row["function"],
            row.get("complaint_about"),
        )
        for number, row in rows
    }


def _calendar() -> Calendar:
    rows = read("calendar")["day"]
    return Calendar({row["day"]: row["kind"] for row in rows}, frozenset({2026}))
