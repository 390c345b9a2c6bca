"""Which placeholders entries need that nobody has filled in yet, by area."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from community.areas import Areas
from core.errors import Invalid
from faq.content import placeholders_of
from faq.models import Entry, EntryState
from faq.publishing import covered


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
