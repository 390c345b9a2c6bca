"""The kinds of areas and offices there are, and which area may lie in which: data of the pack."""

from functools import cache

from community.pack import read
from core.shipped import read_once


@cache
def area_kinds_below(kind: str | None) -> tuple[str, ...]:
    """The kinds that may lie right below one of that kind, the usual first; None: at the top."""
    rows = read("kinds")["area"]
    if kind is None:
        return tuple(row["name"] for row in rows if row.get("top"))
    return next((tuple(row["below"]) for row in rows if row["name"] == kind), ())


@read_once
def office_kinds() -> tuple[str, ...]:
    """The kinds of offices."""
    return tuple(row["name"] for row in read("kinds")["office"])


@read_once
def function_names() -> dict[str, str]:
    """The functions by which topics find their office, by key, as staff read them."""
    return {row["key"]: row["name"] for row in read("kinds")["function"]}


@read_once
def placeholder_meanings() -> dict[str, str]:
    """The placeholders that the pack's entries use, by name, with what is to be filled in."""
    return {row["name"]: row["meaning"] for row in read("placeholders")["placeholder"]}
