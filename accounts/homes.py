"""Where residents say they live. It grants no right."""

from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from accounts.models import Home, Resident
from accounts.ownership import require_own
from core.actor import Actor

# Built once: this runs in most pushes.
_CURRENT = (
    select(Home)
    .where(Home.resident_id == bindparam("own"), Home.current)
    .order_by(Home.id.desc())
    .limit(1)
)
Source = Literal["typed", "scan", "chosen", "staff", "demo"]


def current_home(db: Session, resident_id: int) -> Home | None:
    """The home that counts now."""
    return db.scalars(_CURRENT, {"own": resident_id}).first()


def homes(db: Session, resident_id: int) -> list[Home]:
    """All his homes, the current one first."""
    own = select(Home).where(Home.resident_id == resident_id)
    return list(db.scalars(own.order_by(Home.current.desc(), Home.id.desc())))


def leave_home(db: Session, resident_id: int, *, actor: Actor) -> None:
    """None of his homes is current any more."""
    require_own(actor, "home.own", resident_id)
    for home in homes(db, resident_id):
        home.current = False
    db.flush()


def bind_home(
    db: Session,
    resident_id: int,
    area_id: int,
    *,
    source: Source,
    place: str | None = None,
    actor: Actor,
    now: datetime,
) -> Home:
    """Make the area his current home; without a `place` the one known for it stays."""
    require_own(actor, "home.own", resident_id)
    # Two bindings at once must not leave two current homes.
    db.execute(select(Resident.id).where(Resident.id == resident_id).with_for_update())
    known = {home.area_id: home for home in homes(db, resident_id)}
    for home in known.values():
        home.current = home.area_id == area_id
    bound = known.get(area_id)
    if bound is None:
        bound = Home(resident_id=resident_id, area_id=area_id, current=True, created_at=now)
        db.add(bound)
    bound.source = source
    if place is not None:
        bound.place = place
    db.flush()
    return bound
