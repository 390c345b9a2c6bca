"""What a change of the routing catalogue would do, before it is saved; pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cases.catalogue import Catalogue, RuleFacts, resolve
from community.setup import Setup
from community.topics import TopicFacts
from core.errors import Unavailable

Key = tuple[int, int | None, str | None]


@dataclass(frozen=True)
class LineChange:
    """A line that is new (no `before`), gone (no `after`) or names another office; ids."""

    rule: RuleFacts
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Moved:
    """A topic whose new cases go elsewhere: the names of the areas, the ids of the offices."""

    topic: TopicFacts
    areas: tuple[str, ...]
    before: int | None
    after: int | None


def with_area(
    rules: Iterable[RuleFacts],
    area_id: int,
    functions: Mapping[str, int],
    topics: Iterable[tuple[int, int]],
) -> list[RuleFacts]:
    """The rules with all lines of one area replaced by these: offices by function, and pairs of
    topic and office."""
    others = [rule for rule in rules if rule.area_id != area_id]
    by_function = [RuleFacts(area_id, office, function=own) for own, office in functions.items()]
    by_topic = [RuleFacts(area_id, office, topic_id=topic) for topic, office in topics]
    return [*others, *by_function, *by_topic]


def line_changes(before: Iterable[RuleFacts], after: Iterable[RuleFacts]) -> list[LineChange]:
    """The lines in which two editions differ."""
    old, new = _by_key(before), _by_key(after)
    found = []
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        offices = (was.office_id if was else None, now.office_id if now else None)
        if offices[0] != offices[1]:
            found.append(LineChange((now or was or RuleFacts(0, 0)), *offices))
    return found


def moved_topics(before: Catalogue, after: Catalogue, setup: Setup) -> list[Moved]:
    """The topics whose new cases would go to another office, and where."""
    areas = list(_told_of(before, after, setup))
    found: dict[tuple[int, int | None, int | None], list[str]] = {}
    for topic in setup.topics.values():
        for area_id in areas if topic.active else ():
            was = _office(before, setup, topic, area_id)
            now = _office(after, setup, topic, area_id)
            if was != now:
                found.setdefault((topic.id, was, now), []).append(setup.areas.name_of(area_id))
    return [
        Moved(setup.topics[topic_id], tuple(names), was, now)
        for (topic_id, was, now), names in found.items()
    ]


def _by_key(rules: Iterable[RuleFacts]) -> dict[Key, RuleFacts]:
    return {(rule.area_id, rule.topic_id, rule.function): rule for rule in rules}


def _told_of(before: Catalogue, after: Catalogue, setup: Setup) -> Iterator[int]:
    """The neighbourhoods, and every other area that has lines of its own."""
    own = {rule.area_id for rule in (*before.rules, *after.rules)}
    chosen = {area.id for area in setup.areas.neighbourhoods()}
    return (area.id for area in setup.areas if area.id in own | chosen)


def _office(catalogue: Catalogue, setup: Setup, topic: TopicFacts, area_id: int) -> int | None:
    try:
        return resolve(catalogue, setup, topic, area_id).office_id
    except Unavailable:
        return None
