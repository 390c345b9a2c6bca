"""`./run manage area`: the areas, and what stands for placeholders in each."""

from collections.abc import Iterator, Mapping

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli.database import open_sessions, require_schema
from cli.settings import own_settings
from community.areas import AreaFacts, Areas, load_areas
from community.models import Area
from community.service import fill_values
from core import clock
from core.actor import OPERATOR
from core.errors import NotFound
from faq.content import placeholders_of
from faq.models import Entry
from faq.unfilled import unfilled

Missing = Mapping[int, Mapping[str, int]]


@click.group()
def area() -> None:
    """Areas, and what stands for {placeholders} in each."""


@area.command("list")
def list_areas() -> None:
    """List the areas as a tree: key, kind, name, scene, values, and what is not filled yet."""
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings, only_reads=True) as sessions, sessions() as db:
        areas = load_areas(db)
        missing = unfilled(db, areas)
        for one in tree(areas):
            click.echo("\n".join(lines_of(one, missing)))


@area.command()
@click.argument("key")
@click.argument("values", metavar="NAME=VALUE…", nargs=-1, required=True)
def fill(key: str, values: tuple[str, ...]) -> None:
    """Say what placeholders stand for in the area of that KEY and below.

    An area below may have a value of its own. NAME= without a value takes it back. Answers that
    are published change with it.
    """
    given = dict(read_pair(pair) for pair in values)
    settings = own_settings()
    require_schema(settings)
    with open_sessions(settings) as sessions, sessions.begin() as db:
        row = db.scalars(select(Area).where(Area.key == key).with_for_update()).first()
        if row is None:
            raise NotFound(f"没有键为 {key} 的区域。")
        fill_values(db, row, given, actor=OPERATOR, now=clock.now())
        areas = load_areas(db)
        missing, unknown = unfilled(db, areas), sorted(set(given) - used(db))
        below = [one for one in tree(areas, row.id) if one.id in {row.id, *missing}]
        lines = [line for one in below for line in lines_of(one, missing)]
    click.echo("\n".join(lines))
    for name in unknown:
        click.echo(f"No entry uses {{{name}}}: see that the name is right.", err=True)


def read_pair(pair: str) -> tuple[str, str]:
    """NAME and VALUE of NAME=VALUE; raises `click.UsageError`."""
    name, sign, value = pair.partition("=")
    if not sign:
        raise click.UsageError(f"{pair} is not NAME=VALUE.")
    return name.strip().strip("{}"), value.strip()


def used(db: Session) -> set[str]:
    """The names of the placeholders that any entry uses."""
    return {name for answer in db.scalars(select(Entry.answer)) for name in placeholders_of(answer)}


def tree(areas: Areas, root_id: int | None = None) -> Iterator[AreaFacts]:
    """The areas below (and with) that one, or all: each before its children."""
    if root_id is not None:
        yield areas.get(root_id)
    for child in areas.children(root_id):
        yield from tree(areas, child.id)


def lines_of(one: AreaFacts, missing: Missing) -> Iterator[str]:
    """An area's line, its own values, and what entries need that is filled nowhere above it."""
    indent = "  " * (one.depth - 1)
    yield f"{indent}{one.key}  {one.kind}  {one.name}" + (
        f"  scene {one.scene}" if one.scene else ""
    )
    for name, value in sorted(one.filled.items()):
        yield f"{indent}  {{{name}}} = {value}"
    if names := missing.get(one.id):
        needed = ", ".join(f"{name} ({count})" for name, count in sorted(names.items()))
        yield f"{indent}  not filled (entries that need it): {needed}"
