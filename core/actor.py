"""Who acts: every service that changes something is told, and asks `require` first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from core.errors import Refused

ActorKind = Literal["resident", "staff", "operator", "system"]


@dataclass(frozen=True)
class Right:
    """A right (an opaque name) within an area path ('' = everywhere) and an office (None = any)."""

    name: str
    area: str = ""
    office: int | None = None

    def covers(self, name: str, area: str | None, office: int | None) -> bool:
        """Whether this right is enough for that name, area path and office."""
        return (
            self.name in (name, "*")
            and (not self.area or (area is not None and is_within(area, self.area)))
            and (self.office is None or self.office == office)
        )


@dataclass(frozen=True)
class Actor:
    """Somebody with rights; `id` is the row's id of a resident or staff, else None."""

    kind: ActorKind
    id: int | None = None
    rights: tuple[Right, ...] = field(default=())

    def may(self, right: str, *, area: str | None = None, office: int | None = None) -> bool:
        """Whether one of the rights covers it."""
        return any(own.covers(right, area, office) for own in self.rights)

    def may_somewhere(self, right: str) -> bool:
        """Whether the right is given at all, in some area and for some office."""
        return any(own.name in (right, "*") for own in self.rights)

    def require(self, right: str, *, area: str | None = None, office: int | None = None) -> None:
        """Raises `Refused` unless `may`."""
        if not self.may(right, area=area, office=office):
            raise Refused()


def is_within(path: str, ancestor: str) -> bool:
    """Whether an area path (like '1/4/9/') lies in or below the other."""
    return path.startswith(ancestor)


def rights(names: Iterable[str], area: str = "", office: int | None = None) -> tuple[Right, ...]:
    """The same scope for several rights."""
    return tuple(Right(name, area, office) for name in names)


# What a resident may do with what is his; whether it is his is the service's business.
RESIDENT_RIGHTS = rights(("case.open", "case.own", "home.own", "consent.own", "data.own"))

OPERATOR = Actor("operator", None, rights(("*",)))
SYSTEM = Actor("system", None, rights(("*",)))


def resident_actor(resident_id: int) -> Actor:
    """The resident himself, acting in the chat or on his pages."""
    return Actor("resident", resident_id, RESIDENT_RIGHTS)
