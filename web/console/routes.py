"""Every page of the console and the right it asks for: a page is reached by this table alone."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response
from sqlalchemy.orm import Session

from accounts.permissions import RIGHTS
from core.actor import Actor
from core.errors import BadSetting

# Instead of a right: open to all; to who has given his password; to all who are signed in.
ANYBODY, HALF, STAFF = "anybody", "half", "staff"
FORM_BYTES = 256 * 1024
# The heading of what an office sets up.
SETTINGS = "设置"


@dataclass(frozen=True)
class Scope:
    """Where a page's subject belongs: an area path and an office, as `Actor.may` takes them."""

    area: str | None = None
    office: int | None = None


View = Callable[..., Response]
# From the visit to how many things wait on a page.
Count = Callable[..., int]
# From the ids in the address to where their subject belongs; raises `NotFound`.
FindScope = Callable[[Session, Actor, dict[str, str]], Scope]


@dataclass(frozen=True)
class Route:
    """One line of the table.

    `right` is one of `RIGHTS`, held anywhere, or with `scope` where the subject belongs; else
    the page does not exist for him. `menu` is its name in the navigation, below
    the heading `group`; what `waits` there stands beside it as a number. `most_bytes` bounds what a
    form may bring.
    """

    name: str
    path: str
    methods: str
    right: str
    view: View
    scope: FindScope | None = None
    menu: str = ""
    group: str = ""
    waits: Count | None = None
    most_bytes: int = FORM_BYTES


def check(routes: tuple[Route, ...]) -> None:
    """Raises `BadSetting` for a line that guards nothing, or two that mean one page."""
    for route in routes:
        if route.right not in {*RIGHTS, ANYBODY, HALF, STAFF}:
            raise BadSetting(f"Console page {route.name} asks for no known right.")
        if not set(route.methods.split()) <= {"GET", "POST"}:
            raise BadSetting(f"Console page {route.name} has a method that no guard knows.")
    for what in (
        [route.name for route in routes],
        [(r.path, m) for r in routes for m in r.methods.split()],
    ):
        if len(set(what)) < len(what):
            raise BadSetting("Two lines of the console's table mean the same page.")
