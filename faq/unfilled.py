"""Which placeholders entries need that nobody has filled in yet, by area."""

from collections import defaultdict
from functools import cache

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
    in_use = Entry.state != EntryState.RETIRED
    # An answer without a placeholder, as most are, needs no look at the areas.
    rows = db.execute(select(Entry.answer, Entry.area_id).where(in_use, Entry.answer.contains("{")))
    spoken_to = cache(lambda area_id: covered(area_id, areas))
    filled = cache(lambda area_id: set(areas.placeholders(area_id)))
    for answer, area_id in rows:
        try:
            names = set(placeholders_of(answer))
        except Invalid:
            continue
        for area in spoken_to(area_id):
            for name in names - filled(area.id):
                counted[area.id][name] += 1
    return counted
