"""Changes to the tree of areas: add, change, retire, bring back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.areas import NEIGHBOURHOOD_KINDS
from community.editing import MADE_BY_STAFF, begin, changes, finish, new_key
from community.kinds import area_kinds_below
from community.models import Area, Office
from community.naming import place_form
from community.service import check_value
from core.actor import Actor
from core.errors import Conflict, Invalid, NotFound
from core.versions import raise_version

SEE, EDIT = "area.see", "community.edit"
LONGEST_NAME, MOST_ALIASES, MOST_AT_ONCE = 20, 20, 100
_RANGE = re.compile(r"(\d{1,4})\s*[-~—–至到]\s*(\d{1,4})(\D.*)")


@dataclass(frozen=True)
class AreaContent:
    """What staff say of an area; a placeholder without a value takes the nearest area's above."""

    name: str
    aliases: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


def get_area(db: Session, key: str, right: str, *, actor: Actor) -> Area:
    """The area of that key; raises `NotFound` alike for none and for one not the actor's."""
    area = db.scalars(select(Area).where(Area.key == key)).first()
    if area is None or not actor.may(right, area=area.path):
        raise NotFound("没有这个区域。")
    return area


def content_of(area: Area) -> AreaContent:
    """The area as it stands, for a form that changes it."""
    return AreaContent(area.name, tuple(area.aliases), dict(area.filled))


def create_areas(
    db: Session,
    parent: Area | None,
    kind: str,
    names: Iterable[str],
    *,
    actor: Actor,
    now: datetime,
) -> list[Area]:
    """New areas of one kind right below the parent (None: at the top), each with a scene for its
    QR code, all or none. '1-20号楼' stands for twenty. Raises `Refused` or `Invalid`."""
    actor.require(EDIT, area=parent.path if parent else None)
    raise_version(db, "community")
    if kind not in area_kinds_below(parent.kind if parent else None):
        raise Invalid("kind", "这里不能放这个类型的区域。")
    if parent is not None and not parent.active:
        raise Invalid("parent", "上级区域已经停用。")
    wanted = list(spelled_out(names))
    if not wanted:
        raise Invalid("names", "请写至少一个名称。")
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid("names", f"一次最多添加 {MOST_AT_ONCE} 个。")
    taken = _taken(db, parent.id if parent else None)
    made = []
    for name in wanted:
        area = _make(parent, kind, name)
        _refuse_taken(taken, [("names", area.name)])
        taken[place_form(area.name)] = area.name
        db.add(area)
        made.append(area)
    db.flush()
    for area in made:
        area.path = f"{parent.path if parent else ''}{area.id}/"
        facts = {"name": area.name, "kind": kind, "parent": area.parent_id}
        finish(db, "area.create", f"area:{area.id}", facts, actor=actor, now=now)
    return made


def change_area(
    db: Session, area: Area, content: AreaContent, *, version: int, actor: Actor, now: datetime
) -> Area:
    """Name, other names and values over the version that was read, else `Conflict`; the key and
    the scene of the printed code stay. Raises `Refused` or `Invalid`."""
    actor.require(EDIT, area=area.path)
    begin(db, area, version)
    name = _name(content.name, "name")
    aliases = _aliases(content.aliases, name)
    known = {area.name, *area.aliases}
    said = [("name", name), *(("aliases", alias) for alias in aliases)]
    _check_names(db, area, [(where, words) for where, words in said if words not in known])
    for own, value in content.values.items():
        check_value(own, value)
    values = {own: value.strip() for own, value in content.values.items()}
    filled = {own: value for own, value in values.items() if value}
    changed = changes(area, {"name": name, "aliases": aliases, "filled": filled})
    if old_new := changed.pop("filled", None):
        old, new = old_new
        changed["values"] = sorted(key for key in old | new if old.get(key) != new.get(key))
    finish(db, "area.change", f"area:{area.id}", changed, actor=actor, now=now)
    return area


def retire_area(db: Session, area: Area, *, actor: Actor, now: datetime) -> Area:
    """Nobody finds or chooses it any more; its cases and homes keep its name. Raises `Refused`,
    or `Conflict` while something in use lies in it."""
    actor.require(EDIT, area=area.path)
    begin(db, area, None)
    below = db.scalars(select(Area).where(Area.parent_id == area.id, Area.active)).first()
    if below is not None:
        raise Conflict(f"“{below.name}”还在它下面，请先停用下级区域。")
    office = db.scalars(select(Office).where(Office.area_id == area.id, Office.active)).first()
    if office is not None:
        raise Conflict(f"“{office.name}”还在这个区域，请先把单位停用或换到别的区域。")
    others = select(Area.id).where(Area.parent_id.is_(None), Area.active, Area.id != area.id)
    if area.parent_id is None and db.scalar(others.limit(1)) is None:
        raise Conflict("这是最后一个最上级区域，不能停用。")
    area.active = False
    finish(db, "area.retire", f"area:{area.id}", {"name": area.name}, actor=actor, now=now)
    return area


def restore_area(db: Session, area: Area, *, actor: Actor, now: datetime) -> Area:
    """Bring a retired area back, with its printed code. Raises `Refused` or `Conflict`."""
    actor.require(EDIT, area=area.path)
    begin(db, area, None)
    parent = db.get(Area, area.parent_id) if area.parent_id else None
    if parent is not None and not parent.active:
        raise Conflict(f"请先恢复上级区域“{parent.name}”。")
    try:
        _check_names(db, area, [("name", area.name)])
    except Invalid as error:
        raise Conflict(error.sentence) from None
    area.active = True
    finish(db, "area.restore", f"area:{area.id}", {"name": area.name}, actor=actor, now=now)
    return area


def check_name(db: Session, area: Area, field: str) -> None:
    """Raises `Invalid` where its name could not be told from another's next to it."""
    _check_names(db, area, [(field, area.name)])


def spelled_out(lines: Iterable[str]) -> Iterator[str]:
    """The names of the lines, each once; '1-3号楼' becomes 1号楼, 2号楼 and 3号楼."""
    known = set()
    for line in lines:
        for name in _ranged(" ".join(line.split())):
            if name and name not in known:
                known.add(name)
                yield name


def _ranged(line: str) -> list[str]:
    found = _RANGE.fullmatch(line)
    if found is None:
        return [line]
    first, last = int(found[1]), int(found[2])
    if not first < last < first + MOST_AT_ONCE:
        raise Invalid("names", f"“{line}”看不懂：要从小到大，一次最多 {MOST_AT_ONCE} 个。")
    return [f"{number}{found[3]}" for number in range(first, last + 1)]


def _make(parent: Area | None, kind: str, name: str) -> Area:
    key = new_key()
    area = Area(key=key, kind=kind, name=_name(name, "names"), scene=key, path="")
    area.parent_id, area.version = parent.id if parent else None, MADE_BY_STAFF
    area.aliases, area.filled, area.active = [], {}, True
    return area


def _name(words: str, where: str) -> str:
    name = " ".join(words.split())
    if not place_form(name):
        raise Invalid(where, "请写名称。")
    if len(name) > LONGEST_NAME:
        raise Invalid(where, f"“{name}”太长了，名称最多 {LONGEST_NAME} 个字。")
    return name


def _aliases(words: Iterable[str], name: str) -> list[str]:
    given = (" ".join(one.split()) for one in words)
    aliases = [one for one in dict.fromkeys(given) if one and one != name]
    if len(aliases) > MOST_ALIASES:
        raise Invalid("aliases", f"别的叫法最多 {MOST_ALIASES} 个。")
    return [_name(one, "aliases") for one in aliases]


def _check_names(db: Session, area: Area, names: Iterable[tuple[str, str]]) -> None:
    """Raises `Invalid` where residents' words could not tell the area from another."""
    _refuse_taken(_taken(db, area.parent_id, area.id), names)


def _refuse_taken(taken: Mapping[str, str], names: Iterable[tuple[str, str]]) -> None:
    for where, name in names:
        if other := taken.get(place_form(name)):
            raise Invalid(where, f"“{name}”和“{other}”分不清，请换一个叫法。")


def _taken(db: Session, parent_id: int | None, own_id: int | None = None) -> dict[str, str]:
    """Whose name each writing is, among what an area there could be mixed up with: its siblings,
    and all from the neighbourhoods up; two communities may both have a 3号楼."""
    active = list(db.scalars(select(Area).where(Area.active)))
    heights = {row.path for row in active if row.kind in NEIGHBOURHOOD_KINDS}
    return {
        place_form(word): row.name
        for row in active
        if row.id != own_id and (row.parent_id == parent_id or not _is_deep(row.path, heights))
        for word in (row.name, *row.aliases)
    }


def _is_deep(path: str, heights: set[str]) -> bool:
    """Whether it lies below one of the neighbourhoods' paths."""
    steps = path.split("/")[:-2]
    return any("/".join(steps[:count]) + "/" in heights for count in range(1, len(steps) + 1))
