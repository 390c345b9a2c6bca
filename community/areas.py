"""The tree of areas as one snapshot: who lies in whom, and which one a resident means."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.models import Area
from community.naming import Naming
from core.errors import NotFound

# The level at which a resident is asked where he lives: what he calls his community.
NEIGHBOURHOOD_KINDS = frozenset({"社区", "村"})


@dataclass(frozen=True)
class AreaFacts:
    """One area; `path` is the ids from the root down to itself, as in '1/4/9/'."""

    id: int
    key: str
    kind: str
    name: str
    parent_id: int | None
    path: str
    scene: str | None = None
    aliases: tuple[str, ...] = ()
    filled: Mapping[str, str] = field(default_factory=dict)
    active: bool = True

    @property
    def depth(self) -> int:
        """1 for a root."""
        return self.path.count("/")


class Areas:
    """All areas; those no longer active can still be got by id but are not found by words."""

    def __init__(self, areas: Iterable[AreaFacts]) -> None:
        ordered = sorted(areas, key=lambda area: (area.depth, area.id))
        self._by_id = {area.id: area for area in ordered}
        self._active = [area for area in ordered if area.active]
        self._by_scene = {area.scene: area for area in self._active if area.scene}
        self._children: dict[int | None, list[AreaFacts]] = {}
        for area in self._active:
            self._children.setdefault(area.parent_id, []).append(area)
        self._naming = Naming(
            {area.id: (area.path, (area.name, *area.aliases)) for area in self._active}
        )

    def __iter__(self) -> Iterator[AreaFacts]:
        """The active areas, parents before their children."""
        return iter(self._active)

    def retired(self) -> list[AreaFacts]:
        """The areas given up, parents before their children."""
        return [area for area in self._by_id.values() if not area.active]

    def get(self, area_id: int) -> AreaFacts:
        """The area; raises `NotFound`."""
        area = self._by_id.get(area_id)
        if area is None:
            raise NotFound("没有这个区域。")
        return area

    def find(self, area_id: int | None) -> AreaFacts | None:
        """The area of that id, or None."""
        return None if area_id is None else self._by_id.get(area_id)

    def path_of(self, area_id: int | None) -> str | None:
        """The path of that area, None for None or an unknown id: as `Actor.may` wants it."""
        area = self.find(area_id)
        return area.path if area else None

    def by_scene(self, scene: str) -> AreaFacts | None:
        """The area whose QR code carries the scene."""
        return self._by_scene.get(scene)

    def named(self, text: str) -> list[AreaFacts]:
        """The areas a resident's words name, deepest and longest match first.

        A building is left out when the words name another community than its own.
        """
        return [self._by_id[area_id] for area_id in self._naming.named(text)]

    def marked(self, text: str) -> str:
        """The words with `naming.NAME` in place of each area that they name."""
        return self._naming.marked(text)

    def children(self, parent_id: int | None) -> list[AreaFacts]:
        """The active areas right below, the roots for None."""
        return list(self._children.get(parent_id, ()))

    def ancestors(self, area_id: int | None) -> list[AreaFacts]:
        """The area itself, then its parents up to the root; empty for None or an unknown id."""
        area = self.find(area_id)
        ids = [int(part) for part in area.path.split("/") if part] if area else []
        return [self._by_id[own] for own in reversed(ids) if own in self._by_id]

    def placeholders(self, area_id: int | None) -> dict[str, str]:
        """What the area's placeholders stand for, the nearest area's value for each.

        With no area there are values only where a single neighbourhood leaves no choice.
        """
        if area_id is None:
            only = self.neighbourhoods()
            area_id = only[0].id if len(only) == 1 else None
        values: dict[str, str] = {}
        for area in reversed(self.ancestors(area_id)):
            values.update({name: value for name, value in area.filled.items() if value})
        return values

    def everywhere(self, name: str) -> str | None:
        """What a placeholder stands for in each neighbourhood, named where they differ; None
        where it is filled in nowhere. For who has not said where he lives."""
        known = {area.name: self.placeholders(area.id).get(name) for area in self.neighbourhoods()}
        filled = {area: value for area, value in known.items() if value}
        if len(set(filled.values())) <= 1:
            return next(iter(filled.values()), None)
        return "；".join(f"{area} {value}" for area, value in filled.items())

    def neighbourhoods(self) -> list[AreaFacts]:
        """The areas a resident chooses from; the roots where no area is of such a kind."""
        found = [area for area in self._active if area.kind in NEIGHBOURHOOD_KINDS]
        return found or self.children(None)

    def neighbourhood_of(self, area_id: int | None) -> AreaFacts | None:
        """The neighbourhood the area is or lies in; None above that level or when unknown."""
        chosen = {area.id for area in self.neighbourhoods()}
        return next((area for area in self.ancestors(area_id) if area.id in chosen), None)

    def name_of(self, area_id: int | None) -> str:
        """The name as people say it: 幸福里社区, 幸福里社区3号楼; '' when unknown."""
        area, within = self.find(area_id), self.neighbourhood_of(area_id)
        if area is None:
            return ""
        return area.name if within is None or within == area else f"{within.name}{area.name}"


def load_areas(db: Session) -> Areas:
    """All areas of the database."""
    return Areas(facts_of(area) for area in db.scalars(select(Area)))


def facts_of(area: Area) -> AreaFacts:
    """The row as a snapshot."""
    return AreaFacts(
        area.id,
        area.key,
        area.kind,
        area.name,
        area.parent_id,
        area.path,
        area.scene,
        tuple(area.aliases),
        dict(area.filled),
        area.active,
    )
