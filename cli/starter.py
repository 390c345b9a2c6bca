"""The starter set of all packages, in the order in which they build on each other."""

from datetime import datetime

import cases.loading
import community.loading
import faq.loading
from community.pack import COMMUNITY
from core.database import Sessions


def load_starter(sessions: Sessions, *, demo: bool, now: datetime, pack: str = COMMUNITY) -> None:
    """Bring in what is missing of that pack; a `demo` is filled with examples and published."""
    with sessions.begin() as db:
        # What was begun with one pack goes on with it.
        pack = community.loading.installed_pack(db) or pack
        community.loading.load_starter(db, demo=demo, now=now, pack=pack)
        cases.loading.load_starter(db, now=now, pack=pack)
        faq.loading.load_starter(db, published=demo, now=now, pack=pack)
