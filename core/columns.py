"""Column types and mapped attributes that all packages share."""

import json
import secrets
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar, overload

from sqlalchemy import BigInteger, DateTime, Integer, LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from core.sealing import keyring

# SQLite only counts rows up by itself in an INTEGER primary key.
BigId = BigInteger().with_variant(Integer(), "sqlite")
SealedBytes = LargeBinary
Value = TypeVar("Value")


def new_public_id() -> str:
    """A random name for a row, safe in URLs, 22 characters; tells nothing about the row."""
    return secrets.token_urlsafe(16)


class UtcTime(TypeDecorator[datetime]):
    """An aware instant in UTC on both databases; a naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(Generic[Value]):
    """A personal attribute kept sealed in the bytes column of the given name.

    Any JSON value; None stays None. The owner has `__tablename__` and a `public_id` set when
    the object is made, to which the sealed bytes are bound.
    """

    def __init__(self, column: str) -> None:
        self.column = column

    @overload
    def __get__(self, row: None, owner: type) -> "Sealed[Value]": ...
    @overload
    def __get__(self, row: object, owner: type) -> Value | None: ...
    def __get__(self, row: Any, owner: type) -> "Sealed[Value] | Value | None":
        if row is None:
            return self
        sealed = getattr(row, self.column)
        if sealed is None:
            return None
        value: Value = json.loads(keyring().open(sealed, self._about(row)))
        return value

    def __set__(self, row: Any, value: Value | None) -> None:
        setattr(row, self.column, None if value is None else self.sealed(row, value))

    def sealed(self, row: Any, value: Value) -> bytes:
        """The bytes the column would hold, for statements that bypass the object."""
        return seal_value(value, row.__tablename__, self.column, row.public_id)

    def _about(self, row: Any) -> str:
        return f"{row.__tablename__}.{self.column}.{row.public_id}"


def seal_value(value: object, table: str, column: str, public_id: str) -> bytes:
    """The bytes of a sealed column, for inserts that don't make an object."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return keyring().seal(text.encode(), f"{table}.{column}.{public_id}")


def open_value(sealed: bytes, table: str, column: str, public_id: str) -> Any:
    """The value of a sealed column read without its object; raises `Unsealable`."""
    return json.loads(keyring().open(sealed, f"{table}.{column}.{public_id}"))
