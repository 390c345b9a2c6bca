"""What importing a sheet would do to the entries there are: decided before anything is written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from community.setup import Setup
from core.actor import Actor
from core.errors import Invalid
from core.language import normalise
from faq.content import EntryContent, tidy
from faq.sheets.columns import COLUMNS
from faq.sheets.reading import Problem, Row

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True)
class Known:
    """An entry as it stands: id, version, content, and whether it is retired."""

    id: int
    public_id: str
    version: int
    content: EntryContent


@dataclass
class Plan:
    """New contents, changes over the version known, how many stay as they are, what is wrong."""

    new: list[EntryContent] = field(default_factory=list)
    changed: list[tuple[Known, EntryContent]] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)


class Names:
    """Ids by what areas, offices and topics are called or keyed; what two share means neither."""

    def __init__(self, setup: Setup) -> None:
        areas = [
            (area.id, (area.key, area.name, setup.areas.name_of(area.id))) for area in setup.areas
        ]
        offices = [(one.id, (one.key, one.name)) for one in setup.offices.values() if one.active]
        topics = [(one.id, (one.key, one.name)) for one in setup.topics.values() if one.active]
        self._by_field = {
            "area": _by_name(areas),
            "office": _by_name(offices),
            "topic": _by_name(topics),
        }

    def id_of(self, what: str, cell: str) -> int | None:
        """The id, None for an empty cell; raises `Invalid`."""
        if not cell:
            return None
        found = self._by_field[what].get(cell, set())
        if len(found) != 1:
            fault = "不止一个" if found else "没有"
            raise Invalid(what, f"“{COLUMNS[what]}”：{fault}叫“{cell[:30]}”的。")
        return next(iter(found))


def make_plan(
    rows: list[Row],
    problems: list[Problem],
    known: Mapping[str, Known],
    *,
    setup: Setup,
    actor: Actor,
) -> Plan:
    """The plan for these rows; `known`: by public id and by key. A row without 编号 means the
    entry of the same question in the same area, else a new one."""
    plan, names = Plan(problems=list(problems)), Names(setup)
    faulty = {problem.row for problem in problems}
    by_question = {_place(one.content): one for one in known.values()}
    seen: dict[object, int] = {}
    for row in rows:
        if row.number in faulty:
            continue
        try:
            _add(row, plan, names, known, by_question, seen, setup, actor)
        except Invalid as error:
            plan.problems.append(Problem(row.number, error.sentence))
    plan.problems.sort()
    return plan


def _add(
    row: Row,
    plan: Plan,
    names: Names,
    known: Mapping[str, Known],
    by_question: Mapping[object, Known],
    seen: dict[object, int],
    setup: Setup,
    actor: Actor,
) -> None:
    name = row.cells.get("name", "")
    before = known.get(name)
    if name and before is None:
        raise Invalid("name", f"没有编号是“{name[:40]}”的知识；新知识的编号请留空。")
    content = _content(row.cells, names, before.content if before else None)
    before = before or by_question.get(_place(content))
    own: object = before.id if before else _place(content)
    if own in seen:
        raise Invalid("question", f"和第 {seen[own]} 行是同一条。")
    seen[own] = row.number
    for area_id in {content.area_id, before.content.area_id if before else content.area_id}:
        if not actor.may("entry.edit", area=setup.areas.path_of(area_id)):
            raise Invalid("area", "您不能改这个区域的知识。")
    if before is None:
        plan.new.append(content)
    elif before.content == content:
        plan.same += 1
    else:
        plan.changed.append((before, content))


def _content(cells: Mapping[str, str], names: Names, before: EntryContent | None) -> EntryContent:
    """The row's content; a column that the sheet lacks leaves what there was."""
    old = before or EntryContent("", "")

    def cell(column: str, was: str) -> str:
        return cells.get(column, was)

    return tidy(
        EntryContent(
            question=cell("question", old.question),
            answer=cell("answer", old.answer),
            phrasings=tuple(cells["phrasings"].splitlines())
            if "phrasings" in cells
            else old.phrasings,
            category=cell("category", old.category),
            area_id=names.id_of("area", cells["area"]) if "area" in cells else old.area_id,
            office_id=names.id_of("office", cells["office"])
            if "office" in cells
            else old.office_id,
            topic_id=names.id_of("topic", cells["topic"]) if "topic" in cells else old.topic_id,
            valid_from=_day(cells, "valid_from", old.valid_from),
            valid_until=_day(cells, "valid_until", old.valid_until),
            example=old.example,
        )
    )


def _day(cells: Mapping[str, str], column: str, was: date | None) -> date | None:
    if column not in cells:
        return was
    if not cells[column]:
        return None
    found = _DAY.fullmatch(cells[column])
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        found = None
    raise Invalid(
        column, f"“{COLUMNS[column]}”要写成 2026-12-31 这样，不是“{cells[column][:20]}”。"
    )


def _place(content: EntryContent) -> object:
    return normalise(content.question), content.area_id


def _by_name(named: Sequence[tuple[int, tuple[str, ...]]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for own, texts in named:
        for text in texts:
            found.setdefault(text, set()).add(own)
    return found
