"""What is wrong with a routing catalogue: gaps, double owners, names of nothing; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cases.catalogue import ANYTHING, INTAKE_KIND, Catalogue, RuleFacts, resolve
from community.kinds import function_names
from community.setup import Setup


def problems(rules: Iterable[RuleFacts], setup: Setup) -> list[str]:
    """One Chinese sentence for each fault, [] for a catalogue that can be used."""
    rules = tuple(rules)
    return [*_unknown(rules, setup), *_doubles(rules, setup), *_gaps(Catalogue(0, rules), setup)]


def new_problems(
    before: Iterable[RuleFacts], after: Iterable[RuleFacts], setup: Setup
) -> list[str]:
    """The faults that `after` has and `before` has not: while a town that has just been added is
    still without offices, what is right elsewhere can be changed."""
    known = set(problems(before, setup))
    return [fault for fault in problems(after, setup) if fault not in known]


def _unknown(rules: tuple[RuleFacts, ...], setup: Setup) -> Iterator[str]:
    functions = {topic.function for topic in setup.topics.values()}
    functions |= {topic.complaint_about or "" for topic in setup.topics.values()}
    functions |= {ANYTHING, *function_names()}
    for rule in rules:
        office, topic = setup.offices.get(rule.office_id), setup.topics.get(rule.topic_id or 0)
        if (rule.topic_id is None) == (rule.function is None):
            yield "每一行要么写事项，要么写职能。"
        elif setup.areas.find(rule.area_id) is None:
            yield f"没有编号为 {rule.area_id} 的区域。"
        elif office is None:
            yield f"没有编号为 {rule.office_id} 的单位。"
        elif not office.active:
            yield f"“{office.name}”已经停用了，换一个单位。"
        elif rule.topic_id is not None and topic is None:
            yield f"没有编号为 {rule.topic_id} 的事项。"
        elif rule.function is not None and rule.function not in functions:
            yield f"没有事项用到职能 {rule.function}。"


def _doubles(rules: tuple[RuleFacts, ...], setup: Setup) -> Iterator[str]:
    counted = Counter((rule.topic_id, rule.function, rule.area_id) for rule in rules)
    for (topic_id, function, area_id), count in counted.items():
        if count > 1:
            topic = setup.topics.get(topic_id or 0)
            yield (
                f"{setup.areas.name_of(area_id)}的{topic.name if topic else _named(function)}"
                f"写了 {count} 个单位。"
            )


def _named(function: str | None) -> str:
    return "还不清楚的事" if function == ANYTHING else function_names().get(function or "", "")


def _gaps(catalogue: Catalogue, setup: Setup) -> Iterator[str]:
    """Topics that only the desk for unclear matters would get, though they are clear."""
    for area in setup.areas.neighbourhoods():
        if not _has_desk(catalogue, setup, area.id):
            yield f"{area.name}没有受理岗，上级也没有。"
        for topic in setup.topics.values():
            if topic.active and resolve(catalogue, setup, topic, area.id).rule is None:
                yield f"{area.name}的{topic.name}没有单位。"


def _has_desk(catalogue: Catalogue, setup: Setup, area_id: int) -> bool:
    above = {area.id for area in setup.areas.ancestors(area_id)}
    desks = {
        office.area_id
        for office in setup.offices.values()
        if office.active and office.kind == INTAKE_KIND
    }
    return bool(above & desks) or any(catalogue.function_rule(ANYTHING, own) for own in above)
