"""Changes to what the office has set up."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from community.models import Area
from core.actor import Actor
from core.audit import record
from core.errors import Invalid
from core.versions import raise_version

LONGEST_NAME, LONGEST_VALUE = 20, 100


def fill_values(
    db: Session, area: Area, values: Mapping[str, str], *, actor: Actor, now: datetime
) -> Area:
    """Set what placeholders stand for in the area and below; an empty value clears one.

    Placeholders not named keep their values. Raises `Refused` or `Invalid`.
    """
    actor.require("community.edit", area=area.path)
    for name, value in values.items():
        check_value(name, value)
    filled = {**area.filled, **{name: value.strip() for name, value in values.items()}}
    area.filled = {name: value for name, value in filled.items() if value}
    area.version += 1
    db.flush()
    raise_version(db, "community")
    record(db, actor, "area.fill", f"area:{area.id}", {"names": sorted(values)}, now=now)
    return area


def check_value(name: str, value: str) -> None:
    """Raises `Invalid` for what can't stand for a placeholder."""
    if not name.isidentifier() or len(name) > LONGEST_NAME:
        raise Invalid("name", "占位符名称只能用文字和数字，最多 20 个字。")
    if len(value) > LONGEST_VALUE or any(mark in value for mark in "{}\n\r"):
        raise Invalid(name, "占位符的内容最多 100 个字，不能有大括号和换行。")
