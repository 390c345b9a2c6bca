"""Whether what the office has set up is whole."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.catalogue import load_catalogue
from cases.catalogue_check import problems as route_problems
from community.setup import Setup, load_setup
from core.clock import day_of
from core.errors import Invalid
from faq.content import placeholders_of
from faq.models import Entry, EntryState
from faq.publishing import covered


def content_problems(db: Session, now: datetime) -> Iterator[str]:
    """One sentence for each gap in areas, routes, calendar and entries."""
    setup = load_setup(db)
    if not list(setup.areas):
        yield "There are no areas yet: ./run serve brings the starter set in."
        return
    yield from route_problems(load_catalogue(db).rules, setup)
    year = day_of(now).year
    if not setup.calendar.is_confirmed(year):
        yield f"The holidays of {year} are not confirmed: due dates count weekends only."
    yield from unfilled(db, setup)


def unfilled(db: Session, setup: Setup) -> Iterator[str]:
    """One sentence for each placeholder and area without a value, with how many entries need it."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for entry in db.scalars(select(Entry).where(Entry.state != EntryState.RETIRED)):
        try:
            names = placeholders_of(entry.answer)
        except Invalid:
            continue
        for area in covered(entry.area_id, setup.areas):
            for name in set(names) - set(setup.areas.placeholders(area.id)):
                counted[(area.name, name)] += 1
    for (area_name, name), count in sorted(counted.items()):
        yield f"{area_name}: {{{name}}} is not filled; {count} entries need it."
