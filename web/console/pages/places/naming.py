"""What the pages of the settings call areas, offices and the lines of the catalogue."""

from collections.abc import Iterable

from cases.catalogue import ANYTHING, RuleFacts
from community.areas import AreaFacts, Areas
from community.kinds import function_names
from community.topics import TopicFacts

UNCLEAR = "还不清楚的事"


def area_options(areas: Iterable[AreaFacts]) -> list[tuple[str, str]]:
    """Areas to choose from, those within others indented."""
    return [(str(one.id), "\u3000" * (one.depth - 1) + one.name) for one in in_order(areas)]


def in_order(areas: Iterable[AreaFacts]) -> list[AreaFacts]:
    """Each area right before those below it."""
    return sorted(areas, key=lambda area: [int(part) for part in area.path.split("/") if part])


def function_name(function: str) -> str:
    """The function as staff read it."""
    return UNCLEAR if function == ANYTHING else function_names().get(function, function)


def rule_name(rule: RuleFacts, topics: dict[int, TopicFacts]) -> str:
    """What a line of the catalogue is about."""
    topic = topics.get(rule.topic_id or 0)
    return topic.name if topic else f"{function_name(rule.function or '')}类的事"


def place_name(areas: Areas, area_id: int) -> str:
    """An area as people say it, also one given up."""
    return areas.name_of(area_id) or "已取消的区域"
