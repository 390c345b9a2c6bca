"""Whether what the office has set up is whole."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from cases.catalogue import load_catalogue
from cases.catalogue_check import problems as route_problems
from community.own_dangers import silenced_now
from community.own_texts import useless_texts
from community.setup import load_setup
from core.clock import day_of
from faq.unfilled import unfilled


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
    for word, cry in silenced_now(db):
        yield f"The office's own danger word {word} keeps {cry} from raising its alarm: see 危险词."
    for key in useless_texts(db):
        yield f"The office's own wording of {key} no longer fits and is not used: see 文字."
    for area_id, names in unfilled(db, setup.areas).items():
        area = setup.areas.get(area_id)
        for name, count in sorted(names.items()):
            yield f"{area.name}: {{{name}}} is not filled; {count} entries need it."
