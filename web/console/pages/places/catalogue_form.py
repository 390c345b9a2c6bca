"""The form of one area's lines in the routing catalogue, made for the lines there can be."""

from collections.abc import Iterator
from typing import Any

from wtforms import SelectField

from cases.catalogue import ANYTHING, Catalogue, RuleFacts
from cases.catalogue_changes import with_area
from community.areas import AreaFacts
from community.kinds import function_names
from community.offices import OfficeFacts
from community.setup import Setup
from core.errors import Invalid
from web.console.edit_form import EditForm
from web.console.forms import options
from web.console.pages.places.naming import function_name

# Lines for topics that are still empty.
SPARE = 3


class LinesForm(EditForm):
    """Offices by function, then pairs of topic and office; `version` is the edition's number."""

    # The function of each of the first fields, by the field's name.
    functions: dict[str, str]
    pairs: int

    def rules(self, area: AreaFacts, catalogue: Catalogue) -> list[RuleFacts]:
        """The whole catalogue with this area's lines as they were typed; raises `Invalid`."""
        functions = {
            function: int(self[own].data)
            for own, function in self.functions.items()
            if self[own].data
        }
        return with_area(catalogue.rules, area.id, functions, self._topics())

    def _topics(self) -> Iterator[tuple[int, int]]:
        for number in range(self.pairs):
            topic, office = self[f"topic_{number}"].data, self[f"office_{number}"].data
            if topic and not office:
                raise Invalid(f"office_{number}", "请选一个单位，或者把事项也去掉。")
            if office and not topic:
                raise Invalid(f"topic_{number}", "请选一件事项，或者把单位也去掉。")
            if topic:
                yield int(topic), int(office)


def make_form(setup: Setup, catalogue: Catalogue, area: AreaFacts) -> LinesForm:
    """The form, filled with the area's lines as they are."""
    own = [rule for rule in catalogue.rules if rule.area_id == area.id]
    pairs = [rule for rule in own if rule.topic_id is not None]
    known = {rule.function for rule in catalogue.rules if rule.function}
    names = dict.fromkeys([ANYTHING, *function_names(), *sorted(known)])
    functions = {f"function_{number}": name for number, name in enumerate(names)}
    offices = _offices(setup, area, {rule.office_id for rule in own})
    topics = _topics(setup, {rule.topic_id for rule in pairs})
    count = len(pairs) + SPARE
    fields: dict[str, Any] = {
        field: SelectField(
            function_name(function),
            choices=options([("", _above(setup, catalogue, area, function)), *offices]),
            default="",
        )
        for field, function in functions.items()
    }
    for number in range(count):
        fields[f"topic_{number}"] = SelectField(
            f"第 {number + 1} 行的事项", choices=options([("", "不写"), *topics]), default=""
        )
        fields[f"office_{number}"] = SelectField(
            f"第 {number + 1} 行的单位", choices=options([("", "不写"), *offices]), default=""
        )
    made = type("OwnLinesForm", (LinesForm,), {**fields, "functions": functions, "pairs": count})
    form: LinesForm = made(data=values_of(catalogue, area, functions))
    return form


def values_of(catalogue: Catalogue, area: AreaFacts, functions: dict[str, str]) -> dict[str, Any]:
    """What the fields say of the area's lines as they stand."""
    own = [rule for rule in catalogue.rules if rule.area_id == area.id]
    by_function = {rule.function: str(rule.office_id) for rule in own if rule.function}
    values: dict[str, Any] = {
        field: by_function.get(function, "") for field, function in functions.items()
    }
    for number, rule in enumerate(rule for rule in own if rule.topic_id is not None):
        values |= {f"topic_{number}": str(rule.topic_id), f"office_{number}": str(rule.office_id)}
    return {**values, "version": catalogue.edition}


def _above(setup: Setup, catalogue: Catalogue, area: AreaFacts, function: str) -> str:
    """What holds while the area has no line of its own for the function."""
    for above in setup.areas.ancestors(area.parent_id):
        if rule := catalogue.function_rule(function, above.id):
            office = setup.offices.get(rule.office_id)
            return f"沿用{above.name}：{office.name if office else '已取消的单位'}"
    return "没有"


def _offices(setup: Setup, area: AreaFacts, chosen: set[int]) -> list[tuple[str, str]]:
    """The offices in use below the same root, by the tree; those chosen already too."""
    root = area.path.split("/", 1)[0] + "/"
    found = [
        office
        for office in setup.offices.values()
        if office.id in chosen or (office.active and _path(setup, office).startswith(root))
    ]
    found.sort(key=lambda office: (_path(setup, office), office.id))
    return [(str(office.id), office.name) for office in found]


def _path(setup: Setup, office: OfficeFacts) -> str:
    return setup.areas.path_of(office.area_id) or ""


def _topics(setup: Setup, chosen: set[int | None]) -> list[tuple[str, str]]:
    topics = [topic for topic in setup.topics.values() if topic.active or topic.id in chosen]
    return [(str(topic.id), topic.name) for topic in sorted(topics, key=lambda one: one.id)]
