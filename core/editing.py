"""Two people who change the same row: the second is told, and overwrites nothing."""

from typing import Any

from sqlalchemy import inspect, update
from sqlalchemy.orm import Session

from core.database import Base
from core.errors import Conflict


def take_version(db: Session, row: Base, version: int) -> None:
    """Take the row's next version, unless somebody has changed it since `version` was read.

    The row has a counter `version`, and is as the database has it afterwards. Raises `Conflict`.
    """
    model: Any = type(row)
    mapper = inspect(model)
    own = zip(mapper.primary_key, mapper.primary_key_from_instance(row), strict=True)
    unchanged = update(model).where(*(column == value for column, value in own))
    raised = (
        unchanged.where(model.version == version)
        .values(version=version + 1)
        .returning(model.version)
    )
    if db.execute(raised).first() is None:
        raise Conflict()
    db.refresh(row)
