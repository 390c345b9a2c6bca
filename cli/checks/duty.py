"""Whether words of suicide reach somebody."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Staff, StaffRole
from community.areas import load_areas
from core.actor import is_within
from duty.concerns import WAITING
from duty.models import Concern

ROLE = "duty"


def duty_problems(db: Session) -> Iterator[str]:
    """One sentence for each neighbourhood that nobody has the duty of, and for what waits."""
    on_duty = (
        select(StaffRole.area_path)
        .join(Staff, Staff.id == StaffRole.staff_id)
        .where(StaffRole.role == ROLE, StaffRole.office_id.is_(None), Staff.active)
    )
    paths = set(db.scalars(on_duty))
    lacking = [
        area.name
        for area in load_areas(db).neighbourhoods()
        if not any(is_within(area.path, path) for path in paths)
    ]
    if lacking:
        yield (
            f"Nobody has the duty (值班) of {'、'.join(lacking)}: words of suicide are seen by "
            "nobody there. ./run manage staff create NAME --role duty"
        )
    waiting = db.scalar(select(func.count()).select_from(Concern).where(Concern.state.in_(WAITING)))
    if waiting:
        yield f"{waiting} cries for help wait for who has the duty: see 值班 in the console."
