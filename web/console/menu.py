"""The navigation: the pages of the table that have a name in it and are open to this person."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request, url_for

from web.console.routes import STAFF, Route
from web.console.visit import Visit


@dataclass(frozen=True)
class Group:
    """Lines that belong together; the first group has no label."""

    label: str
    items: list["Item"]


@dataclass(frozen=True)
class Item:
    """One line of the navigation; `waiting`: so many things wait there."""

    label: str
    address: str
    is_here: bool
    waiting: int


def make_menu(table: tuple[Route, ...]) -> Callable[[Visit], list[Group]]:
    """A function for templates: what a visitor may open, in the table's order."""
    named = [route for route in table if route.menu]

    def menu_of(visit: Visit) -> list[Group]:
        signed = visit.signed
        if signed is None or not signed.is_inside:
            return []
        open_to_him = [route for route in named if _is_open(route, visit)]
        return [
            Group(label, [_item(route, visit) for route in open_to_him if route.group == label])
            for label in dict.fromkeys(route.group for route in open_to_him)
        ]

    return menu_of


def _is_open(route: Route, visit: Visit) -> bool:
    return route.right == STAFF or visit.actor.may_somewhere(route.right)


def _item(route: Route, visit: Visit) -> Item:
    address, here = url_for(f"console.{route.name}"), request.path
    is_here = here == address if route.path == "/" else here.startswith(address)
    return Item(route.menu, address, is_here, route.waits(visit) if route.waits else 0)
