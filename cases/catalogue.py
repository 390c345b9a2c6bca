"""派单目录: which one office answers for a topic in an area."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.models import CatalogueRule
from community.models import Kind
from community.offices import OfficeFacts
from community.setup import Setup
from community.topics import TopicFacts
from core.errors import Unavailable

# The function that stands for whatever is not recognised, and the desk that does it.
ANYTHING, INTAKE_KIND = "*", "受理岗"
SUPERVISION = "supervision"


@dataclass(frozen=True)
class RuleFacts:
    """One line: for a topic or for a function, in an area and below, this office."""

    area_id: int
    office_id: int
    topic_id: int | None = None
    function: str | None = None
    id: int | None = None


@dataclass(frozen=True)
class Route:
    """Where a case goes, and by which rule (None: a 受理岗 has to find out first).

    `about_office_id` is the office the case complains of and is kept from.
    """

    office_id: int
    rule: RuleFacts | None = None
    about_office_id: int | None = None


@dataclass(frozen=True)
class Catalogue:
    """The rules of one edition, found by topic or function and area."""

    edition: int = 0
    rules: tuple[RuleFacts, ...] = ()
    _by_topic: dict[tuple[int, int], RuleFacts] = field(init=False, repr=False)
    _by_function: dict[tuple[str, int], RuleFacts] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_topic = {(r.topic_id, r.area_id): r for r in self.rules if r.topic_id is not None}
        by_function = {(r.function, r.area_id): r for r in self.rules if r.function is not None}
        object.__setattr__(self, "_by_topic", by_topic)
        object.__setattr__(self, "_by_function", by_function)

    def topic_rule(self, topic_id: int, area_id: int) -> RuleFacts | None:
        """The rule written for that topic at exactly that area."""
        return self._by_topic.get((topic_id, area_id))

    def function_rule(self, function: str, area_id: int) -> RuleFacts | None:
        """The rule of that function at exactly that area."""
        return self._by_function.get((function, area_id))


def load_catalogue(db: Session, previous: Catalogue | None = None) -> Catalogue:  # noqa: ARG001
    """The newest edition; made anew by `Live` when the version named catalogue rises."""
    newest = select(func.max(CatalogueRule.edition)).scalar_subquery()
    rows = db.scalars(select(CatalogueRule).where(CatalogueRule.edition == newest)).all()
    facts = [
        RuleFacts(row.area_id, row.office_id, row.topic_id, row.function, row.id) for row in rows
    ]
    return Catalogue(rows[0].edition if rows else 0, tuple(facts))


def resolve(
    catalogue: Catalogue,
    setup: Setup,
    topic: TopicFacts | None,
    area_id: int | None,
    *,
    complaint: bool = False,
) -> Route:
    """The one office; `complaint`: the resident complains of the office that does the topic.

    Nearest area first, a rule for the topic before one for its function. With topic or area
    unknown, or without a rule, the nearest 受理岗. Raises `Unavailable` where nobody can be.
    """
    finder = _Finder(catalogue, setup)
    path = [area.id for area in setup.areas.ancestors(area_id)]
    if topic is None or not path:
        return finder.intake(path)
    if complaint or topic.complaint_about:
        return _above(finder, topic, path)
    return finder.by_rule(topic, path) or finder.intake(path)


def is_about_office(kind: Kind, topic: TopicFacts | None) -> bool:
    """Whether the case complains of the office itself: 投诉 about what isn't a complaint by
    nature, as a lift nobody repairs (噪音 and its like complain of neighbours)."""
    return kind == Kind.COMPLAINT and topic is not None and topic.kind != Kind.COMPLAINT


def _above(finder: "_Finder", topic: TopicFacts, path: list[int]) -> Route:
    """The way of a complaint: from the area above the office it is about, and never to that."""
    function = topic.complaint_about
    about = finder.by_function(function, path) if function else finder.by_rule(topic, path)
    if about is None:
        return finder.by_rule(topic, path) or finder.intake(path)
    judge = finder.judge(topic if function else None, about.office_id)
    return Route(judge.office_id, judge.rule, about.office_id)


class _Finder:
    """Looks upwards from an area; offices no longer active are passed over."""

    def __init__(self, catalogue: Catalogue, setup: Setup, but: int | None = None) -> None:
        self._catalogue, self._setup, self._but = catalogue, setup, but

    def by_rule(self, topic: TopicFacts, path: Iterable[int]) -> Route | None:
        """The office of the topic, or of its function where the same area has no such rule."""
        for area_id in path:
            for rule in (
                self._catalogue.topic_rule(topic.id, area_id),
                self._catalogue.function_rule(topic.function, area_id),
            ):
                if self._is_good(rule):
                    return _route(rule)
        return None

    def by_function(self, function: str, path: Iterable[int]) -> Route | None:
        """The office of the function."""
        rules = (self._catalogue.function_rule(function, area_id) for area_id in path)
        return next((_route(rule) for rule in rules if self._is_good(rule)), None)

    def intake(self, path: list[int]) -> Route:
        """The 受理岗 of the nearest area that has one; with no area the first root's."""
        roots = [area.id for area in self._setup.areas.children(None)]
        for area_id in path or roots:
            rule = self._catalogue.function_rule(ANYTHING, area_id)
            if rule is not None and self._is_good(rule):
                return Route(rule.office_id)
            desks = [office for office in self._offices() if office.kind == INTAKE_KIND]
            for desk in desks:
                if desk.area_id == area_id:
                    return Route(desk.id)
        return self._anybody()

    def judge(self, topic: TopicFacts | None, about_office_id: int) -> Route:
        """Who answers a complaint about the office: someone of the area above it."""
        areas = self._setup.areas
        own = areas.ancestors(self._setup.offices[about_office_id].area_id)
        path = [area.id for area in own[1:] or own]
        others = _Finder(self._catalogue, self._setup, about_office_id)
        return (
            (others.by_rule(topic, path) if topic else None)
            or others.by_function(SUPERVISION, path)
            or others.intake(path)
        )

    def _anybody(self) -> Route:
        """Some office: a case without an owner would be forgotten."""
        ranked = sorted(self._offices(), key=lambda office: (office.kind != INTAKE_KIND, office.id))
        for office in ranked:
            return Route(office.id)
        raise Unavailable("还没有能接这件事的单位，请打电话联系。")

    def _offices(self) -> Iterable[OfficeFacts]:
        offices = self._setup.offices.values()
        return [own for own in offices if own.active and not own.partner and own.id != self._but]

    def _is_good(self, rule: RuleFacts | None) -> bool:
        if rule is None or rule.office_id == self._but:
            return False
        office = self._setup.offices.get(rule.office_id)
        return office is not None and office.active


def _route(rule: RuleFacts | None) -> Route:
    assert rule is not None  # noqa: S101 (asked before)
    return Route(rule.office_id, rule)
