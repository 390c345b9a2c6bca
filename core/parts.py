"""Rows of several tables read by one statement of columns, and made into objects of a session.

SQLAlchemy loads objects from its own statements only, and for what runs in every push that costs
several times what the database takes.
"""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_dict
from sqlalchemy.orm.instrumentation import ClassManager

from core.database import Base

Entity = TypeVar("Entity", bound=Base)


class Part(Generic[Entity]):
    """Some of the columns of one table in such a statement, the primary key first; the others are
    read when they are asked for."""

    def __init__(self, entity: type[Entity], *names: str) -> None:
        self._entity, self._names = entity, names
        self._mapper = entity.__mapper__
        self._manager: ClassManager[Entity] = self._mapper.class_manager

    @property
    def columns(self) -> list[ColumnElement[Any]]:
        """What the statement selects for it."""
        return [getattr(self._entity, name) for name in self._names]

    def take(self, db: Session, row: Iterator[Any]) -> Entity | None:
        """The object of the row's next columns, as if the session had loaded it; None where an
        outer join found none. One that the session has already stays as it is."""
        values = dict(zip(self._names, row, strict=False))
        key = values[self._names[0]]
        if key is None:
            return None
        mine = self._mapper.identity_key_from_primary_key((key,))
        kept: Entity | None = db.identity_map.get(mine)
        if kept is not None:
            return kept
        found = self._manager.new_instance()
        instance_dict(found).update(values)
        make_transient_to_detached(found)
        db.add(found)
        return found
