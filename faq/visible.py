"""Which entries somebody may know of: those of his areas, what holds there from above included."""

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session

from community.areas import Areas
from core.actor import Actor, Right, is_within
from core.errors import NotFound
from faq.models import Entry

SEE = "entry.see"


def visible_to(actor: Actor, areas: Areas) -> ColumnElement[bool]:
    """The condition on `Entry`; with a right for one office only the entries it owns."""
    seeing = [right for right in actor.rights if right.name in (SEE, "*")]
    return or_(false(), *(_covered(right, areas) for right in seeing))


def get_visible(db: Session, public_id: str, *, areas: Areas, actor: Actor) -> Entry:
    """The entry; raises `NotFound` alike for another's and for none."""
    named = select(Entry).where(Entry.public_id == public_id, visible_to(actor, areas))
    found = db.scalars(named).first()
    if found is None:
        raise NotFound("没有这条知识。")
    return found


def is_editable(entry: Entry, *, areas: Areas, actor: Actor) -> bool:
    """Whether the actor may change it."""
    return actor.may("entry.edit", area=areas.path_of(entry.area_id))


def is_publishable_by(entry: Entry, *, areas: Areas, actor: Actor) -> bool:
    """Whether the actor may publish and retire it."""
    return actor.may("entry.publish", area=areas.path_of(entry.area_id))


def _covered(right: Right, areas: Areas) -> ColumnElement[bool]:
    own = true() if right.office is None else Entry.office_id == right.office
    if not right.area:
        return own
    near = [
        area.id
        for area in areas
        if is_within(area.path, right.area) or is_within(right.area, area.path)
    ]
    return and_(own, or_(Entry.area_id.is_(None), Entry.area_id.in_(near)))
