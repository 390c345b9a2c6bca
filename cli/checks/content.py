"""Whether what the office has set up is whole."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.catalogue import load_catalogue
from cases.catalogue_check import problems as route_problems
from community.areas import Areas
from community.setup import load_setup
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
    for area_id, names in unfilled(db, setup.areas).items():
        area = setup.areas.get(area_id)
        for name, count in sorted(names.items()):
            yield f"{area.name}: {{{name}}} is not filled; {count} entries need it."


def unfilled(db: Session, areas: Areas) -> dict[int, dict[str, int]]:
    """By area id the placeholders without a value there, and how many entries need each.

    Only areas that an entry speaks to: its neighbourhoods, or a smaller area itself.
    """
    counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in db.scalars(select(Entry).where(Entry.state != EntryState.RETIRED)):
        try:
            names = placeholders_of(entry.answer)
        except Invalid:
            continue
        for area in covered(entry.area_id, areas):
            for name in set(names) - set(areas.placeholders(area.id)):
                counted[area.id][name] += 1
    return counted
