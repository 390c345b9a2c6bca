"""Changes to the offices that answer for cases: add, change, bring back.

To retire one belongs to `cases`, which knows what it still answers for.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.area_editing import EDIT
from community.editing import MADE_BY_STAFF, begin, changes, finish, new_key
from community.kinds import office_kinds
from community.models import Area, Office
from core.actor import Actor
from core.errors import Conflict, Invalid, NotFound
from core.versions import raise_version

LONGEST_NAME, LONGEST_PHONE, LONGEST_PLACE, LONGEST_LIAISON = 30, 40, 100, 20
# Whose values are somebody's, so that the audit log names only the field.
_SOMEBODYS = ("liaison", "liaison_phone")


@dataclass(frozen=True)
class OfficeContent:
    """What staff say of an office; a partner sees only the cases assigned to it."""

    name: str
    kind: str
    area_id: int
    partner: bool = False
    phone: str = ""
    place: str = ""
    liaison: str = ""
    liaison_phone: str = ""


def get_office(db: Session, key: str, right: str, *, actor: Actor) -> Office:
    """The office of that key; raises `NotFound` alike for none and for one not the actor's."""
    office = db.scalars(select(Office).where(Office.key == key)).first()
    path = _path(db, office.area_id) if office else None
    if office is None or not actor.may(right, area=path, office=office.id):
        raise NotFound("没有这个单位。")
    return office


def content_of(office: Office) -> OfficeContent:
    """The office as it stands, for a form that changes it."""
    return OfficeContent(**{name: getattr(office, name) for name in OfficeContent.__annotations__})


def create_office(db: Session, content: OfficeContent, *, actor: Actor, now: datetime) -> Office:
    """A new office; it answers for nothing until the catalogue names it. Raises `Refused` or
    `Invalid`."""
    actor.require(EDIT, area=_path(db, content.area_id))
    raise_version(db, "community")
    office = Office(key=new_key(), version=MADE_BY_STAFF, active=True)
    for name, value in asdict(_checked(db, content, None)).items():
        setattr(office, name, value)
    db.add(office)
    db.flush()
    facts = {"name": office.name, "kind": office.kind, "area": office.area_id}
    finish(db, "office.create", f"office:{office.id}", facts, actor=actor, now=now)
    return office


def change_office(
    db: Session,
    office: Office,
    content: OfficeContent,
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> Office:
    """Say it anew over the version that was read, else `Conflict`. Raises `Refused` (for either
    area, where it moves) or `Invalid`."""
    for area_id in {office.area_id, content.area_id}:
        actor.require(EDIT, area=_path(db, area_id))
    begin(db, office, version)
    changed = changes(office, asdict(_checked(db, content, office)))
    facts = {name: "changed" if name in _SOMEBODYS else pair for name, pair in changed.items()}
    finish(db, "office.change", f"office:{office.id}", facts, actor=actor, now=now)
    return office


def restore_office(db: Session, office: Office, *, actor: Actor, now: datetime) -> Office:
    """Bring a retired office back. Raises `Refused`, or `Conflict` where another has its name or
    its area is retired."""
    actor.require(EDIT, area=_path(db, office.area_id))
    begin(db, office, None)
    try:
        _checked(db, content_of(office), office)
    except Invalid as error:
        raise Conflict(error.sentence) from None
    office.active = True
    finish(db, "office.restore", f"office:{office.id}", {"name": office.name}, actor=actor, now=now)
    return office


def _checked(db: Session, content: OfficeContent, own: Office | None) -> OfficeContent:
    texts = {
        name: " ".join(value.split())
        for name, value in asdict(content).items()
        if isinstance(value, str)
    }
    content = OfficeContent(**{**asdict(content), **texts})
    for field, words, most in (
        ("name", content.name, LONGEST_NAME),
        ("phone", content.phone, LONGEST_PHONE),
        ("place", content.place, LONGEST_PLACE),
        ("liaison", content.liaison, LONGEST_LIAISON),
        ("liaison_phone", content.liaison_phone, LONGEST_PHONE),
    ):
        if len(words) > most:
            raise Invalid(field, f"最多 {most} 个字。")
    if not content.name:
        raise Invalid("name", "请写名称。")
    same = select(Office.id).where(Office.name == content.name, Office.active)
    if db.scalar(same.where(Office.id != (own.id if own else 0)).limit(1)) is not None:
        raise Invalid("name", f"已经有“{content.name}”了。")
    kinds = office_kinds() + ((own.kind,) if own else ())
    if content.kind not in kinds:
        raise Invalid("kind", "请选一个类型。")
    area = db.get(Area, content.area_id)
    if area is None or not area.active:
        raise Invalid("area_id", "请选一个在用的区域。")
    return content


def _path(db: Session, area_id: int) -> str | None:
    area = db.get(Area, area_id)
    return area.path if area else None
